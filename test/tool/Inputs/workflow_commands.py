# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""workflow_commands.py < LOG: what a GitHub runner makes of each line, one
'COMMAND {PROPERTIES} MESSAGE' a line, line ends in it shown as '|'.

The rules are the runner's: a command starts with '::' at the line's start; a
space ends its name; commas part properties, which are trimmed; the next '::'
starts the message. Escapes are undone, %25 last. What is no command, or asks for
what an annotation does not know, fails."""

import sys

KNOWN = {"file", "line", "endLine", "col", "endColumn", "title"}


def undo(text, escapes):
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]

for line in sys.stdin.read().removesuffix("\n").split("\n"):
    assert line.startswith("::"), line
    head, found, message = line[2:].partition("::")
    assert found, line
    command, _, rest = head.partition(" ")
    assert command in ("error", "warning", "notice"), line
    properties = {}
    for entry in rest.split(","):
        name, found, value = entry.strip().partition("=")
        assert found and name in KNOWN, line
        properties[name] = undo(value, PROPERTY)
    shown = ", ".join("%s: %s" % each for each in sorted(properties.items()))
    print("%s {%s} %s" % (command, shown, undo(message, DATA).replace("\n", "|")))
