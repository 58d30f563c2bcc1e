# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Edits random projects, a file or two at a time, and compares what cotidy says with what
it remembers from the edits before against what it says with --no-cache.

usage: edited_findings.py FIRST LAST EDITS FOLDER COTIDY -- INCLUDE...
"""

import glob
import os
import random
import shutil
import sys

import random_project
from same_findings import lint


def is_coroutine(project, number):
    with open(os.path.join(project, "m%d.cpp" % number), encoding="utf-8") as file:
        return "coro::task<>" in file.read()


def edit(rng, project, number, before):
    """Changes a file. \\p before has what some files were."""
    sources = sorted(glob.glob(os.path.join(project, "m[0-9]*.cpp")))
    count = len(sources)
    i, j = rng.randrange(count), rng.randrange(count)
    if rng.random() < 0.7:  # what coroutines use makes the most difference
        j = rng.choice([k for k in range(count) if is_coroutine(project, k)])
    source = os.path.join(project, "m%d.cpp" % i)
    header = os.path.join(project, "m%d.h" % i)
    kind = rng.choice([0, 1, 1, 2, 2, 2, 2, 3, 4, 5, 6])
    if kind == 0 and before:
        path = rng.choice(sorted(before))
        text = before.pop(path)
    else:
        path = source if kind < 4 else header
        with open(path, encoding="utf-8") as file:
            text = file.read()
        before.setdefault(path, text)
        if kind == 1:
            use = rng.choice(["++g{0};", "f{0}(x);", "BUMP{0}();", "d{0}();", "CALL{0}(f)(x);", "e{0}(x);"])
            text = '#include "m%d.h"\n%s\nvoid x%d(int x) { (void)x; %s }\n' % (j, text, number, use.format(j))
        elif kind == 2:
            text = '#include "w%d.h"\n%s\nvoid x%d() { for (;;) coro::spawn(w%d(1, true)); }\n' % (
                j, text, number, j)
        elif kind == 3:
            text += "\nint y%d = %d; // %s\n" % (number, number, rng.choice(["co_await", "g%d" % j]))
        elif kind == 4:
            one, other = "BUMP%d() ++g%d" % (i, i), "BUMP%d() f%d(1)" % (i, i)
            text = text.replace(one, other) if one in text else text.replace(other, one)
        elif kind == 5:
            text = text.replace("#ifdef EXTRA%d" % i, "#ifndef EXTRA%d" % i)
        else:
            text = "#define WAIT%d %s\n" % (j, rng.choice(["co_await", "g%d" % j])) + text
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    if rng.random() < 0.5:
        shutil.copystat(path, path + ".new")  # its time of modification, too
    os.replace(path + ".new", path)


def main(first, last, edits, folder, cotidy, *rest):
    includes = rest[rest.index("--") + 1 :]
    command = [cotidy, "--quiet", "--config={}", "--min-confidence=low", *rest[: rest.index("--")]]
    seen = set()
    for seed in range(int(first), int(last) + 1):
        rng = random.Random(seed)
        project = os.path.join(folder, str(seed))
        cache = os.path.join(folder, "cache%d" % seed)
        random_project.main(seed, project, includes)
        before = {}
        for number in range(int(edits) + 1):
            kept = lint([*command, "--cache-dir=" + cache], project)
            if kept != lint([*command, "--no-cache"], project):
                sys.exit("seed %d: after %d edits the cache makes another output" % (seed, number))
            seen.add(kept[0])
            for _ in range(rng.choice([1, 1, 2])):
                edit(rng, project, number, before)
    print("%d outputs" % len(seen))
    if len(seen) < int(edits):
        sys.exit("these edits show nothing")


if __name__ == "__main__":
    main(*sys.argv[1:])
