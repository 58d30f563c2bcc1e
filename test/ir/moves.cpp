// A move is a load that takes the value away; of a trivial class it is a copy.
// RUN: %cotidy --emit-ir %s -- -std=c++20 | FileCheck %s

#include <memory>
#include <utility>

std::unique_ptr<int> owner;
struct Point {
  int x, y;
} origin;

void moves() {
  auto taken = std::move(owner);
  std::unique_ptr<int> assigned;
  assigned = std::move(owner);
  Point copied = std::move(origin);
}
// CHECK-LABEL: function moves()
// CHECK: load @owner moves ; 13
// CHECK: load @owner moves ; 15
// CHECK: load @origin ; 16
