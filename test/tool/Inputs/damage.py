# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Changes a byte in the middle of every cache entry in a folder."""

import pathlib
import sys

for entry in pathlib.Path(sys.argv[1]).glob("llvmcache-*"):
    text = bytearray(entry.read_bytes())
    text[len(text) - len(text) // 4] ^= 0xFF
    entry.write_bytes(text)
