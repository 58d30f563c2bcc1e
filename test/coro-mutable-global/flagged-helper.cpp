// A helper's write is the coroutine's doing: the finding stands at the call, and
// a note for each step leads to the write.
// RUN: %check %s coro-mutable-global

#include "coro.h"

static int lines;

static void append() {
  ++lines;
}
static void log(const char *text) {
  print(text);
  append();
}

task<> worker() {
  co_await coro::yield();
  log("working");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'lines' through 'log' [coro-mutable-global]
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 'worker' calls 'log'
  // CHECK-NOTES: :[[@LINE-8]]:3: note: 'log' calls 'append'
  // CHECK-NOTES: :[[@LINE-13]]:3: note: 'append' writes 'lines'
  // CHECK-NOTES: :[[@LINE-17]]:12: note: 'lines' is declared here
  // CHECK-NOTES: :[[@LINE-6]]:3: note: pass one state object instead: a struct that holds 'lines', owned by its caller, taken by 'worker'
}
