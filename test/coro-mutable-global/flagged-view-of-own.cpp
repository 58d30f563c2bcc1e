// Who makes a view of a global does not write it, and who writes from the view
// does not either; who reads into it does.
// RUN: %check %s coro-mutable-global

#include "Inputs/buffers.h"

static std::string greeting = "hello", received;

task<> greet(asio::socket &s) {
  co_await asio::async_write(s, asio::buffer(greeting));
}
task<> receive(asio::socket &s) {
  co_await asio::async_read(s, asio::buffer(received));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine 'receive' writes mutable global 'received' [coro-mutable-global]
}
