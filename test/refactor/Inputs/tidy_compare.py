# ===- tidy_compare.py - clang-tidy before and after a fix ------*- python -*-===#
#
# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-------------------------------------------------------------------------===#
"""tidy_compare.py FOLDER CLANG-TIDY COTIDY TEST... -- COMPILE-ARGUMENT...

Takes the programs out of tests that split-file reads, counts what clang-tidy's
own checks find in each, has cotidy --fix edit it, and counts again. Prints what
is new and not expected: a line "program: check: before -> after" for each check.
"""

import collections
import pathlib
import re
import subprocess
import sys

CHECKS = (
    "-*,bugprone-*,cppcoreguidelines-*,misc-*,modernize-*,performance-*,readability-*"
)
# CP.53, which docs/fixes.md explains.
EXPECTED = {
    "cppcoreguidelines-avoid-reference-coroutine-parameters",
    # `this->count` of a static member was all that a method did with `this`.
    "readability-convert-member-functions-to-static",
}
# A struct is like the functions and headers around it: no more than before, only
# where there were none.
LIKE_OTHERS = {"misc-include-cleaner", "misc-use-internal-linkage"}
WARNING = re.compile(r"^(\S+?):\d+:\d+: warning: .* \[([\w.,-]+)\]$", re.MULTILINE)


def split(test, folder):
    """The folders of the programs; files of one folder are one program."""
    parts = re.split(r"^//--- (\S+)\n", test.read_text(), flags=re.MULTILINE)[1:]
    programs = collections.defaultdict(list)
    for name, text in zip(parts[::2], parts[1::2]):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if path.suffix == ".cpp":
            programs[path.parent].append(path)
    return list(programs.values())


def count(tidy, sources, arguments):
    found = subprocess.run(
        [tidy, f"--checks={CHECKS}", "--quiet", "--config={}", "--header-filter=.*",
         *sources, "--", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True,
    ).stdout
    # A header is read once for each source.
    return collections.Counter(
        check for line in {m.group(0): m for m in WARNING.finditer(found)}.values()
        for check in line.group(2).split(",")
    )


def main():
    words = sys.argv[1:]
    at = words.index("--")
    folder, tidy, cotidy, *tests = words[:at]
    arguments = words[at + 1 :]
    edited = total = 0
    for test in map(pathlib.Path, tests):
        for sources in split(test, pathlib.Path(folder) / test.stem):
            before = count(tidy, sources, arguments)
            texts = [path.read_bytes() for path in sources]
            subprocess.run(
                [cotidy, "--fix", "--quiet", "--config={}", *sources, "--", *arguments],
                stdin=subprocess.DEVNULL, capture_output=True, check=False,
            )
            if texts == [path.read_bytes() for path in sources]:
                continue
            edited += 1
            total += sum(before.values())
            after = count(tidy, sources, arguments)
            for check in sorted(after):
                if check in EXPECTED or (check in LIKE_OTHERS and before[check]):
                    continue
                if after[check] > before[check]:
                    print(f"{test.stem}: {check}: {before[check]} -> {after[check]}")
    print(f"{edited} programs edited, {total} findings before")


if __name__ == "__main__":
    main()
