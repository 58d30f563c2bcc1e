// Which coroutines run beside which: combinators, spawners, loops, wrappers,
// containers, threads, coroutines that start at once.
// RUN: %cotidy --emit-program %s -- -std=c++20 -I%inputs | FileCheck %s
// RUN: %cotidy --emit-program %s -- -std=c++20 -I%inputs | grep -c ^beside | FileCheck --check-prefix=COUNT %s

#include "coro.h"
#include <vector>
#include <functional>
#include <thread>
using coro::task; using coro::spawn; using coro::when_all;
task<> a(); task<> b(); int g;
task<> a() { co_await coro::yield(); ++g; }
task<> b() { co_await coro::yield(); }
task<> helper() { co_await coro::yield(); g = 2; }
task<> usesHelper() { co_await helper(); }
task<> wrapper(int n) { if (n) return a(); return b(); }

task<> together() { co_await when_all(a(), b()); }
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'when_all' runs both
task<> viaLocals() { auto x = a(); auto y = b(); co_await when_all(std::move(x), std::move(y)); }
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'when_all' runs both
task<> one() { co_await when_all(a()); }
task<> viaWrapper() { co_await when_all(wrapper(1), usesHelper()); }
// CHECK-DAG: beside a {{.*}}| usesHelper{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'when_all' runs both
// CHECK-DAG: beside b {{.*}}| usesHelper{{.*}} ; [[@LINE-2]]:{{[0-9]+}} 'when_all' runs both

template <class T> task<> when_all_of(std::vector<T> v);
task<> gather(std::vector<task<>> v);
task<> inVector2() { std::vector<task<>> v; for (int i = 0; i < 3; ++i) v.push_back(a()); co_await gather(std::move(v)); }
// CHECK-DAG: beside a {{.*}}| a{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'gather' runs several of it
task<> inVector3() { std::vector<task<>> v; v.push_back(a()); v.emplace_back(b()); co_await gather(std::move(v)); }
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'gather' runs both
task<> inVector4() { for (int i = 0; i < 3; ++i) { std::vector<task<>> v; v.push_back(a()); co_await gather(std::move(v)); } }
task<> sequential() { co_await a(); co_await b(); for (;;) co_await a(); }
task<> spawns() { spawn(a()); spawn(b()); co_return; }
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'a' still runs when 'b' starts
task<> spawnsAndGoesOn() { spawn(a()); co_await coro::yield(); co_await helper(); }
// CHECK-DAG: beside a {{.*}}| spawnsAndGoesOn{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'spawnsAndGoesOn' goes on while 'a' runs
// CHECK-DAG: beside a {{.*}}| helper{{.*}} ; [[@LINE-2]]:{{[0-9]+}} 'a' still runs when 'helper' starts
void loop() { for (int i = 0; i < 3; ++i) spawn(a()); }
// CHECK-DAG: beside a {{.*}}| a{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'a' is started in a loop
void single() { spawn(a()); }
void lambdas(int &n) { auto f = [&n](int k) -> task<> { n += k; co_return; }; spawn(f(1)); spawn(f(2)); }
// CHECK-DAG: beside lambda {{.*}}| lambda{{.*}} ; [[@LINE-1]]:{{[0-9]+}} the lambda still runs when it is started again
void start_it(task<> t) { spawn(std::move(t)); }
void viaStarter() { start_it(a()); start_it(b()); }
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'a' still runs when 'b' starts
task<> make() { return a(); }
std::vector<task<>> many() { std::vector<task<>> v; for (int i = 0; i < 3; ++i) v.push_back(a()); return v; }
task<> viaMany() { co_await gather(many()); }
// CHECK-DAG: beside a {{.*}}| a{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'gather' runs several of it
void run(task<>);
void threads() { std::thread t([] { run(a()); }); std::thread u([] { run(b()); }); t.join(); u.join(); }
// CHECK-DAG: beside lambda {{.*}}| lambda{{.*}} ; [[@LINE-1]]:{{[0-9]+}} the lambda still runs when the lambda starts
void threadsOneByOne() { std::thread t([] { run(a()); }); t.join(); std::thread u([] { run(b()); }); u.join(); }
struct detached { struct promise_type { detached get_return_object() { return {}; } std::suspend_never initial_suspend() { return {}; } std::suspend_never final_suspend() noexcept { return {}; } void return_void() {} void unhandled_exception() {} }; };
detached fire() { co_await a(); }
detached fireTask(task<> t) { co_await std::move(t); }
void fires() { fire(); fire(); }
// CHECK-DAG: beside fire {{.*}}| fire{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'fire' still runs when it is started again
void fires2() { fireTask(a()); fireTask(b()); }
// CHECK-DAG: beside fireTask {{.*}}| fireTask{{.*}} ; [[@LINE-1]]:{{[0-9]+}} 'fireTask' still runs when it is started again
// CHECK-DAG: beside fireTask {{.*}}| b{{.*}} ; [[@LINE-2]]:{{[0-9]+}} 'fireTask' still runs when 'b' starts
// CHECK-DAG: beside a {{.*}}| fireTask{{.*}} ; [[@LINE-3]]:{{[0-9]+}} 'a' still runs when 'fireTask' starts
// CHECK-DAG: beside a {{.*}}| b{{.*}} ; [[@LINE-4]]:{{[0-9]+}} 'a' still runs when 'b' starts
// COUNT: {{^}}19{{$}}
