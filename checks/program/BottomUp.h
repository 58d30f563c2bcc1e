//===- BottomUp.h - Callees before callers ----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_BOTTOMUP_H
#define COTIDY_PROGRAM_BOTTOMUP_H

#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

/// Runs `Result Do(Component)` over the components of \p P's call graph, those
/// that do not call each other perhaps several at once, and after each such
/// batch, in turn, `Then(Component, Result)`. What Do sees is the same for
/// every executor as long as it writes to its own functions' facts alone.
template <typename Result, typename DoType, typename ThenType>
void bottomUp(const Program::Impl &P, DoType Do, ThenType Then) {
  constexpr size_t MostAtOnce = 4096;
  for (const std::vector<size_t> &Level : P.Levels)
    for (size_t Start = 0; Start < Level.size(); Start += MostAtOnce) {
      const size_t Count = std::min(MostAtOnce, Level.size() - Start);
      std::vector<Result> Results(Count);
      inGrains(P.Run, Count, [&](size_t I) {
        Results[I] = Do(P.Components[Level[Start + I]]);
      });
      for (size_t I = 0; I < Count; ++I)
        Then(P.Components[Level[Start + I]], std::move(Results[I]));
    }
}

} // namespace cotidy

#endif // COTIDY_PROGRAM_BOTTOMUP_H
