# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run_action.py ACTION OUTPUT [NAME=VALUE]...: runs the steps of a composite
action in this folder as a runner does, with these inputs (github.NAME=VALUE sets
the context), and ends with the status of the step that fails. What the steps set
and the outputs of the action go to OUTPUT."""

import os
import re
import subprocess
import sys
import tempfile

import yaml

folder, output = sys.argv[1:3]
with open(os.path.join(folder, "action.yml")) as file:
    action = yaml.safe_load(file)
context = {"github.action_path": folder, "github.base_ref": ""}
for name, declared in action["inputs"].items():
    assert declared["description"], name
    context["inputs." + name] = declared.get("default", "")
for argument in sys.argv[3:]:
    name, value = argument.split("=", 1)
    name = name if name.startswith("github.") else "inputs." + name
    assert name in context, name
    context[name] = value


def evaluate(text):
    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda m: context[m.group(1)], text)


assert action["runs"]["using"] == "composite"
work = tempfile.mkdtemp()
status = 0
with open(output, "w") as out:
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash" and "${{" not in step["run"]
        files = {name: os.path.join(work, name) for name in
                 ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            open(path, "w").close()
        script = os.path.join(work, "script.sh")
        with open(script, "w") as file:
            file.write(step["run"])
        environment = {k: evaluate(v) for k, v in step["env"].items()}
        status = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            env={**os.environ, **environment, **files}).returncode
        with open(files["GITHUB_OUTPUT"]) as file:
            for line in file.read().splitlines():
                name, value = line.split("=", 1)
                context["steps.%s.outputs.%s" % (step["id"], name)] = value
        with open(files["GITHUB_STEP_SUMMARY"]) as file:
            out.write(file.read())
    for name, declared in action["outputs"].items():
        out.write("output %s: %s\n" % (name, evaluate(declared["value"])))
sys.exit(status)
