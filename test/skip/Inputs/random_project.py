# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a project of several files that use each other's functions, variables and
classes at random, some of them coroutines.

usage: random_project.py SEED FOLDER INCLUDE...

The files and FOLDER/compile_commands.json depend on SEED alone.
"""

import json
import os
import random
import sys

HEADER = """\
#ifndef M{i}_H
#define M{i}_H
#include <vector>
struct C{i} {{
  int a{i} = 0;
  bool ready{i} = false;
  std::vector<int> v{i};
  C{i}();
  virtual ~C{i}();
  virtual void on{i}(int x);
  void put{i}(int x) {{ v{i}.push_back(x); }}
  C{i} &operator+=(int x);
}};
extern int g{i};
extern int *q{i};
extern void (*cb{i})(int);
void f{i}(int x);
int f{k}r(int x);
int f{i}r(int x);
void d{i}(int x = f{k}r(1));
void p{i}(C{i} &c);
void s{i}();
inline void h{i}(int x) {{ {inline} }}
template <typename T> void t{i}(T x) {{ {template} }}
#define BUMP{i}() ++g{i}
#define CALL{i}(kind) kind##{i}
#ifdef EXTRA{i}
inline void e{i}(int x) {{ {extra} }}
#else
inline void e{i}(int) {{}}
#endif
#endif
"""

COROUTINES = """\
#ifndef W{i}_H
#define W{i}_H
#include "coro.h"
#include "m{i}.h"
coro::task<> w{i}(int x, bool on);
coro::task<> u{i}(C{i} &c);
#endif
"""


class Module:
    """One source with its headers, and what its text may use."""

    def __init__(self, rng, number, count):
        self.rng, self.i, self.count = rng, number, count
        self.headers, self.local = {"m%d.h" % number}, set()

    def other(self):
        """Mostly itself or a neighbour, so that some modules have nothing to do with others."""
        if self.rng.random() < 0.02:
            return self.rng.randrange(self.count)
        near = self.i + self.rng.choice([0, 0, 0, 0, -1, 1])
        return min(max(near, 0), self.count - 1)

    def see(self, j):
        self.headers.add("m%d.h" % j)

    def plain(self):
        """A statement that may stand anywhere."""
        j, k = self.other(), self.other()
        kind = self.rng.randrange(16)
        if kind == 0:  # without its header
            self.local.add("extern int g%d;" % j)
            return "g%d = x;" % j
        self.see(j)
        if kind == 7:
            self.see(k)
        return [
            "",
            "++g%d;" % j,
            "f%d(x);" % j,
            "BUMP%d();" % j,
            "CALL%d(f)(x);" % j,
            "d%d();" % j,
            "h%d(x);" % j,
            "q%d = &g%d;" % (j, k),
            "cb%d = &f%d;" % (j, j),
            "t%d(x);" % j,
            "{ C%d c; c.a%d = x; p%d(c); c += 1; }" % (j, j, j),
            "e%d(x);" % j,
            "s%d();" % j,
            "if (g%d > x) return;" % j,
            "x += f%dr(x);" % j,
            "{ static int n; ++n; }",
        ][kind]

    def wait(self):
        return "co_await coro::yield();"

    def shared(self):
        """Statements of a coroutine that share something across a suspension."""
        j = self.other()
        self.see(j)
        return self.rng.choice(
            [
                "{ int old = g%d; %s g%d = old + 1; }" % (j, self.wait(), j),
                "if (!c.ready%d) { %s c.ready%d = true; }" % (self.i, self.wait(), self.i),
                "for (int &y : c.v%d) { %s y = 1; }" % (self.i, self.wait()),
                "*q%d = 1;" % j,
                "cb%d(x);" % j,
                "c.on%d(x);" % self.i,
                "c.a%d = c.a%d + 1;" % (self.i, self.i),
                "c += x;",
                "p%d(c);" % self.i,
                "if (g%d == 3) co_return;" % j,
            ]
        )

    def start(self):
        """Statements that start coroutines, where there are some."""
        j, k = self.other(), self.other()
        self.headers |= {"w%d.h" % j, "w%d.h" % k}
        return self.rng.choice(
            [
                "coro::sync_wait(coro::when_all(w%d(n, on), w%d(n, on))); x = n;" % (j, k),
                "for (;;) coro::spawn(w%d(n, on));" % j,
                "{ C%d c; coro::spawn(u%d(c)); p%d(c); }" % (j, j, j),
                "{ C%d c; coro::sync_wait(u%d(c)); }" % (j, j),
                "coro::spawn(w%d(1, true)); coro::spawn(w%d(n, on));" % (j, k),
            ]
        )

    def lines(self, make, most):
        return "\n  ".join(make() for _ in range(self.rng.randint(0, most)))


def source(rng, number, count, coroutines):
    m = Module(rng, number, count)
    out = []
    i, j = number, m.other()
    starts = rng.random() < 0.15
    own = number in coroutines
    out.append("int g%d = 0;" % i)
    out.append("int *q%d = &g%d;" % (i, i))
    out.append("void (*cb%d)(int) = nullptr;" % i)
    if rng.random() < 0.5:
        out.append("static int hidden; static void touch() { ++hidden; }")
    if rng.random() < 0.3:
        m.see(j)
        out.append("namespace { struct D%d : C%d { void on%d(int x) override {" % (i, j, j))
        out.append("  %s } }; }" % m.lines(m.plain, 2))
    # What runs without being named reaches far.
    unnamed = lambda: m.plain() if rng.random() < 0.1 else ""
    out.append("C{0}::C{0}() {{ int x = 0; (void)x; {1} }}".format(i, unnamed()))
    out.append("C{0}::~C{0}() {{ int x = 0; (void)x; {1} }}".format(i, unnamed()))
    out.append("void C{0}::on{0}(int x) {{ a{0} = x; {1} }}".format(i, m.lines(m.plain, 2)))
    out.append("C{0} &C{0}::operator+=(int x) {{ a{0} += x; return *this; }}".format(i))
    out.append("void f%d(int x) {\n  %s\n}" % (i, m.lines(m.plain, 2)))
    out.append("int f%dr(int x) { return x + %s; }" % (i, rng.choice(["1", "++g%d" % i, "g%d" % i])))
    out.append("void d%d(int) {}" % i)
    change = ["c.a{0} = 1;", "c.v{0}.clear();", "c.put{0}(1);", "++c.a{0};", "(void)c;"]
    out.append("void p{0}(C{0} &c) {{ {1} }}".format(i, rng.choice(change).format(i)))
    out.append("void s%d() {\n  int x = 0, n = 2; bool on = true; (void)n; (void)on;\n  %s\n  %s\n}" % (
        i, m.lines(m.plain, 2), m.start() if starts else ""))
    if own:
        m.headers.add("w%d.h" % i)
        body = lambda: rng.choice([m.plain, m.shared, m.wait])()
        text = lambda: m.lines(body, 5).replace("return;", "co_return;").replace("co_co_", "co_")
        w = ["C%d c;" % i, text(), rng.choice(["while (on) co_await coro::yield();", "++x;", ""])]
        out.append("coro::task<> w%d(int x, bool on) {\n  %s\n  co_return;\n}" % (i, "\n  ".join(w)))
        out.append("coro::task<> u%d(C%d &c) {\n  int x = 1;\n  %s\n  co_return;\n}" % (i, i, text()))
    includes = ['#include "%s"' % h for h in sorted(m.headers)]
    return "\n".join(includes + sorted(m.local) + out) + "\n"


def main(seed, folder, includes):
    rng = random.Random(int(seed))
    os.makedirs(folder, exist_ok=True)
    count = rng.randint(8, 14)
    coroutines = [n for n in range(count) if rng.random() < 0.12] or [0]

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)

    database = []
    for i in range(count):
        k, j = min(i + 1, count - 1), rng.randrange(count)
        # Headers use what is declared in them.
        choices = ["++g%d;" % i, "f%d(x);" % i, "(void)x;", "C%d c; p%d(c); (void)x;" % (i, i)]
        write("m%d.h" % i, HEADER.format(
            i=i, k=k, inline=rng.choice(choices), template=rng.choice(choices), extra=rng.choice(choices)))
        write("w%d.h" % i, COROUTINES.format(i=i))
        write("m%d.cpp" % i, source(rng, i, count, coroutines))
        flags = ["-DEXTRA%d" % j] if rng.random() < 0.3 else []
        database.append({
            "directory": os.path.abspath(folder),
            "file": "m%d.cpp" % i,
            "arguments": ["clang++", "-std=c++20", "-I.", *flags, *includes, "-c", "m%d.cpp" % i],
        })
    m = Module(rng, coroutines[0], count)
    start = m.start()
    text = "int main() {\n  int x = 0, n = 1; bool on = false; (void)n; (void)on;\n  %s\n  %s\n}\n" % (
        m.lines(lambda: m.plain().replace("return;", "return 0;"), 2), start)
    write("main.cpp", "\n".join(
        ['#include "%s"' % h for h in sorted(m.headers)] + sorted(m.local)) + "\n" + text)
    database.append({
        "directory": os.path.abspath(folder),
        "file": "main.cpp",
        "arguments": ["clang++", "-std=c++20", "-I.", *includes, "-c", "main.cpp"],
    })
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as out:
        json.dump(database, out)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
