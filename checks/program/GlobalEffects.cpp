//===- GlobalEffects.cpp - What functions do to globals -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function far up in the call graph uses hundreds of globals, and so do all
// its callers: sets that are equal are one.
//
//===----------------------------------------------------------------------===//

#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

bool merge(Effects::Part &Into, const Effects::Part &From) {
  if (!From.Happens)
    return false;
  const Effects::Part Before = Into;
  Into.Happens = true;
  Into.Certain |= From.Certain;
  Into.Synchronised &= From.Synchronised;
  Into.ViaCoroutine &= From.ViaCoroutine;
  return !(Into == Before);
}

const Effects::OnObject *Effects::onGlobal(GlobalId G) const {
  if (!Globals)
    return nullptr;
  auto It = std::lower_bound(
      Globals->begin(), Globals->end(), G,
      [](const OnGlobal &O, GlobalId Wanted) { return O.G < Wanted; });
  return It != Globals->end() && It->G == G ? &It->Does : nullptr;
}

void GlobalEffects::add(GlobalId G, AccessKind K, const Access &A) {
  if (!Scratch[G].any())
    Touched.push_back(G);
  Effects::Part Part;
  Part.Happens = true;
  Part.Certain = A.Certain;
  Part.Synchronised = A.Synchronised || A.Locked;
  Part.ViaCoroutine = A.ViaCoroutine;
  merge(Scratch[G].part(K), Part);
}

void GlobalEffects::add(const Set &Callee, bool Coroutine) {
  if (!Callee || Callee->empty())
    return;
  if (!Coroutine) {
    if (std::find(Sets.begin(), Sets.end(), Callee) != Sets.end())
      return;
    Sets.push_back(Callee);
  }
  for (const Effects::OnGlobal &O : *Callee) {
    if (!Scratch[O.G].any())
      Touched.push_back(O.G);
    for (AccessKind K :
         {AccessKind::Read, AccessKind::Write, AccessKind::Escape}) {
      Effects::Part Part = O.Does.part(K);
      Part.ViaCoroutine |= Coroutine;
      merge(Scratch[O.G].part(K), Part);
    }
  }
}

GlobalEffects::Set GlobalEffects::take() {
  std::sort(Touched.begin(), Touched.end());
  auto Equal = [&](const Set &S) {
    return S->size() == Touched.size() &&
           std::all_of(S->begin(), S->end(), [&](const Effects::OnGlobal &O) {
             return O.Does == Scratch[O.G];
           });
  };
  Set Result;
  if (auto It = std::find_if(Sets.begin(), Sets.end(), Equal);
      It != Sets.end()) {
    Result = *It;
  } else {
    std::vector<Effects::OnGlobal> All;
    All.reserve(Touched.size());
    for (GlobalId G : Touched)
      All.push_back({G, Scratch[G]});
    Result =
        std::make_shared<const std::vector<Effects::OnGlobal>>(std::move(All));
  }
  for (GlobalId G : Touched)
    Scratch[G] = {};
  Touched.clear();
  Sets.clear();
  return Result;
}

} // namespace cotidy
