# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""random_files.py FIRST LAST FOLDER COTIDY INCLUDES: of files that begin with headers drawn
at random, guarded and not, what is made and said is as with --no-share."""

import os
import random
import re
import subprocess
import sys

FIRST, LAST = int(sys.argv[1]), int(sys.argv[2])
FOLDER, COTIDY, INCLUDES = sys.argv[3:]
HEADERS = 7


def header(i, rng):
    includes = '#include "coro.h"\n' + "".join(
        '#include "h%d.h"\n' % j for j in range(i) if rng.random() < 0.3)
    guard = "#ifndef H{i}\n#define H{i}\n%s#endif\n"
    return rng.choice((
        "#pragma once\n{includes}inline int v{i};\n",
        guard % "{includes}inline int v{i};\n#define CHANGED v{i}\n",
        # What is before the guard is seen each time.
        "{includes}" + guard % "namespace n{i} {{ inline int v; }}\ninline int v{i};\n",
        "{includes}extern int v{i};\n#undef CHANGED\n#define CHANGED v{i}\n",
        "{includes}extern int v{i};\n#ifdef ODD\n#undef ODD\n#else\n#define ODD\n#endif\n",
    )).format(i=i, includes=includes)


def source(k, rng):
    headers = [0] if rng.random() < 0.7 else [rng.randrange(HEADERS)]
    while len(headers) < 5 and rng.random() < 0.8:
        headers.append(rng.randrange(HEADERS))
    lines = []
    for i in headers:
        lines.append(rng.choice(("", "\n", "// that\n", "/* that,\n   too */\n")))
        lines.append('#include "h%d.h"%s\n' % (i, rng.choice(("", " // this", " /* this */"))))
    if rng.random() < 0.15:
        lines.append('#define MINE\n#include "h%d.h"\n' % rng.randrange(HEADERS))
    lines.append("#ifdef ODD\nstatic int own;\n#else\nstatic long own;\n#endif\n")
    lines.append("task<> f%d() {\n  own += __LINE__ + __COUNTER__;\n" % k)
    lines += ["  ++v%d;\n  co_await coro::yield();\n" % i for i in sorted(set(headers))]
    if rng.random() < 0.1:
        lines.append("  own = sizeof(__BASE_FILE__);\n")
    if rng.random() < 0.07:
        lines.append("  nowhere;\n")
    return "".join(lines) + "}\n"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    shared = 0
    for seed in range(FIRST, LAST + 1):
        rng = random.Random(seed)
        folder = os.path.join(FOLDER, str(seed))
        os.makedirs(folder)
        for i in range(HEADERS):
            write("%s/h%d.h" % (folder, i), header(i, rng))
        files = ["%s/m%d.cpp" % (folder, k) for k in range(rng.randrange(3, 9))]
        for k, path in enumerate(files):
            write(path, source(k, rng))

        def run(*options):
            command = [COTIDY, "--no-cache", "--quiet", "-j1", *options, *files,
                       "--", "-std=c++20", "-I" + INCLUDES]
            done = subprocess.run(command, capture_output=True, text=True)
            return done.stdout, done.stderr.replace(" --no-share", "")

        if run("--emit-ir") != run("--emit-ir", "--no-share"):
            sys.exit("seed %d: with --no-share there is something else" % seed)
        stats = run("--no-skip", "--stats")[1]
        shared += int(re.search(r"^(\d+) parsed from where", stats, re.M).group(1))
    if shared < LAST - FIRST:
        sys.exit("these files show nothing")


if __name__ == "__main__":
    main()
