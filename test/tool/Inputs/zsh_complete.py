# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""zsh_complete.py FOLDER LINE: what an interactive zsh, which finds completion
functions in FOLDER, makes of LINE and the tab key."""

import os
import pty
import re
import select
import sys
import time

folder, line = sys.argv[1:]
child, terminal = pty.fork()
if not child:
    os.environ["TERM"] = "dumb"
    os.execvp("zsh", ["zsh", "-f", "-i"])


def expect(pattern):
    seen, end = "", time.monotonic() + 30
    while not re.search(pattern, seen):
        if time.monotonic() > end:
            sys.exit("zsh never said '%s', but: %r" % (pattern, seen))
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096).decode()
    return seen


os.write(terminal, ("PS1= PS2=; unsetopt zle_bracketed_paste prompt_cr prompt_sp;"
                    "fpath=('%s' $fpath); autoload -U compinit; compinit -D -u;"
                    "print rea''dy\n" % folder).encode())
expect("ready")
# The line is not run but shown, by what stands for the return key.
os.write(terminal, b"show() { print -r -- \"<$BUFFER>\"; BUFFER=; zle accept-line };"
                   b"zle -N show; bindkey '^X' show; print bou''nd\n")
expect("bound")
os.write(terminal, line.encode() + b"\t\x18")
print(re.search("<(.*)>", expect("<.*>")).group(1))
os.close(terminal)
os.waitpid(child, 0)
