// RUN: %cotidy --emit-ir %s -- -std=c++20 | FileCheck %s

// A constructor's arguments in braces are in order, and say so.

struct point {
  point(int, int);
};

// CHECK-LABEL: function in_braces
// CHECK: call braced point::point on (ref of local(p)) (
void in_braces() { point p{1, 2}; }

// CHECK-LABEL: function in_parentheses
// CHECK: call point::point on (ref of local(p)) (
void in_parentheses() { point p(1, 2); }
