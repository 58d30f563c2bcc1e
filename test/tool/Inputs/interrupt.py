# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""interrupt.py N COMMAND...: waits until COMMAND has N processes of its own, sends a signal to
COMMAND alone, and expects it and them to be gone soon. Once for each of several signals."""

import os
import signal
import subprocess
import sys
import time


def descendants(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = [int(child) for child in file.read().split()]
    except FileNotFoundError:
        return []
    return children + [each for child in children for each in descendants(child)]


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_for(condition, what):
    end = time.monotonic() + 30
    while not condition():
        if time.monotonic() > end:
            sys.exit(what)
        time.sleep(0.02)


wanted = int(sys.argv[1])
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
    # What runs in the background ignores SIGINT, and has its processes ignore it.
    parent = subprocess.Popen(sys.argv[2:], stderr=subprocess.DEVNULL,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    try:
        wait_for(lambda: len(descendants(parent.pid)) == wanted, "it does not start them")
        workers = descendants(parent.pid)
        os.kill(parent.pid, number)
        assert parent.wait(timeout=30) == -number, parent.returncode
        wait_for(lambda: not any(map(is_running, workers)), f"{number} leaves {workers}")
    finally:
        parent.kill()
