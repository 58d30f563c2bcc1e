//===- CallGraph.cpp - Who may call whom ----------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

void Program::Impl::bodiesOf(EntityName Callee, bool Virtual,
                             std::vector<FunctionId> &Bodies) const {
  if (Callee.empty())
    return;
  if (FunctionId F = find(Callee); F != None)
    Bodies.push_back(F);
  if (Virtual)
    if (auto It = Overriders.find(Callee); It != Overriders.end())
      Bodies.insert(Bodies.end(), It->second.begin(), It->second.end());
}

void Program::Impl::buildCallGraph() {
  for (const auto &[Base, Direct] : Overridden) {
    std::vector<FunctionId> Bodies;
    std::vector<EntityName> Open;
    std::unordered_map<EntityName, bool> Seen{{Base, true}};
    for (EntityName Name : Direct)
      Open.push_back(Name);
    while (!Open.empty()) {
      const EntityName Name = Open.back();
      Open.pop_back();
      if (!Seen.try_emplace(Name, true).second)
        continue;
      if (FunctionId F = find(Name); F != None)
        Bodies.push_back(F);
      if (auto It = Overridden.find(Name); It != Overridden.end())
        for (EntityName Further : It->second)
          Open.push_back(Further);
    }
    std::sort(Bodies.begin(), Bodies.end());
    Overriders.emplace(Base, std::move(Bodies));
  }

  // Tarjan's algorithm with a stack of its own: call chains may be deep.
  const size_t N = Functions.size();
  Edges.resize(N);
  for (FunctionId F = 0; F < N; ++F) {
    std::vector<FunctionId> &Out = Edges[F];
    for (const Mention &M : Functions[F].Blocks.mentions())
      bodiesOf(M.Callee, M.Virtual, Out);
    std::sort(Out.begin(), Out.end());
    Out.erase(std::unique(Out.begin(), Out.end()), Out.end());
    Out.shrink_to_fit();
  }
  Recursive.assign(N, false);
  std::vector<uint32_t> Number(N, None), Low(N, None);
  std::vector<bool> OnStack(N, false);
  std::vector<FunctionId> Stack;
  struct Visit {
    FunctionId F;
    size_t Next;
  };
  std::vector<Visit> Visits;
  uint32_t Count = 0;
  auto Enter = [&](FunctionId F) {
    Number[F] = Low[F] = Count++;
    Stack.push_back(F);
    OnStack[F] = true;
    Visits.push_back({F, 0});
  };
  for (FunctionId Root = 0; Root < N; ++Root) {
    if (Number[Root] != None)
      continue;
    Enter(Root);
    while (!Visits.empty()) {
      Visit &Top = Visits.back();
      const FunctionId F = Top.F;
      if (Top.Next < Edges[F].size()) {
        FunctionId Callee = Edges[F][Top.Next++];
        if (Callee == F)
          Recursive[F] = true;
        if (Number[Callee] == None)
          Enter(Callee);
        else if (OnStack[Callee])
          Low[F] = std::min(Low[F], Number[Callee]);
        continue;
      }
      Visits.pop_back();
      if (!Visits.empty())
        Low[Visits.back().F] = std::min(Low[Visits.back().F], Low[F]);
      if (Low[F] != Number[F])
        continue;
      std::vector<FunctionId> Component;
      FunctionId Member;
      do {
        Member = Stack.back();
        Stack.pop_back();
        OnStack[Member] = false;
        Component.push_back(Member);
      } while (Member != F);
      std::sort(Component.begin(), Component.end());
      if (Component.size() > 1)
        for (FunctionId M : Component)
          Recursive[M] = true;
      Components.push_back(std::move(Component));
    }
  }

  std::vector<size_t> LevelOf(N);
  for (size_t C = 0; C < Components.size(); ++C) {
    size_t Level = 0;
    for (FunctionId F : Components[C])
      for (FunctionId Callee : Edges[F])
        if (!std::binary_search(Components[C].begin(), Components[C].end(),
                                Callee))
          Level = std::max(Level, LevelOf[Callee] + 1);
    for (FunctionId F : Components[C])
      LevelOf[F] = Level;
    if (Level == Levels.size())
      Levels.emplace_back();
    Levels[Level].push_back(C);
  }
}

} // namespace cotidy
