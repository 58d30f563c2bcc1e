// NOLINT comments for our checks that suppress nothing are reported where asked
// for; others', and those of checks that were not run, are left alone.
//
// RUN: %python %S/Inputs/status.py 1 %cotidy --report-unused-nolint %s -- -std=c++20 -I%inputs > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=warning: %s < %t.out
// RUN: FileCheck --check-prefix=SUMMARY %s < %t.err
// RUN: %cotidy --quiet %s -- -std=c++20 -I%inputs | count 0
// RUN: not %cotidy --quiet --report-unused-nolint --checks=-coro-mutable-global,-coro-polled-value %s -- -std=c++20 -I%inputs 2>&1 \
// RUN:   | FileCheck --check-prefix=UNCHECKED --implicit-check-not=warning: %s
// RUN: not %cotidy --quiet --report-unused-nolint --format=json %s -- -std=c++20 -I%inputs > %t.json
// RUN: %python %S/Inputs/validate.py %src_root/docs/report.schema.json %t.json
// RUN: not %cotidy --quiet --report-unused-nolint --warnings-as-errors=cotidy-nolint %s -- -std=c++20 -I%inputs \
// RUN:   | FileCheck --check-prefix=ERROR --implicit-check-not=warning: %s
// RUN: %python %S/Inputs/status.py 2 %cotidy --warnings-as-errors=cotidy-nolints %s -- -std=c++20 -I%inputs 2>&1 \
// RUN:   | FileCheck --check-prefix=SLIP %s
// RUN: not %cotidy --quiet --report-unused-nolint --format=sarif %s -- -std=c++20 -I%inputs | FileCheck --check-prefix=SARIF %s

#include "coro.h"

static int a, b, c, d, e, f, g;
#define BUMP ++c // NOLINT(coro-mutable-global)

static task<> used() {
  ++a; // NOLINT(coro-mutable-global)
  co_await coro::yield();
  // NOLINTNEXTLINE(coro-*): all of them
  ++b;
  BUMP;
}

static task<> unused() {
  int own = 0;
  // CHECK: [[@LINE+1]]:20: warning: {{NOLINT}} suppresses nothing: 'coro-mutable-global' has no finding here [cotidy-nolint]
  ++own; // NOLINT(coro-mutable-global)
  co_await coro::yield();
  // CHECK: [[@LINE+1]]:42: warning: {{NOLINT}}NEXTLINE suppresses nothing: 'coro-polled-value' has no finding here [cotidy-nolint]
  // NOLINTNEXTLINE(coro-mutable-global, coro-polled-value): one of two
  ++d;
  // CHECK: [[@LINE+2]]:18: warning: {{NOLINT}} suppresses nothing: no check is called 'coro-mutable-globals'; did you mean 'coro-mutable-global'? [cotidy-nolint]
  // UNCHECKED: [[@LINE+1]]:18: warning: {{.*}} no check is called
  ++e; // NOLINT(coro-mutable-globals,coro-mutable-global)
  // CHECK: [[@LINE+1]]:18: warning: {{NOLINT}}BEGIN suppresses nothing: 'coro-mutable-global' has no finding here
  // NOLINTBEGIN(coro-mutable-global)
  ++own;
  // NOLINTEND(coro-mutable-global)
  ++own; // NOLINT(bugprone-branch-clone)
  ++own; // NOLINT
  ++own; // NOLINT(*)
}

// NOLINTBEGIN(coro-mutable-global)
static task<> block() {
  ++f;
  co_await coro::yield();
  ++g;
}
// NOLINTEND(coro-mutable-global)

// SUMMARY: 4 findings, 7 more suppressed by NOLINT

// ERROR-COUNT-4: error: {{.*}} suppresses nothing: {{.*}} [cotidy-nolint,-warnings-as-errors]
// SLIP: error: unknown check 'cotidy-nolints'{{.*}}; did you mean 'cotidy-nolint'?

// SARIF: "id": "cotidy-nolint"
// SARIF: "ruleId": "cotidy-nolint"
