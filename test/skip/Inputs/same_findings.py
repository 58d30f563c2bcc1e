# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints generated projects with and without --no-skip, and fails where the output is
not the same byte for byte, or where hardly anything was skipped.

usage: same_findings.py FIRST LAST FOLDER COTIDY LINT-OPTION... -- INCLUDE...
"""

import glob
import os
import shutil
import subprocess
import sys

import random_project


def lint(command, folder):
    run = subprocess.run([*command, "-p", folder], capture_output=True, text=True)
    return run.stdout, run.stderr, run.returncode


def main(first, last, folder, cotidy, *rest):
    options, includes = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
    command = [cotidy, "--quiet", "--config={}", "--min-confidence=low", *options]
    files, parsed, found = 0, 0, 0
    for seed in range(int(first), int(last) + 1):
        project = os.path.join(folder, str(seed))
        cache = os.path.join(folder, "cache")
        shutil.rmtree(cache, ignore_errors=True)
        random_project.main(seed, project, includes)
        some = lint([*command, "--cache-dir=" + cache], project)
        if some != lint([*command, "--no-cache", "--no-skip"], project):
            sys.exit("seed %d: with --no-skip there is another output" % seed)
        if some != lint([*command, "--cache-dir=" + cache], project):
            sys.exit("seed %d: from the cache there is another output" % seed)
        files += len(glob.glob(os.path.join(project, "*.cpp")))
        parsed += len(glob.glob(os.path.join(cache, "llvmcache-*")))
        found += some[0].count(" warning: ") + some[0].count("\n@@ ")
    print("%d files, %d parsed, %d findings" % (files, parsed, found))
    if parsed > 0.9 * files or found < int(last) - int(first):
        sys.exit("these projects show nothing")


if __name__ == "__main__":
    main(*sys.argv[1:])
