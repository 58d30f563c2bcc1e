# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""same.py N COTIDY ARGUMENT...: N of the files go on from where another's parse is, and
what is made of all, and said of them, is as with --no-share."""

import re
import subprocess
import sys


def run(*options):
    command = [sys.argv[2], "--no-cache", "-j1", "--quiet", *options, *sys.argv[3:]]
    return subprocess.run(command, capture_output=True, text=True)


stats = run("--no-skip", "--stats").stderr
shared = re.search(r"^(\d+) parsed from where they differ from another$", stats, re.M)
if shared.group(1) != sys.argv[1]:
    sys.exit(f"{shared.group(1)} share a parse, not {sys.argv[1]}")
together, alone = run("--emit-ir"), run("--emit-ir", "--no-share")
if not together.stdout:
    sys.exit(together.stderr)
for one, other in ((together.stdout, alone.stdout), (together.stderr, alone.stderr)):
    if one != other.replace(" --no-share", ""):
        sys.exit(f"together:\n{one}\nalone:\n{other}")
