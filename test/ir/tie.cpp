// Who assigns to what std::tie gives assigns to its arguments.
// RUN: %cotidy --emit-ir %s -- -std=c++20 | FileCheck %s

#include <tuple>

int count;
std::tuple<int, bool> read();

void assigns() {
  bool more;
  std::tie(count, more) = read();
  std::tie(std::ignore, more) = read();
}
// CHECK-LABEL: function assigns()
// CHECK: %[[#FIRST:]] = call read () ; 11
// CHECK: store assign @count from %[[#FIRST]]
// CHECK: store assign local(more) from %[[#FIRST]]
// CHECK: %[[#SECOND:]] = call read () ; 12
// CHECK: store assign local(more) from %[[#SECOND]]
