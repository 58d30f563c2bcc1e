// How each argument is passed, and what it was copied from.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Big {
  int n[100];
};
void value(int, long, Big);
void reference(int &, const int &, int &&);
void pointer(int *, const int *);
void variadic(const char *, ...);

// CHECK-LABEL: function f(
void f(int n, Big b) {
  // CHECK: [[N:%[0-9]+]] = load param(n)
  // CHECK: [[L:%[0-9]+]] = load param(n)
  // CHECK: [[B:%[0-9]+]] = load param(b)
  // CHECK: call value (value [[N]] of param(n), value [[L]] of param(n), value [[B]] of param(b))
  value(n, n, b);
  // CHECK: call reference (ref {{.*}} of param(n), cref {{.*}} of param(n), rref {{.*}} of param(n) moved)
  reference(n, n, static_cast<int &&>(n));
  // CHECK: call pointer (ptr {{%[0-9]+}}, cptr {{%[0-9]+}})
  pointer(&n, &n);
  // CHECK: call value (value {{.*}} literal, value {{.*}} literal, value {{.*}} literal)
  value(1, 2 + 3, Big{});
  // CHECK: call variadic (cptr {{.*}} literal, variadic {{%[0-9]+}} of param(n))
  variadic("%d", n);
}
