// Every kind of variable of static storage duration.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-DAG: global @plain: int [integer] ; [[@LINE+1]]:5
int plain;
// CHECK-DAG: global @constant: int [constant integer]
constexpr int constant = 1;
// CHECK-DAG: global @started: int [integer]
constinit int started = 1;
// CHECK-DAG: global @elsewhere: int [integer] extern
extern int elsewhere;
// CHECK-DAG: global @ns::inside: bool [bool]
namespace ns {
inline bool inside;
}
// CHECK-DAG: global @hidden: int [integer]
namespace {
int hidden;
}
// CHECK-DAG: global @per_thread: int [integer] thread_local
thread_local int per_thread;
// CHECK-DAG: global @Config::level: int [integer] extern static member
struct Config {
  static int level;
};
// CHECK-DAG: global @lazily: Cache [record]
struct Cache {
  mutable int hits;
};
const Cache lazily{};
// CHECK-DAG: global @serial: int [integer] static local
task<int> f() {
  static int serial;
  co_return plain + constant + started + elsewhere + ns::inside + hidden +
      per_thread + Config::level + lazily.hits + serial;
}
