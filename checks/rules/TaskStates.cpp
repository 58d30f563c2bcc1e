//===- TaskStates.cpp - What may have become of tasks ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskStates.h"
#include <algorithm>

namespace cotidy {

size_t TaskStates::lowerBound(uint32_t Item) const {
  return std::lower_bound(
             All.begin(), All.end(), Item,
             [](const auto &E, uint32_t I) { return E.first < I; }) -
         All.begin();
}

TaskStanding *TaskStates::find(uint32_t Item) {
  const size_t I = lowerBound(Item);
  return I < All.size() && All[I].first == Item ? &All[I].second : nullptr;
}

TaskStanding &TaskStates::operator[](uint32_t Item) {
  const size_t I = lowerBound(Item);
  if (I == All.size() || All[I].first != Item)
    All.insert(All.begin() + I, {Item, TaskStanding()});
  return All[I].second;
}

void TaskStates::erase(uint32_t Item) {
  if (const size_t I = lowerBound(Item); I < All.size() && All[I].first == Item)
    All.erase(All.begin() + I);
}

bool TaskStates::join(const TaskStates &From) {
  bool Grew = false;
  std::vector<std::pair<uint32_t, TaskStanding>> Joined;
  Joined.reserve(std::max(All.size(), From.All.size()));
  auto Mine = All.begin();
  auto Take = [&] {
    Joined.push_back(*Mine++);
    Joined.back().second.MadeIn = None;
  };
  for (const auto &[Item, Is] : From.All) {
    while (Mine != All.end() && Mine->first < Item)
      Take();
    if (Mine == All.end() || Mine->first != Item) {
      Joined.emplace_back(Item, Is);
      Grew |= Is.Fate != 0;
    } else {
      Take();
      TaskStanding &Old = Joined.back().second;
      Grew |= (Old.Fate | Is.Fate) != Old.Fate;
      Old.Fate |= Is.Fate;
      if (!Old.Start.isValid())
        Old.Start = Is.Start;
    }
    Joined.back().second.MadeIn = None;
  }
  while (Mine != All.end())
    Take();
  All = std::move(Joined);
  return Grew;
}

} // namespace cotidy
