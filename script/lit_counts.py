# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Says what lit's result files (lit --output) hold, summed.

usage: lit_counts.py RESULTS.json...

First every test that neither passed nor failed, by name; then "N passed, N
failed". The status is 1 where a test failed, or none passed, or a file is not
there.
"""

import collections
import json
import sys

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
FAILED = {"FAIL", "XPASS", "UNRESOLVED", "TIMEOUT"}


def main(paths):
    counts = collections.Counter()
    complete = True
    for path in paths:
        try:
            with open(path, encoding="utf-8") as file:
                tests = json.load(file)["tests"]
        except (OSError, ValueError, KeyError) as error:
            print(f"lit_counts: no results in {path}: {error}", file=sys.stderr)
            complete = False
            continue
        ran = 0
        for test in tests:
            code = test["code"]
            if code in PASSED | FAILED:
                ran += 1
                counts["passed" if code in PASSED else "failed"] += 1
            elif code != "EXCLUDED":
                print(f"not run: {test['name']} ({code.lower()})")
        if not ran:
            print(f"lit_counts: no test ran in {path}", file=sys.stderr)
            complete = False
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 0 if complete and not counts["failed"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
