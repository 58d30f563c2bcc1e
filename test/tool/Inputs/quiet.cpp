#include "coro.h"

task<> pause() { co_await coro::yield(); }
