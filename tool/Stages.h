//===- Stages.h - Where the time went ---------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_STAGES_H
#define COTIDY_TOOL_STAGES_H

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace cotidy {

/// Adds to a sum of seconds how long it lives.
class Timed {
public:
  explicit Timed(double &Sum) : Sum(Sum) {}
  ~Timed() {
    Sum += std::chrono::duration<double>(Clock::now() - Start).count();
  }
  Timed(const Timed &) = delete;
  Timed &operator=(const Timed &) = delete;

private:
  using Clock = std::chrono::steady_clock;
  double &Sum;
  Clock::time_point Start = Clock::now();
};

/// For `--stats`: seconds of wall time, and numbers of files.
struct Stages {
  double Cache = 0;   ///< looking up what is known
  double Scan = 0;    ///< telling what needs no parse
  double Workers = 0; ///< parsing and lowering, while processes do both
  double Parse = 0;   ///< in the processes, summed
  double Lower = 0;   ///< likewise
  double Read = 0;    ///< taking in what the processes made
  double Link = 0, Checks = 0, Report = 0;
  double All = 0;
  size_t Found = 0, Skipped = 0, Cached = 0, Parsed = 0, Lost = 0;
  size_t Shared = 0; ///< of those parsed: by a process that was forked for it
  size_t TextsRead = 0, TextsKnown = 0; ///< to tell whether they have changed
  uint64_t PeakBytes = 0;               ///< of the largest process

  /// Adds the times of linking and of each check.
  void addChecks(const std::map<std::string, double> &Seconds);
};

/// A table.
std::string table(const Stages &Took);

} // namespace cotidy

#endif // COTIDY_TOOL_STAGES_H
