// Objects that are used through methods without a visible body: a logger, an
// executor, a registry.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"

class Logger {
public:
  void info(const char *text);
  static Logger &get();

private:
  int lines = 0;
};
Logger logger;

class Executor {
public:
  void post(void (*)());
};
static Executor executor;

Logger &Logger::get() {
  static Logger the_logger;
  return the_logger;
}

task<> worker() {
  logger.info("start");
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' may write mutable global 'logger' through 'Logger::info' [coro-mutable-global]
  co_await coro::yield();
  executor.post(nullptr);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' may write mutable global 'executor' through 'Executor::post' [coro-mutable-global]
  Logger::get().info("end");
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' may write mutable global 'the_logger' through 'Logger::info' [coro-mutable-global]
}
