# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a project of many files, one in twenty of which has coroutines.

usage: bench_project.py FOLDER FILES

Files come in packages of twenty: a service (coroutines), its journal (a global that
the service uses through functions), an entry that starts the service, and seventeen
others that have nothing to do with it. Each has a header of its own and includes
what such files include of the standard library.
"""

import json
import os
import sys

PACKAGE = 20

TASK = """\
#ifndef TASK_H
#define TASK_H
#include <coroutine>
#include <exception>
#include <utility>
template <typename... Ts> class all_of;
class task {
public:
  struct promise_type {
    std::coroutine_handle<> continuation;
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  task(task &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~task() { if (handle) handle.destroy(); }
  bool await_ready() const noexcept { return handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> by) noexcept {
    handle.promise().continuation = by;
    return handle;
  }
  void await_resume() const noexcept {}

private:
  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};
struct tick {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const;
  void await_resume() const noexcept {}
};
task when_all(task a, task b);
void sync_wait(task t);
#endif
"""

SERVICE_H = """\
#pragma once
#include "task.h"
#include <string>
namespace p{p} {{
task serve{p}(std::string name, int rounds);
}}
"""

SERVICE = """\
#include "service{p}.h"
#include "journal{p}.h"
#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>
namespace p{p} {{
static std::map<std::string, int> sessions{p};
task serve{p}(std::string name, int rounds) {{
  std::vector<std::string> lines;
  for (int i = 0; i < rounds; ++i) {{
    co_await tick();
    lines.push_back(name);
    record{p}(name);
    sessions{p}[name] = i;
  }}
  std::sort(lines.begin(), lines.end());
}}
}}
"""

JOURNAL_H = """\
#pragma once
#include <string>
namespace p{p} {{
void record{p}(const std::string &line);
std::size_t recorded{p}();
}}
"""

JOURNAL = """\
#include "journal{p}.h"
#include <vector>
namespace p{p} {{
static std::vector<std::string> journal{p};
void record{p}(const std::string &line) {{ journal{p}.push_back(line); }}
std::size_t recorded{p}() {{ return journal{p}.size(); }}
}}
"""

ENTRY = """\
#include "service{p}.h"
#include <iostream>
#include <string>
namespace p{p} {{
void enter{p}(const std::string &name) {{
  sync_wait(when_all(serve{p}(name, 3), serve{p}("other", 4)));
  std::cout << name << std::endl;
}}
}}
"""

OTHER_H = """\
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>
namespace p{p} {{
struct item{n} {{
  std::string name;
  int size = 0;
  std::vector<int> parts;
}};
class store{n} {{
public:
  virtual ~store{n}() = default;
  void add(std::shared_ptr<item{n}> what);
  virtual int total() const;
  std::string describe(const std::string &prefix) const;

private:
  std::map<std::string, std::shared_ptr<item{n}>> items;
}};
store{n} &shared_store{n}();
}}
"""

OTHER = """\
#include "other{n}.h"
#include "other{m}.h"
#include <algorithm>
#include <functional>
#include <numeric>
#include <sstream>
namespace p{p} {{
static int added{n} = 0;
void store{n}::add(std::shared_ptr<item{n}> what) {{
  ++added{n};
  std::sort(what->parts.begin(), what->parts.end(), std::greater<int>());
  items[what->name] = std::move(what);
}}
int store{n}::total() const {{
  int sum = 0;
  for (const auto &[name, what] : items)
    sum += std::accumulate(what->parts.begin(), what->parts.end(), what->size);
  return sum;
}}
std::string store{n}::describe(const std::string &prefix) const {{
  std::ostringstream out;
  for (const auto &entry : items)
    out << prefix << entry.first << ' ' << entry.second->size << '\\n';
  return out.str() + std::to_string(shared_store{m}().total());
}}
store{n} &shared_store{n}() {{
  static store{n} only;
  return only;
}}
}}
"""


def main(folder, count):
    os.makedirs(folder, exist_ok=True)
    database = []

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)

    def source(name, text):
        write(name, text)
        arguments = ["clang++", "-std=c++20", "-c", name]
        database.append({"directory": os.path.abspath(folder), "file": name, "arguments": arguments})

    write("task.h", TASK)
    for p in range(count // PACKAGE):
        write("service%d.h" % p, SERVICE_H.format(p=p))
        write("journal%d.h" % p, JOURNAL_H.format(p=p))
        source("service%d.cpp" % p, SERVICE.format(p=p))
        source("journal%d.cpp" % p, JOURNAL.format(p=p))
        source("entry%d.cpp" % p, ENTRY.format(p=p))
        first, last = p * PACKAGE + 3, (p + 1) * PACKAGE
        for n in range(first, last):
            m = n + 1 if n + 1 < last else first
            write("other%d.h" % n, OTHER_H.format(p=p, n=n))
            source("other%d.cpp" % n, OTHER.format(p=p, n=n, m=m))
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as out:
        json.dump(database, out)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
