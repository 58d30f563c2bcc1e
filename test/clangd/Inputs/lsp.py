#!/usr/bin/env python3
# ===- lsp.py - A conversation with a language server ------------*- python -*-===#
#
# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-------------------------------------------------------------------------===#
"""Opens files in a language server as an editor does, and prints the diagnostics
that it publishes for each. Arguments are a folder, the workspace, which is copied
out of reach of any other configuration, and steps:

  open:FILE               open FILE of the workspace
  replace:FILE:OLD:NEW    change the open FILE in memory
  wait                    for diagnostics of all that was opened or changed since;
                          print them by file and place
  fix:FILE                make the first code action that the server offers for
                          FILE's diagnostics; print its title and the text

Lines and columns are printed 1-based, as Clang prints them. Fails when the server
ends, says something that is not LSP, or is silent for two minutes.
"""

import argparse
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time

SEVERITIES = {1: "error", 2: "warning", 3: "information", 4: "hint"}
TIME_LIMIT = 120


class Server:
    def __init__(self, command, workspace):
        self.workspace = workspace
        home = workspace / "home"
        config = home / ".config" / "clangd" / "config.yaml"
        config.parent.mkdir(parents=True)
        config.write_text("Index: {Background: Skip, StandardLibrary: No}\n")
        environment = dict(os.environ, HOME=str(home))
        for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "CLANGD_FLAGS"):
            environment.pop(variable, None)
        self.process = subprocess.Popen(
            command,
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.received = queue.Queue()
        threading.Thread(target=self.read_all, daemon=True).start()
        self.deadline = time.monotonic() + TIME_LIMIT
        self.versions = {}
        self.texts = {}
        self.requests = 0

    def read_all(self):
        stream = self.process.stdout
        while True:
            length = None
            while line := stream.readline().strip():
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            if length is None:
                self.received.put(None)
                return
            self.received.put(json.loads(stream.read(length)))

    def send(self, method, params, request=False):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request:
            self.requests += 1
            message["id"] = self.requests
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        try:
            message = self.received.get(timeout=self.deadline - time.monotonic())
        except (queue.Empty, ValueError):
            self.process.kill()
            sys.exit("the server was silent for too long")
        if message is None:
            sys.exit(f"the server ended with status {self.process.wait()}")
        return message

    def request(self, method, params):
        self.send(method, params, request=True)
        while True:
            message = self.receive()
            if message.get("id") == self.requests and "method" not in message:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def uri(self, name):
        return (self.workspace / name).as_uri()

    def open(self, name):
        self.texts[name] = (self.workspace / name).read_text()
        self.versions[name] = 1
        document = {
            "uri": self.uri(name),
            "languageId": "cpp",
            "version": 1,
            "text": self.texts[name],
        }
        self.send("textDocument/didOpen", {"textDocument": document})

    def replace(self, name, old, new):
        if old not in self.texts[name]:
            sys.exit(f"{name} has no '{old}'")
        self.set_text(name, self.texts[name].replace(old, new))

    def fix(self, name, diagnostics):
        for diagnostic in diagnostics:
            actions = self.request(
                "textDocument/codeAction",
                {
                    "textDocument": {"uri": self.uri(name)},
                    "range": diagnostic["range"],
                    "context": {"diagnostics": [diagnostic], "only": ["quickfix"]},
                },
            )
            for action in actions:
                if changes := action.get("edit", {}).get("changes"):
                    print(f"action: {action['title']}")
                    assert list(changes) == [self.uri(name)], changes
                    self.set_text(name, edited(self.texts[name], changes[self.uri(name)]))
                    print(self.texts[name], end="")
                    return
        sys.exit(f"no code action for {name}")

    def set_text(self, name, text):
        self.texts[name] = text
        self.versions[name] += 1
        document = {"uri": self.uri(name), "version": self.versions[name]}
        self.send(
            "textDocument/didChange",
            {"textDocument": document, "contentChanges": [{"text": text}]},
        )

    def diagnostics(self, names):
        """What is published for the current version of each file."""
        waiting = {self.uri(name): name for name in names}
        found = {}
        while waiting:
            message = self.receive()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            params = message["params"]
            name = waiting.get(params["uri"])
            if name and params.get("version") == self.versions[name]:
                found[name] = params["diagnostics"]
                del waiting[params["uri"]]
        return found


def edited(text, edits):
    """`text`, all ASCII, with LSP's edits made."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

    def offset(position):
        return starts[position["line"]] + position["character"]

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def place(span):
    start, end = span["start"], span["end"]
    return (
        f"{start['line'] + 1}:{start['character'] + 1}"
        f"-{end['line'] + 1}:{end['character'] + 1}"
    )


def print_diagnostics(server, found):
    for name in sorted(found):
        print(f"{name}: {len(found[name])} diagnostics")
        for diagnostic in sorted(
            found[name], key=lambda d: (d["range"]["start"]["line"], str(d["range"]))
        ):
            severity = SEVERITIES[diagnostic["severity"]]
            print(
                f"{name}:{place(diagnostic['range'])}: {severity}: "
                f"{diagnostic['message']} [{diagnostic.get('code')}] "
                f"source={diagnostic.get('source')} "
                f"help={diagnostic.get('codeDescription', {}).get('href')}"
            )
            for related in diagnostic.get("relatedInformation", []):
                where = os.path.relpath(
                    related["location"]["uri"].removeprefix("file://"),
                    server.workspace,
                )
                print(
                    f"  {where}:{place(related['location']['range'])}: "
                    f"{related['message']}"
                )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--server", required=True, help="the program")
    parser.add_argument("workspace")
    parser.add_argument("steps", nargs="+")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        workspace = pathlib.Path(temporary).resolve() / "workspace"
        shutil.copytree(arguments.workspace, workspace)
        sys.exit(converse(parser, arguments, workspace))


def converse(parser, arguments, workspace):
    server = Server([arguments.server], workspace)
    server.request(
        "initialize",
        {
            "processId": os.getpid(),
            "rootUri": server.workspace.as_uri(),
            "capabilities": {
                "textDocument": {
                    "publishDiagnostics": {
                        "relatedInformation": True,
                        "codeDescriptionSupport": True,
                    },
                    "codeAction": {
                        "codeActionLiteralSupport": {
                            "codeActionKind": {"valueSet": ["quickfix"]}
                        }
                    },
                }
            },
        },
    )
    server.send("initialized", {})
    pending, known = [], {}
    for step in arguments.steps:
        kind, *rest = step.split(":")
        if kind == "open" and len(rest) == 1:
            server.open(*rest)
            pending.append(rest[0])
        elif kind == "replace" and len(rest) == 3:
            server.replace(*rest)
            pending.append(rest[0])
        elif step == "wait":
            found = server.diagnostics(set(pending))
            known.update(found)
            print_diagnostics(server, found)
            pending = []
        elif kind == "fix" and len(rest) == 1:
            server.fix(rest[0], known.get(rest[0], []))
            pending.append(rest[0])
        else:
            parser.error(f"unknown step '{step}'")
    server.request("shutdown", None)
    server.send("exit", None)
    return server.process.wait(timeout=TIME_LIMIT)


if __name__ == "__main__":
    main()
