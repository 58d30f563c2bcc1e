// RUN: %check %s coro-unsequenced-await

// A constructor's arguments in braces are evaluated in their order.

#include "coro.h"

struct entry {
  entry(int, int);
};

int total;
void note() { ++total; }
void put(entry e);

task<> temporary() { entry{total, co_await coro::read()}; }

task<> variable() {
  entry e{co_await coro::read(), total};
  entry f = {total, co_await coro::read()};
}

task<> argument() { put({total, co_await coro::read()}); }
