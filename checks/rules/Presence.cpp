//===- Presence.cpp - Is what a test asked for there? ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Presence.h"
#include "program/LibraryModel.h"
#include "program/Options.h"
#include "rules/OldReads.h"
#include <algorithm>

namespace cotidy {

namespace {

/// The library's call that looks, in the function that \p Read calls if need
/// be; Read itself where it is one, not valid where there is none or several.
EventRef lookupAt(const Program &P, EventRef Read) {
  if (P.event(Read).K != Event::Call)
    return {};
  const std::vector<FunctionId> Callees = P.callees(Read);
  if (Callees.empty())
    return Read;
  EventRef Only;
  const Function &Fn = P.function(Callees[0]);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.K != Event::Call || !E.Receiver || onlyLocates(E) ||
          E.Why == Implicit::Destructor)
        continue;
      if (Only.isValid())
        return {};
      Only = {Callees[0], B, I};
    }
  return Only;
}

/// Zero, null, a container's end.
bool isNothing(const Program &P, const EventOrder &Order, ValueId V) {
  V = Order.throughLocal(P, V);
  const EventRef Made =
      V == None ? EventRef() : P.definition(Order.function(), V);
  if (!Made.isValid())
    return false;
  const Event &E = P.event(Made);
  static const std::vector<std::string> Ends = {"end", "cend"};
  static const std::vector<std::string> Nulls = {"0", "nullptr", "false",
                                                 "std::nullopt"};
  return (E.K == Event::Call && matchesName(Ends, E.CalleeName)) ||
         (E.K == Event::Constant &&
          std::find(Nulls.begin(), Nulls.end(), E.Text) != Nulls.end());
}

std::optional<bool> thereIf(const Program &P, const EventOrder &Order,
                            EventRef Read, ValueId V, bool Truth, int Depth);

/// … where the call gives a value of that truth?
std::optional<bool> thereIfCalled(const Program &P, EventRef Call, bool Truth,
                                  int Depth) {
  const EventRef Inner = lookupAt(P, Call);
  if (Inner == Call)
    return (lastComponent(P.event(Call).CalleeName) == "empty") != Truth;
  if (!Inner.isValid())
    return std::nullopt;
  const EventOrder Order(P, Inner.F);
  std::optional<bool> Found;
  for (const Block &B : P.function(Inner.F).Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Return && E.Operands.size() == 1 && !Found)
        Found = thereIf(P, Order, Inner, E.Operands[0], Truth, Depth - 1);
  return Found;
}

/// Is what \p Read looked at there, where the value has that truth?
std::optional<bool> thereIf(const Program &P, const EventOrder &Order,
                            EventRef Read, ValueId V, bool Truth, int Depth) {
  V = Order.throughLocal(P, V);
  const EventRef Made =
      V == None ? EventRef() : P.definition(Order.function(), V);
  if (!Made.isValid() || Depth == 0)
    return std::nullopt;
  const Event &E = P.event(Made);
  if (Made == Read)
    return E.K == Event::Call ? thereIfCalled(P, Read, Truth, Depth) : Truth;
  if (E.K != Event::Op)
    return std::nullopt;
  auto Of = [&](ValueId Operand, bool Holds) {
    return thereIf(P, Order, Read, Operand, Holds, Depth - 1);
  };
  if (E.Operands.size() == 1)
    return E.Text == "!"      ? Of(E.Operands[0], !Truth)
           : E.Text == "cast" ? Of(E.Operands[0], Truth)
                              : std::nullopt;
  if (E.Operands.size() != 2)
    return std::nullopt;
  for (int Side : {0, 1}) {
    const ValueId One = E.Operands[Side], Other = E.Operands[1 - Side];
    std::optional<bool> Found;
    if (E.Text == (Truth ? "&&" : "||"))
      Found = Of(One, Truth);
    else if (isNothing(P, Order, Other) &&
             (E.Text == "==" || E.Text == "!=" || (E.Text == ">" && Side == 0)))
      Found = Of(One, (E.Text == "==") != Truth);
    if (Found)
      return Found;
  }
  return std::nullopt;
}

} // namespace

bool isLookup(const Program &P, EventRef Read) {
  static const std::vector<std::string> Names = {"contains", "find", "count",
                                                 "lower_bound", "upper_bound"};
  const EventRef At = lookupAt(P, Read);
  return At.isValid() && !P.event(At).Args.empty() &&
         matchesName(Names, P.event(At).CalleeName);
}

std::optional<bool> isThere(const Program &P, const EventOrder &Order,
                            EventRef Read, uint32_t Branch, uint32_t Way) {
  const Terminator &End = P.function(Order.function()).Blocks[Branch].End;
  if (Way > 1 || End.K == Terminator::Switch || End.K == Terminator::Try)
    return std::nullopt;
  return thereIf(P, Order, Read, End.Condition, /*Truth=*/Way == 0,
                 /*Depth=*/6);
}

} // namespace cotidy
