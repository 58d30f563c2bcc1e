//===- TrustedTests.h - Tests that a later change relies on -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TRUSTEDTESTS_H
#define COTIDY_RULES_TRUSTEDTESTS_H

#include "rules/Acts.h"
#include "rules/OldReads.h"
#include <set>

namespace cotidy {

/// A change of shared state that a test of the same state decided on, with a
/// suspension between the two and no other test.
struct TrustedTest {
  Place Tested;
  EventRef Read;   ///< the load, or the call that looks
  uint32_t Branch; ///< the block that ends in the test
  uint32_t Way;    ///< which of its successors leads to the change
  EventRef Suspension;
  bool OnlyWaits = true; ///< all that was awaited since is a time or an event
  EventRef Change;
  Place Changed;
  Act What;
  Location Where; ///< of the change, in the callee that makes it if one does
  FunctionId By = None; ///< the function that makes it
};

/// In the order of the changes, each with the first test that it relies on.
/// Left out is what coro-stale-write reports, what a lock covers from the test
/// to the change, and what another state protects that is tested and changed
/// before the suspension: a claim, as `if (loading) co_return; loading = true`.
/// Linear in the function's length, times the tests that hold at one place.
std::vector<TrustedTest> trustedTests(const Program &P, FunctionId F,
                                      const Options &O,
                                      const SharedState &Shared,
                                      const Accessors &Calls);

/// The suspensions before which, on every way, a flag was found free and set:
/// `if (busy) co_return; busy = true`. Others who heed it stay out meanwhile.
std::set<EventRef> claimedSuspensions(const Program &P, FunctionId F,
                                      const Options &O,
                                      const SharedState &Shared,
                                      const Accessors &Calls);

} // namespace cotidy

#endif // COTIDY_RULES_TRUSTEDTESTS_H
