#!/usr/bin/env python3
# ===- front.py - A front that says what a test wants -------------*- python -*-===#
#
# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-------------------------------------------------------------------------===#
"""A front that prints the canned output after OUTPUT: lines of the tested file,
as `LINE:COLUMN: text`, and ends with the status of its STATUS: line. Given
--emit-ir it prints what follows IR:."""

import re
import sys

name = next(a for a in sys.argv[1:] if a.endswith(".cpp"))
text = open(name).read()


def marked(mark):
    return [l.strip() for l in re.findall(rf"^// {mark}:(.*)$", text, re.MULTILINE)]


if "--emit-ir" in sys.argv:
    print("\n".join(marked("IR")))
    sys.exit(0)
for line in marked("OUTPUT"):
    print(f"{name}:{line}")
print(" ".join(sys.argv[1:]), file=sys.stderr)
sys.exit(int((marked("STATUS") or ["0"])[0]))
