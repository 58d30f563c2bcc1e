# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""terminal.py COMMAND...: runs COMMAND with a terminal of 60 columns as its stderr, and prints what
it wrote there, carriage returns as line ends; stdout is dropped. Then, after "left:", what is still to
be seen there."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=slave,
                         env={**os.environ, "TERM": "xterm"})
os.close(slave)
text = b""
while True:
    try:
        read = os.read(master, 4096)
    except OSError:  # the other end is closed
        break
    if not read:
        break
    text += read
child.wait()
text = text.decode().replace("\r\n", "\n")
print(text.replace("\r", "\n"))
shown = []
for line in text.split("\n"):
    cells = ""
    for part in line.split("\r"):
        cells = part + cells[len(part):]
    shown.append(cells.rstrip())
print("left:" + "\n".join(shown))
widest = max(len(part) for line in text.split("\n") for part in line.split("\r"))
print("widest:", widest)
