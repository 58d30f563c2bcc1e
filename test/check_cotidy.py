#!/usr/bin/env python3
# ===- check_cotidy.py - One check test through every front ------*- python -*-===#
#
# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-------------------------------------------------------------------------===#
"""Runs one check over one source file in each front and compares what it says
with the expectations that stand in the file. lit's %check substitution is this
script with the paths of the build filled in:

  // RUN: %check %s coro-mutable-global
  // RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low
  // RUN: %check %s coro-mutable-global --fronts=cotidy --with=%S/Inputs/b.cpp \
  // RUN:   -- -std=c++20 -I %S/../Inputs

Compile arguments stand after `--`; without it they are `-std=c++20 -I` and the
test suite's Inputs folder.

Expectations are FileCheck lines below the code that they are about:

  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'f' writes {{.*}}
  // CHECK-NOTES: :[[@LINE-9]]:5: note: declared here

Findings reach FileCheck sorted by line and column, those of the test file first
and of other files after them; each one's notes follow it in the order in which
they were given. A finding that no CHECK-MESSAGES line expects is a failure, and
where a file has a CHECK-NOTES line so is a note that none expects; without any
CHECK-NOTES line notes are not looked at. With --suffix=X the lines are
CHECK-MESSAGES-X and CHECK-NOTES-X.

A run without expectations must be silent. To show that it could have failed, the
file must compile and the IR made from it must hold a coroutine.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys

DIAGNOSTIC = re.compile(
    r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<kind>warning|error|fatal error|note|remark): (?P<message>.*)$"
)
FRONTS = ("cotidy", "plugin")


class Failure(Exception):
    """What went wrong, with all that is needed to see why."""


class Run:
    """One front's run over the file."""

    def __init__(self, front, command):
        self.front = front
        self.command = command
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Failure(f"{front}: cannot run {command[0]}: {error.strerror}")
        self.status = done.returncode
        self.stdout = done.stdout
        self.stderr = done.stderr

    def fail(self, why, text=None):
        raise Failure(
            f"{self.front}: {why}\n"
            f"command: {shlex.join(self.command)}\n"
            f"exit status: {self.status}\n"
            f"---- stdout\n{self.stdout}---- stderr\n{self.stderr}----\n{text or ''}"
        )

    def findings(self, main_file):
        """The diagnostics as groups of lines, each a finding and its notes."""
        groups = []
        for line in self.stdout.splitlines():
            match = DIAGNOSTIC.match(line)
            # Clang adds the first wherever a finding stands in a macro's expansion;
            # the second is about plans, which test/refactor is for.
            if not match or match["message"].startswith(
                ("expanded from macro", "--fix ")
            ):
                continue
            if match["kind"] in ("error", "fatal error"):
                self.fail("the file does not compile, or the front reports an error")
            if match["kind"] == "note":
                if not groups:
                    self.fail("a note comes before any finding")
                groups[-1][1].append(line)
                continue
            other = os.path.realpath(match["file"]) != main_file
            key = (other, match["file"], int(match["line"]), int(match["column"]))
            groups.append((key, [line]))
        groups.sort(key=lambda group: group[0])
        return [lines for _, lines in groups]


def parse_arguments(argv):
    arguments, compile_arguments = argv, None
    if "--" in argv:
        split = argv.index("--")
        arguments, compile_arguments = argv[:split], argv[split + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", help="the test")
    parser.add_argument("check", help="the check's name")
    parser.add_argument(
        "--fronts",
        default=",".join(FRONTS),
        help="run through these only, separated by commas: cotidy, plugin",
    )
    parser.add_argument(
        "-o",
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set an option of the check; may be repeated",
    )
    parser.add_argument("--suffix", help="of this run's expectations")
    parser.add_argument(
        "--with",
        dest="others",
        action="append",
        default=[],
        metavar="FILE",
        help="analyse another file together with the test; may be repeated",
    )
    parser.add_argument("--header-filter", default=".*", metavar="REGEX")
    host = parser.add_argument_group("the build under test, filled in by lit")
    host.add_argument("--cotidy", required=True, metavar="PATH")
    host.add_argument("--clang-tidy", required=True, metavar="PATH")
    host.add_argument("--plugin", required=True, metavar="PATH")
    host.add_argument("--filecheck", required=True, metavar="PATH")
    options = parser.parse_args(arguments)

    options.fronts = options.fronts.split(",")
    for front in options.fronts:
        if front not in FRONTS:
            parser.error(f"unknown front '{front}'")
    for option in options.option:
        if not re.fullmatch(r"\w+=.*", option):
            parser.error(f"option '{option}' is not of the form NAME=VALUE")
    if options.suffix and not re.fullmatch(r"[A-Z][A-Z0-9-]*", options.suffix):
        parser.error(f"suffix '{options.suffix}' is not in capital letters")
    for path in [options.file, *options.others]:
        if not os.path.isfile(path):
            parser.error(f"no such file: '{path}'")
    if compile_arguments is None:
        inputs = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs")
        compile_arguments = ["-std=c++20", "-I", inputs]
    options.compile_arguments = compile_arguments
    return options


def configuration(options):
    """One configuration for all fronts, so that no .clang-tidy file is read."""

    def quoted(text):
        return "'" + text.replace("'", "''") + "'"

    entries = []
    for option in options.option:
        name, value = option.split("=", 1)
        entries.append(f"{quoted(options.check + '.' + name)}: {quoted(value)}")
    return "{CheckOptions: {" + ", ".join(entries) + "}}"


def run_front(front, options):
    common = [
        f"--checks=-*,{options.check}",
        f"--config={configuration(options)}",
        f"--header-filter={options.header_filter}",
        "--quiet",
        options.file,
        *options.others,
        "--",
        *options.compile_arguments,
    ]
    if front == "cotidy":
        run = Run(front, [options.cotidy, *common])
    else:
        run = Run(front, [options.clang_tidy, f"-load={options.plugin}", *common])
        if "-load request ignored" in run.stderr:
            run.fail("the plugin was not loaded")
    if run.status < 0 or run.status > 2:
        run.fail("the front crashed")
    findings = run.findings(os.path.realpath(options.file))
    expected = 1 if findings and front == "cotidy" else 0
    if run.status != expected:
        run.fail(f"exit status {expected} was expected")
    wrong = [f[0] for f in findings if not f[0].endswith(f"[{options.check}]")]
    if wrong:
        run.fail("a finding of another check:\n" + "\n".join(wrong))
    return run, findings


def prefixes_in(path, suffix):
    """The prefixes that occur in the file: (CHECK-MESSAGES, CHECK-NOTES)."""
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    known = []
    for name in ("CHECK-MESSAGES", "CHECK-NOTES"):
        prefix = f"{name}-{suffix}" if suffix else name
        modifiers = r"(-NEXT|-SAME|-DAG|-COUNT-\d+)?"
        used = re.search(rf"(?<![\w-]){re.escape(prefix)}{modifiers}:", text)
        known.append(prefix if used else None)
    return known


def compare(run, findings, options):
    messages, notes = prefixes_in(options.file, options.suffix)
    if notes and not messages:
        raise Failure(f"'{notes}' without a '{messages or 'CHECK-MESSAGES'}' line")
    if not messages:
        if findings:
            run.fail("no finding was expected:\n" + "\n".join(f[0] for f in findings))
        return
    lines = [l for finding in findings for l in (finding if notes else finding[:1])]
    kinds = "warning|note" if notes else "warning"
    command = [
        options.filecheck,
        options.file,
        f"--check-prefixes={','.join(p for p in (messages, notes) if p)}",
        f"--implicit-check-not={{{{(^|:)[0-9]+:[0-9]+: ({kinds}):}}}}",
        "--allow-empty",
        "--dump-input=fail",
    ]
    checked = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True
    )
    if checked.returncode:
        run.fail("FileCheck failed", checked.stdout + checked.stderr)


def require_coroutine(options):
    run = Run(
        "cotidy --emit-ir",
        [options.cotidy, "--emit-ir", options.file, "--", *options.compile_arguments],
    )
    if run.status != 0:
        run.fail("exit status 0 was expected")
    if not re.search(r"\bcoroutine\b", run.stdout):
        run.fail("a silent test must hold a coroutine, this one could not fail")


def main():
    options = parse_arguments(sys.argv[1:])
    try:
        for front in options.fronts:
            compare(*run_front(front, options), options)
        if prefixes_in(options.file, options.suffix)[0] is None:
            require_coroutine(options)
    except Failure as failure:
        print(f"{options.file}: {options.check}: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
