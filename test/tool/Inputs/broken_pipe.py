# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""broken_pipe.py N COMMAND...: runs COMMAND with nobody to read its standard
output; succeeds if its exit status is N."""

import os
import subprocess
import sys

read, write = os.pipe()
os.close(read)
status = subprocess.run(sys.argv[2:], stdout=write).returncode
if status != int(sys.argv[1]):
    sys.exit("exit status %d, expected %s" % (status, sys.argv[1]))
