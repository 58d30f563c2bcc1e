// Chains of members are one place; pointers, references and smart pointers are
// dereferences in it.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>
#include <memory>

struct Inner {
  int n;
};
struct Outer {
  Inner in;
  Inner *ptr;
  Inner &ref;
  union {
    int i;
    float f;
  };
};

// CHECK-LABEL: coroutine f(
task<> f(Outer o, Outer *p, Outer &r, std::shared_ptr<Outer> s) {
  o.in.n = 1;     // CHECK: store assign param(o).in.n
  o.ptr->n = 2;   // CHECK: store assign param(o).ptr*.n
  o.ref.n = 3;    // CHECK: store assign param(o).ref*.n
  p->in.n = 4;    // CHECK: store assign param(p)*.in.n
  (*p).in.n = 5;  // CHECK: store assign param(p)*.in.n
  r.in.n = 6;     // CHECK: store assign param(r)*.in.n
  s->in.n = 7;    // CHECK: store assign param(s)*.in.n
  (*s).in.n = 8;  // CHECK: store assign param(s)*.in.n
  (&o)->in.n = 9; // CHECK: store assign param(o).in.n
  o.i = 10;       // CHECK: store assign param(o).i
  co_return;
}
