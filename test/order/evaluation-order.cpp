// RUN: %clangxx -std=c++20 -Wall -Wno-unsequenced %s -o %t
// RUN: %t | FileCheck %s --check-prefixes=CHECK,CLANG

// What the flow-sensitive checks assume of the order of evaluation: what C++17
// sequences, and what it leaves open. A suspension here changes every variable
// from 1 to 100 before it gives 10. evaluation-order-gxx.test runs the same
// with g++, which reads late where it may, and in two lines where it may not.

#include <atomic>
#include <coroutine>
#include <cstdio>
#include <vector>

struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct number {
  int value;
  number &operator+=(int n) {
    value += n;
    return *this;
  }
};

static int x;
static int *p = &x;
static std::vector<int> v;
static number n;
static std::atomic<int> a;
static int low, high;

static void reset() {
  x = 1;
  v.assign(1, 1);
  n.value = 1;
  a = 1;
}

struct interrupted {
  bool await_ready() const { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    x = 100;
    v[0] = 100;
    n.value = 100;
    a = 100;
    return false;
  }
  int await_resume() const { return 10; }
};

static int first(int one, int) { return one; }
static int second(int, int two) { return two; }

struct pair {
  int one, two;
};

static task sequenced() {
  reset();
  x += co_await interrupted();
  // CHECK: x += await: 110
  std::printf("x += await: %d\n", x);

  reset();
  *p += co_await interrupted();
  // CHECK: *p += await: 110
  std::printf("*p += await: %d\n", x);

  reset();
  v[0] += co_await interrupted();
  // CHECK: v[0] += await: 110
  std::printf("v[0] += await: %d\n", v[0]);

  reset();
  n += co_await interrupted();
  // CHECK: overloaded += await: 110
  std::printf("overloaded += await: %d\n", n.value);

  reset();
  a += co_await interrupted();
  // CHECK: atomic += await: 110
  std::printf("atomic += await: %d\n", a.load());

  reset();
  pair braced{x, co_await interrupted()};
  // CLANG: {x, await}: 1
  // A deviation: a braced list is in order, and g++ 12 does not keep to it.
  // GXX: {x, await}: 100
  std::printf("{x, await}: %d\n", braced.one);

  reset();
  int shifted = x << (co_await interrupted() - 10);
  // CHECK: x << await: 1
  std::printf("x << await: %d\n", shifted);

  reset();
  bool both = x == 1 && co_await interrupted() == 10 && x == 100;
  // CLANG: x && await && x: 1
  // A deviation: g++ 12 evaluates the left operand after the await.
  // GXX: x && await && x: 0
  std::printf("x && await && x: %d\n", both);

  reset();
  int old = x;
  x = old + co_await interrupted();
  // CHECK: copy, then await: 11
  std::printf("copy, then await: %d\n", x);
}

static task unsequenced() {
  reset();
  x = x + co_await interrupted();
  // CLANG: x = x + await: 11
  // GXX: x = x + await: 110
  std::printf("x = x + await: %d\n", x);

  reset();
  x = co_await interrupted() + x;
  // CHECK: x = await + x: 110
  std::printf("x = await + x: %d\n", x);

  reset();
  low = first(x, co_await interrupted());
  // CLANG: f(x, await): 1
  // GXX: f(x, await): 100
  std::printf("f(x, await): %d\n", low);

  reset();
  high = second(co_await interrupted(), x);
  // CHECK: f(await, x): 100
  std::printf("f(await, x): %d\n", high);

  reset();
  a.store(a.load() + co_await interrupted());
  // CLANG: a.load() + await: 11
  // GXX: a.load() + await: 110
  std::printf("a.load() + await: %d\n", a.load());
}

int main() {
  sequenced();
  unsequenced();
}
