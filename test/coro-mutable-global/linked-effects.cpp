// A write in another file is found where both files are given, and its way is
// shown; one file alone cannot know.
// RUN: split-file %s %t
// RUN: not %cotidy --checks='-*,coro-mutable-global' %t/worker.cpp %t/log.cpp -- -std=c++20 -I %inputs | FileCheck %s
// RUN: %cotidy --checks='-*,coro-mutable-global' %t/worker.cpp -- -std=c++20 -I %inputs | count 0

// CHECK: worker.cpp:5:3: warning: coroutine 'worker' writes mutable global 'lines' through 'log'
// CHECK: worker.cpp:5:3: note: 'worker' calls 'log'
// CHECK: log.cpp:4:26: note: 'log' calls 'append'
// CHECK: log.cpp:3:24: note: 'append' writes 'lines'
// CHECK: log.cpp:2:5: note: 'lines' is declared here

//--- log.h
void log(const char *text);
//--- worker.cpp
#include "coro.h"
#include "log.h"
task<> worker() {
  co_await coro::yield();
  log("working");
}
//--- log.cpp
#include "log.h"
int lines;
static void append() { ++lines; }
void log(const char *) { append(); }
