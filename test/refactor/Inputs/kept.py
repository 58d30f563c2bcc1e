# Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""kept.py make|check FOLDER: a file that edits must treat with care: behind a
symbolic link, group-executable, with a byte order mark, CRLF and Latin-1."""

import os
import pathlib
import sys

PROGRAM = b"""\xef\xbb\xbf#include <coro.h>
// caf\xe9
static int hits = 0; // \xfc
static task<> count() {
  ++hits;
  co_await coro::yield();
}
static task<> run() {
  co_await coro::gather(count(), count());
  printf("%d\\n", hits);
}
int main() { coro::sync_wait(run()); }
""".replace(b"\n", b"\r\n")
MODE = 0o754

what, folder = sys.argv[1], pathlib.Path(sys.argv[2])
link, real = folder / "a.cpp", folder / "real" / "b.cpp"
if what == "make":
    real.write_bytes(PROGRAM)
    real.chmod(MODE)
    link.symlink_to("real/b.cpp")
    sys.exit()

text = real.read_bytes()
assert link.is_symlink() and os.readlink(link) == "real/b.cpp"
assert real.stat().st_mode & 0o777 == MODE, oct(real.stat().st_mode)
assert text != PROGRAM and b"State" in text, text
assert text.startswith(b"\xef\xbb\xbf#include")
assert b"// caf\xe9\r\n" in text and b"// \xfc" in text
assert text.count(b"\n") == text.count(b"\r\n"), "mixed line ends"
assert sorted(os.listdir(real.parent)) == ["b.cpp"], "something is left over"
