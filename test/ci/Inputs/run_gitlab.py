# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run_gitlab.py TEMPLATE: the job .cotidy's script in this folder, with its
variables unless the environment has them; then its artifacts have to be there."""

import os
import subprocess
import sys

import yaml

with open(sys.argv[1]) as file:
    job = yaml.safe_load(file)[".cotidy"]
status = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])],
                        env={**job["variables"], **os.environ}).returncode
assert job["artifacts"]["when"] == "always"
for report in job["artifacts"]["reports"].values():
    assert os.path.exists(report), report
sys.exit(status)
