//===- Rules.cpp - Every check ----------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include "rules/Accessors.h"
#include "rules/Checks.h"
#include "rules/SharedState.h"
#include <algorithm>
#include <tuple>

namespace cotidy {

const std::vector<Rule> &rules() {
  static const std::vector<Rule> All = {
      {"coro-check-then-act",
       "shared state is changed on the strength of a test that was made before "
       "a suspension",
       "A condition on shared state is tested, the coroutine is suspended, and "
       "the state is changed as if the condition still held. While it was "
       "suspended another coroutine may have passed the same test: what was to "
       "be loaded once is loaded twice, what was there is gone.\n\n"
       "Change the state before the suspension, leave a mark before it that "
       "others test, test again after it, or hold a coroutine mutex from the "
       "test to the change.",
       checkThenAct},
      {"coro-dangling-state",
       "a coroutine is given state by reference that ends before it does",
       "A coroutine that is given a reference, a pointer, a view, 'this' or a "
       "lambda's captures uses them whenever it is resumed. A task that is "
       "detached, stored or returned may be resumed when they have ended.\n\n"
       "Await the task in the scope of what it refers to, by itself or through "
       "a combinator that waits for all. Where it must outlive that scope, let "
       "it own what it uses: a value, or a std::shared_ptr by value. Give a "
       "lambda's coroutine its state as parameters, which its frame holds.",
       danglingState},
      {"coro-held-across-suspend",
       "an iterator, reference or pointer into a shared container is used "
       "after "
       "a suspension, when somebody may have invalidated it",
       "While a coroutine is suspended others run. If one of them inserts into "
       "or erases from a container, an iterator, reference, pointer or "
       "range-for "
       "that the coroutine holds into it may refer to nothing any more.\n\n"
       "Copy what is needed before the suspension, look it up again after it, "
       "or iterate over a copy.",
       heldAcrossSuspend},
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
      {"coro-stale-write",
       "a coroutine writes back what it computed from state that it read "
       "before "
       "it was suspended",
       "Shared state is read, the coroutine is suspended, and a value computed "
       "from the old read is written back. Whatever another coroutine wrote "
       "meanwhile is lost, and no thread is needed for it to happen.\n\n"
       "Await first and read afterwards ('x += co_await f()' does just that), "
       "look again after the suspension, or hold a coroutine mutex from the "
       "read to the write.",
       staleWrite},
      {"coro-thread-local-across-suspend",
       "a thread_local's address, or errno, is kept over a suspension",
       "After a suspension a coroutine may run on another thread, and on the "
       "same one other coroutines have run: a thread_local, or errno, that was "
       "set before may hold somebody else's value, and its address may be that "
       "of another thread's.\n\n"
       "Keep the value in a local before the suspension; name the variable "
       "itself again after it.",
       threadLocalAcrossSuspend},
      {"coro-unsequenced-await",
       "shared state is read in one operand while another one is awaited",
       "C++ does not say which operand of '+' or which argument of a call is "
       "evaluated first. Where one of them awaits and another reads shared "
       "state, the state may be read before the suspension or after it, and "
       "compilers differ.\n\n"
       "Await in a statement of its own, before or after the read as it is "
       "meant. Assignments need no such care: their right side comes first.",
       unsequencedAwait},
  };
  return All;
}

void prepare(const Program &P, const Options &O) {
  P.made<Accessors>(O);
  P.made<SharedState>(O);
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
