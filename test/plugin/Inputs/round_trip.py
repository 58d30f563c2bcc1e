# ===- round_trip.py - Options through --dump-config -------------*- python -*-===#
#
# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-------------------------------------------------------------------------===#
"""round_trip.py [--list] COMMAND...

Dumps the configuration of all coro checks, changes the value of each of their
options, feeds that back and dumps again. Fails where the two differ, or where a
check lacks an option that another one has.
"""

import json
import re
import subprocess
import sys

OPTION = re.compile(r"^ +(coro-[\w-]+)\.(\w+): *(.*)$", re.MULTILINE)


def dump(command, config):
    output = subprocess.run(
        [*command, "--checks=-*,coro-*", f"--config={config}", "--dump-config"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    return {
        f"{check}.{name}": value[1:-1] if value[:1] in ("'", '"') else value
        for check, name, value in OPTION.findall(output)
    }


def changed(name, value):
    if name.endswith(".MinConfidence"):
        return "low" if value == "medium" else "medium"
    if name.endswith((".StateStruct", ".StateParameter")):
        return "changed_*"
    return f"{value};changed" if value else "changed"


def main():
    command = [argument for argument in sys.argv[1:] if argument != "--list"]
    defaults = dump(command, "{}")
    checks = {name.split(".")[0] for name in defaults}
    options = {name.split(".")[1] for name in defaults}
    if missing := {f"{c}.{o}" for c in checks for o in options} - defaults.keys():
        sys.exit(f"not stored: {', '.join(sorted(missing))}")
    expected = {name: changed(name, value) for name, value in defaults.items()}
    # JSON is YAML, quoting settled.
    actual = dump(command, json.dumps({"CheckOptions": expected}))
    if actual != expected:
        for name in sorted(expected.keys() | actual.keys()):
            if expected.get(name) != actual.get(name):
                print(f"{name}: {expected.get(name)!r} became {actual.get(name)!r}")
        sys.exit(1)
    if "--list" in sys.argv:
        for name in sorted(actual):
            print(f"{name}: {actual[name]}")


if __name__ == "__main__":
    main()
