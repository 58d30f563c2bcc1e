// An element of a container is a part of it, whichever operator or method gives
// it.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>
#include <map>
#include <string>
#include <vector>

std::map<int, std::string> names;
std::vector<int> numbers;
int array[3];

// CHECK-LABEL: coroutine f(
task<> f(int i) {
  names[i] = "x";       // CHECK: store assign @names[]
  numbers[i] = 1;       // CHECK: store assign @numbers[]
  numbers.back() += 2;  // CHECK: store compound @numbers[]
  array[i] = 3;         // CHECK: op [] {{.*}}
                        // CHECK: store assign @array[]
  names[i] += "y";      // CHECK: store compound @names[]
  co_return;
}
