# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run_page.py PAGE: runs the commands of a documentation page in this folder, one
after the other in one shell, as their blocks say:

  sh               each has to succeed; cotidy may find something, too (status 1)
  console          lines that begin with "$ " are commands, those below them what they
                   say; "..." leaves lines out
  sh interrupted   it waits for something: it is interrupted then, and succeeds
  sh by-hand       nothing that a test can do; by_hand.txt lists them all
  LANGUAGE FILE    no commands: the text of a file, which is written

Other blocks hold no commands. Paths below the working folder are shown relative to it."""

import os
import pathlib
import re
import subprocess
import sys

NO_COMMANDS = {"cpp", "yaml", "json", "cmake", "lua", "elisp", "starlark", "text"}
INTERRUPTED = """(exec {command}) > {out} 2>&1 &
for _ in $(seq 600); do grep -q "waiting for changes" {out} && break; sleep 0.1; done
kill -TERM $!; wait $!"""


def blocks(page):
    found = re.finditer(r"^```([^\n]*)\n(.*?)^```$", page, re.M | re.S)
    return [(block.group(1).split(), block.group(2)) for block in found]


def commands(kind, text):
    """The commands of a block, and what each is to say: None is anything."""
    if kind == "console":
        for piece in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, _, output = piece.partition("\n")
            yield command, output.splitlines()
        return
    for command in re.findall(r"(?:[^\n]*\\\n)*[^\n]+", text):
        if not command.startswith("#"):
            yield command, None


def difference(shown, said):
    """The first line that is shown and not said, or said and not shown."""
    at, skip = 0, False
    for line in shown:
        if line == "...":
            skip = True
            continue
        if skip and line in said[at:]:
            at = said.index(line, at)
        skip = False
        if at == len(said) or said[at] != line:
            return f"it shows\n  {line}\nwhere this is said:\n  {said[at] if at < len(said) else 'nothing more'}"
        at += 1
    return None if skip or at == len(said) else f"it ends before\n  {said[at]}"


def main(path):
    script, expected, folder = ["exec </dev/null"], [], os.getcwd()
    for info, text in blocks(pathlib.Path(path).read_text(encoding="utf-8")):
        kind, what = (info + ["", ""])[:2]
        if kind not in NO_COMMANDS | {"sh", "console"}:
            sys.exit(f"{path}: no block is called '{kind}':\n{text}")
        if kind in NO_COMMANDS:
            if re.search(r"^\$ ", text, re.M):
                sys.exit(f"{path}: commands in a block called '{kind}':\n{text}")
            if what:
                script.append(f"cat > {what} <<'end of {what}'\n{text}end of {what}")
        elif what == "by-hand":
            pass
        elif what not in ("", "interrupted"):
            sys.exit(f"{path}: no commands are called '{what}'")
        else:
            for command, shown in commands(kind, text):
                out = f"{folder}/.out.{len(expected)}"
                script.append(INTERRUPTED.format(command=command, out=out) if what
                              else f"{{ {command}\n}} > {out} 2>&1")
                script.append(f"echo $? $PWD/ > {out}.status")
                expected.append((command, shown, out))
    if not expected:
        sys.exit(f"{path}: no commands")
    subprocess.run(["bash", "-c", "\n".join(script)], check=False)
    failures = []
    for command, shown, out in expected:
        if not os.path.exists(out + ".status"):
            sys.exit(f"not reached: {command}")
        status, here = pathlib.Path(out + ".status").read_text().split()
        said = pathlib.Path(out).read_text(encoding="utf-8").replace(here, "").splitlines()
        print(f"$ {command}", *said, f"-> {status}", sep="\n")
        if status != "0" and not (status == "1" and re.match(r"(\S*/)?cotidy ", command)):
            failures.append(f"status {status}: {command}")
        if shown is not None and (wrong := difference(shown, said)):
            failures.append(f"{path}: {command}: {wrong}")
    if failures:
        sys.exit("\n".join(failures))


main(sys.argv[1])
