// Whether a variable is written, and by whom, is known where all files are: a
// read that is worth a note alone becomes a finding by a coroutine in another
// file that writes, and a table that no file writes is none.
// RUN: split-file %s %t
// RUN: not %cotidy --checks='-*,coro-mutable-global' %t/reads.cpp %t/writes.cpp %t/table.cpp -- -std=c++20 -I %inputs | FileCheck %s
// RUN: %cotidy --checks='-*,coro-mutable-global' %t/reads.cpp %t/table.cpp -- -std=c++20 -I %inputs | count 0

// CHECK-NOT: warning:
// CHECK: reads.cpp:5:{{[0-9]+}}: warning: coroutine 'reader' reads mutable global 'stopping'
// CHECK-NOT: warning:
// CHECK: writes.cpp:6:{{[0-9]+}}: warning: coroutine 'writer' writes mutable global 'stopping'
// CHECK-NOT: warning:

//--- shared.h
extern bool stopping;
extern const char *messages[];
//--- reads.cpp
#include "coro.h"
#include "shared.h"
task<> reader() {
  print(messages[0]);
  while (!stopping)
    co_await coro::yield();
}
//--- writes.cpp
#include "coro.h"
#include "shared.h"
bool stopping;
task<> writer() {
  co_await coro::yield();
  stopping = true;
}
//--- table.cpp
const char *messages[] = {"a", "b"};
