# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""hammer.py COTIDY ARGS...: for some seconds several cotidys use one cache while a header that they
include changes to and fro; some of them are killed. In the end the cache must tell the header's two
texts apart, and nobody may ever have seen a damaged entry."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

SECONDS, AT_A_TIME, AT_MOST = 5, 3, 120
TEXTS = {"above": "inline int hits = 0;\n", "below": "\n\ninline int hits = 0;\n#define WAIT co_await\n"}
SOURCES = ["a.cpp", "b.cpp", "c.cpp", "d.cpp"]
command = [sys.argv[1], "--cache-dir=cache", "--quiet", "-j2", *SOURCES, *sys.argv[2:]]
chance = random.Random(1)
said, finished, killed = [], 0, 0


def put(text):
    with open("state.h.new", "w") as file:
        file.write(text)
    os.replace("state.h.new", "state.h")


def source(name):
    if name == "d.cpp":  # to be parsed with one of the texts
        return ('#include "state.h"\n#ifdef WAIT\n#include "coro.h"\n'
                "task<> d() { ++hits; WAIT coro::yield(); }\n#endif\n")
    return ('#include "coro.h"\n#include "state.h"\n'
            f"task<> {name[0]}() {{ ++hits; co_await coro::yield(); }}\n")


def lint(cache=command[1]):
    run = subprocess.run([command[0], cache, *command[2:]], capture_output=True, text=True)
    return run.stdout, run.stderr


def keep_linting(kill_after):
    global finished, killed
    while time.monotonic() < end or not (finished and killed):
        assert time.monotonic() < end + AT_MOST, (finished, killed)
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            _, errors = child.communicate(timeout=kill_after())
            finished += 1
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)
            _, errors = child.communicate()
            killed += 1
        said.append(errors)


for name in SOURCES:
    with open(name, "w") as file:
        file.write(source(name))
expected = {}
for name, text in TEXTS.items():
    put(text)
    expected[name] = lint("--no-cache")
assert "'d'" not in expected["above"][0] and "'d'" in expected["below"][0], expected
assert all(not errors for _, errors in expected.values()), expected

end = time.monotonic() + SECONDS
threads = [threading.Thread(target=keep_linting, args=(lambda: 60,))]
threads += [threading.Thread(target=keep_linting, args=(lambda: chance.uniform(0, 1),))
            for _ in range(AT_A_TIME - 1)]
for thread in threads:
    thread.start()
while any(thread.is_alive() for thread in threads):
    put(chance.choice(list(TEXTS.values())))
    time.sleep(0.05)
for thread in threads:
    thread.join()

for errors in said:
    assert not errors, errors
for _ in range(3):
    for name, text in TEXTS.items():
        put(text)
        for when in ("parsed or cached", "cached"):
            assert lint() == expected[name], (name, when, lint(), expected[name])
print(f"{finished} finished, {killed} killed")
