// Findings look as Clang's warnings do.
//
// RUN: not %cotidy --quiet %s -- -std=c++20 -I%inputs > %t.txt
// RUN: FileCheck --strict-whitespace --match-full-lines %s < %t.txt
// RUN: not %cotidy --quiet --use-color %s -- -std=c++20 -I%inputs \
// RUN:   | FileCheck --check-prefix=COLOR %s
// RUN: not %cotidy --quiet --warnings-as-errors=coro-mutable-* %s -- -std=c++20 \
// RUN:   -I%inputs | FileCheck --check-prefix=ERROR %s

#include "coro.h"

int hits;
#define BUMP(variable) ++variable

task<> count() {
  hits = 1;
  co_await coro::yield();
}

int drops;
task<> drop() {
  BUMP(drops);
  co_await coro::yield();
}

//      CHECK:{{.*[/\\]}}text.cpp:16:3: warning: coroutine 'count' writes mutable global 'hits' [coro-mutable-global]
// CHECK-NEXT:   16 |   hits = 1;
// CHECK-NEXT:      |   ^~~~~~~~
// CHECK-NEXT:{{.*[/\\]}}text.cpp:12:5: note: 'hits' is declared here
// CHECK-NEXT:   12 | int hits;
// CHECK-NEXT:      |     ^~~~

//      CHECK:{{.*[/\\]}}text.cpp:22:3: warning: coroutine 'drop' writes mutable global 'drops' [coro-mutable-global]
// CHECK-NEXT:   22 |   BUMP(drops);
// CHECK-NEXT:      |   ^
// CHECK-NEXT:{{.*[/\\]}}text.cpp:13:24: note: expanded from macro 'BUMP'
// CHECK-NEXT:   13 | #define BUMP(variable) ++variable
// CHECK-NEXT:      |                        ^

// COLOR: {{.\[0;1;35m}}warning: {{.*}}coroutine 'count' writes

// ERROR: text.cpp:16:3: error: coroutine 'count' writes mutable global 'hits' [coro-mutable-global,-warnings-as-errors]
