//===- Progress.h - How far a run is ----------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PROGRESS_H
#define COTIDY_TOOL_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <chrono>

namespace cotidy {

class Messages;

/// One line on a terminal: the files done of those found, coroutines in them,
/// the time left, a file at work. Erased when the object goes.
class Progress {
public:
  /// Nothing is written unless \p Shown.
  Progress(Messages &Out, bool Shown, size_t Files);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// There is more to do that costs \p Cost, in whatever unit done() has.
  void expect(double Cost) { Expected += Cost; }
  void addCoroutines(size_t Number) { Coroutines += Number; }
  void done(double Cost);
  /// Writes the line anew, with \p File as the one at work.
  void show(llvm::StringRef File);

private:
  using Clock = std::chrono::steady_clock;

  Messages &Out;
  bool Shown;
  size_t Files, Done = 0, Coroutines = 0;
  double Expected = 0, Spent = 0;
  Clock::time_point Start = Clock::now();
  size_t Width = 0; ///< of what stands there

  void write(llvm::StringRef Line);
};

} // namespace cotidy

#endif // COTIDY_TOOL_PROGRESS_H
