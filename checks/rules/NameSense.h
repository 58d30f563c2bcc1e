//===- NameSense.h - What a flag's name says of its use ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_NAMESENSE_H
#define COTIDY_RULES_NAMESENSE_H

#include <string>

namespace cotidy {

/// A flag that steers an exit is either a signal that somebody gives while the
/// coroutine runs ("stop", "should_continue") or a mode that was chosen before
/// ("once", "dry_run", "stop_on_error"). The code of the coroutine is the same;
/// only the name, or a call, tells.
enum class NameSense {
  Neutral,
  Signal,
  Mode,
  Repetition, ///< a mode that is about the loop itself: "forever", "repeat"
};

/// \p Name in any case style.
NameSense senseOf(const std::string &Name);

} // namespace cotidy

#endif // COTIDY_RULES_NAMESENSE_H
