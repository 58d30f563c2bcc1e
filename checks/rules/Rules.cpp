//===- Rules.cpp - Every check ----------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include "rules/Checks.h"
#include <algorithm>
#include <tuple>

namespace cotidy {

const std::vector<Rule> &rules() {
  static const std::vector<Rule> All = {
      {"coro-lost-value-update",
       "a coroutine changes state that it took by value, and the caller never "
       "sees the change",
       "A parameter that is taken by value, or a variable that a lambda "
       "captures "
       "by copy, is the coroutine's own: what the coroutine changes in it is "
       "lost when it ends, and neither its caller nor another coroutine that "
       "was given the same variable ever sees the change.\n\n"
       "Hold the values in one state object that their owner keeps and pass "
       "that: by reference where the coroutine ends inside the owner's scope, "
       "as a std::shared_ptr by value where it is detached or stored.",
       lostValueUpdate},
      {"coro-mutable-global",
       "a coroutine uses a mutable global, itself or through what it calls",
       "Between two suspension points of a coroutine any other coroutine may "
       "run. A mutable global that coroutines share may be changed by each of "
       "them at any such point, and nothing at the place of use says so.\n\n"
       "Hold the values in one state object that their owner keeps, and pass "
       "it "
       "to the coroutines that need it. Where they run on several threads, "
       "make "
       "independent flags std::atomic members and guard the rest by a "
       "coroutine "
       "mutex or a strand.",
       mutableGlobal},
      {"coro-polled-value",
       "a coroutine waits for a change of state that it took by value",
       "A loop or an exit is decided by a parameter taken by value, or by a "
       "variable captured by copy, after a suspension, and nothing in the "
       "coroutine changes that copy. Whoever is to give the signal changes "
       "another object: the signal can never arrive.\n\n"
       "Hold the signal in a state object that its owner keeps, and pass that: "
       "by reference where the coroutine ends inside the owner's scope, as a "
       "std::shared_ptr by value where it is detached or stored.",
       polledValue},
  };
  return All;
}

void sortAndUnique(std::vector<Finding> &Findings, const Program &P) {
  auto Path = [&](const Finding &F) -> const std::string & {
    static const std::string NoFile;
    return F.Loc.isValid() ? P.files()[F.Loc.File].Path : NoFile;
  };
  auto Before = [&](const Finding &A, const Finding &B) {
    return std::tie(Path(A), A.Loc.Offset, A.Check, A.Subject, B.Sure,
                    A.Message) < std::tie(Path(B), B.Loc.Offset, B.Check,
                                          B.Subject, A.Sure, B.Message);
  };
  auto Same = [&](const Finding &A, const Finding &B) {
    return std::tie(Path(A), A.Loc.Offset, A.Check, A.Subject) ==
           std::tie(Path(B), B.Loc.Offset, B.Check, B.Subject);
  };
  std::sort(Findings.begin(), Findings.end(), Before);
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same),
                 Findings.end());
}

std::string helpUri(const std::string &Check) {
  return "https://github.com/cotidy/cotidy/blob/main/docs/checks/" + Check +
         ".md";
}

} // namespace cotidy
