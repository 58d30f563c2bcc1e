//===- EventOrder.cpp - A function's events, numbered -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/EventOrder.h"

namespace cotidy {

EventOrder::EventOrder(const Program &P, FunctionId F)
    : F(F), EndWith(P.function(F).Blocks.size()),
      Stores(P.function(F).Locals.size()) {
  const Function &Fn = P.function(F);
  // The last to name a value: an event, or a block's condition.
  struct Use {
    uint32_t Event = None;
    uint32_t Condition = None;
  };
  std::vector<Use> Last(Fn.NumValues);
  auto Used = [&](ValueId V, Use At) {
    if (V < Last.size())
      Last[V] = At;
  };
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    FirstOf.push_back(Events.size());
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      const Use Here{uint32_t(Events.size()), None};
      if (E.K == Event::Store && E.Target.Base == Place::Local)
        Stores[E.Target.Index].push_back(Events.size());
      Events.push_back({F, B, I});
      Used(E.Result, Here);
      auto Named = [&](const Place &Where) {
        if (Where.Base == Place::Value)
          Used(Where.Index, Here);
      };
      Named(E.Target);
      for (ValueId V : E.Operands)
        Used(V, Here);
      for (const Argument &A : E.Args) {
        Used(A.Val, Here);
        Named(A.From);
      }
      if (E.Receiver) {
        Used(E.Receiver->Val, Here);
        Named(E.Receiver->From);
      }
    }
    Used(Fn.Blocks[B].End.Condition, {None, B});
  }
  EndAt.resize(Events.size());
  for (ValueId V = 0; V < Last.size(); ++V) {
    if (Last[V].Event != None)
      EndAt[Last[V].Event].push_back(V);
    if (Last[V].Condition != None)
      EndWith[Last[V].Condition].push_back(V);
  }
}

ValueId EventOrder::throughLocal(const Program &P, ValueId V) const {
  const EventRef Made = V == None ? EventRef() : P.definition(F, V);
  if (!Made.isValid())
    return V;
  const Event &E = P.event(Made);
  if (E.K != Event::Load || E.Target.Base != Place::Local ||
      !E.Target.isWhole() || Stores[E.Target.Index].size() != 1)
    return V;
  const Event &Store = P.event(Events[Stores[E.Target.Index][0]]);
  return Store.Target.isWhole() && Store.Operands.size() == 1
             ? Store.Operands[0]
             : V;
}

} // namespace cotidy
