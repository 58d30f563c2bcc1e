/* Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Preloaded, it does to a program what others may do while it runs: with
 * CHANGE=FILE a line is added to FILE when a file is brought to disk; with
 * FAIL_RENAME=N the Nth renaming fails. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int fsync(int fd) {
  const char *name = getenv("CHANGE");
  if (name) {
    FILE *file = fopen(name, "a");
    fputs("// changed\n", file);
    fclose(file);
  }
  return (int)syscall(SYS_fsync, fd);
}

int rename(const char *from, const char *to) {
  static int count;
  const char *fail = getenv("FAIL_RENAME");
  if (fail && ++count == atoi(fail)) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(SYS_rename, from, to);
}
