# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""watch.py STEP... -- COMMAND...: runs COMMAND, prints what it says on both
streams, and does the steps meanwhile:

  expect TEXT         waits until one stream says TEXT, behind what was waited for
                      last on that stream
  write FILE TEXT     in place
  replace FILE TEXT   as editors do: another file is renamed over it
  remove FILE
  parsed FOLDER N     N entries of that cache are new since the last such step
  same FILE STATUS COMMAND
                      a shell's COMMAND ends with STATUS and prints what is in FILE
  close               nobody reads the standard output any more
  signal NAME         interrupts COMMAND
  ends STATUS         waits until it has ended with that

In texts, \\n is a line end. Waits for at most two minutes, and kills COMMAND."""

import codecs
import os
import select
import signal
import subprocess
import sys
import threading
import time

LIMIT = 120
dashes = sys.argv.index("--")
steps = iter(sys.argv[1:dashes])
command = subprocess.Popen(sys.argv[dashes + 1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
streams = (command.stdout, command.stderr)
said, waited = {s: "" for s in streams}, {s: 0 for s in streams}
stop, news, entries = os.pipe(), threading.Condition(), {}


def listen(stream):
    while True:
        wanted = [stream.fileno()] + ([stop[0]] if stream is command.stdout else [])
        if stop[0] in select.select(wanted, [], [])[0]:
            stream.close()
            return
        data = os.read(stream.fileno(), 1 << 16)
        if not data:
            return
        text = data.decode(errors="replace")
        with news:
            said[stream] += text
            news.notify_all()
        sys.stdout.write(text)
        sys.stdout.flush()


def text():
    return codecs.escape_decode(next(steps).encode())[0].decode()


def write(path, content):
    with open(path, "w") as file:
        file.write(content)


def stamps(folder):
    return {e.name: e.stat().st_mtime_ns for e in os.scandir(folder) if e.name.startswith("llvmcache-")}


def heard(wanted):
    return next((s for s in streams if wanted in said[s][waited[s]:]), None)


listeners = [threading.Thread(target=listen, args=(stream,), daemon=True) for stream in streams]
for listener in listeners:
    listener.start()
try:
    for step in steps:
        if step == "expect":
            wanted = text()
            with news:
                stream = news.wait_for(lambda: heard(wanted), LIMIT)
                if not stream:
                    sys.exit("not said: " + wanted)
                waited[stream] = said[stream].index(wanted, waited[stream]) + len(wanted)
        elif step == "write":
            path = next(steps)
            write(path, text())
        elif step == "replace":
            path = next(steps)
            write(path + ".new", text())
            os.rename(path + ".new", path)
        elif step == "remove":
            os.remove(next(steps))
        elif step == "parsed":
            now, number = stamps(next(steps)), int(next(steps))
            new = [name for name in now if entries.get(name) != now[name]]
            assert len(new) == number, (len(new), number)
            entries = now
        elif step == "same":
            path, status, shell = next(steps), int(next(steps)), next(steps)
            fresh = subprocess.run(shell, shell=True, stdout=subprocess.PIPE)
            assert fresh.returncode == status, fresh.returncode
            with open(path, "rb") as file:
                assert file.read() == fresh.stdout, fresh.stdout
        elif step == "close":
            os.close(stop[1])
            listeners[0].join()
        elif step == "signal":
            command.send_signal(getattr(signal, next(steps)))
        elif step == "ends":
            status, expected = command.wait(LIMIT), int(next(steps))
            assert status == expected, status
        else:
            sys.exit("no step '%s'" % step)
    assert command.poll() is not None, "still running"
finally:
    command.kill()
    command.wait()
