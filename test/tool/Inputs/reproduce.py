# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""reproduce.py FILE: pastes the command that the one error in FILE ends with into a shell;
it must end with status 2 and say that error again."""

import subprocess
import sys

errors = [line for line in open(sys.argv[1]) if line.startswith("cotidy: error: ")]
assert len(errors) == 1, errors
command = errors[0].split("; to see it again: ")[1].strip()
again = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
assert again.returncode == 2, again
assert errors[0] in again.stderr, again.stderr
