// RUN: %check %s coro-dangling-state -o MinConfidence=low

// A lazy task that was resumed has run to its first suspension: what it used
// before that it uses no more.

#include "coro.h"
#include "resumable.h"

template <typename T> struct strip { using type = T; };
template <typename T> struct strip<T &> { using type = T; };
template <typename T> T &&forward_(typename strip<T>::type &t) {
  return static_cast<T &&>(t);
}

resumable early(int &n) {
  ++n;
  co_await coro::yield();
}

resumable resumed() {
  resumable t;
  {
    int n = 0;
    t = early(n);
    t.resume();
  }
  co_await t;
}

resumable started() {
  resumable t;
  {
    int n = 0;
    t = early(n);
    t.start();
  }
  co_await t;
}

resumable makeEarly(int &n) {
  auto t = early(n);
  t.resume();
  return t;
}

resumable byCallee() {
  resumable t;
  {
    int n = 0;
    t = makeEarly(n);
  }
  co_await t;
}

// What calls a function and waits for its task, the arguments used by then.
template <typename F, typename... Args>
resumable runWith(F f, Args &&...args) {
  auto t = f(forward_<Args>(args)...);
  co_await t;
}

template <typename F, typename... Args> resumable invoke(F f, Args &&...args) {
  auto t = runWith(f, forward_<Args>(args)...);
  t.resume();
  return t;
}

resumable invoked() {
  resumable t;
  {
    int n = 0;
    t = invoke([](int n) -> resumable {
      co_await coro::yield();
      print(n);
    }, n);
  }
  co_await t;
}

resumable late(int &n) {
  co_await coro::yield();
  ++n;
}

// Its frame ends before what it refers to.
void held() {
  int n = 0;
  auto t = late(n);
  t.resume();
  t.resume();
}
