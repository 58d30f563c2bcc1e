//===- Revalidations.cpp - Has anything changed meanwhile? ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Revalidations.h"
#include "program/ProgramImpl.h"
#include <algorithm>
#include <array>

namespace cotidy {

namespace {

/// The load that a value comes from, a constant more or less: `++generation`
/// remembers the generation too. Not valid where there is none or several.
EventRef loadOf(const Program &P, const EventOrder &Order, ValueId V,
                int Depth = 4) {
  V = Order.throughLocal(P, V);
  const EventRef Made =
      V == None ? EventRef() : P.definition(Order.function(), V);
  if (!Made.isValid() || Depth == 0)
    return {};
  const Event &E = P.event(Made);
  if (E.K == Event::Load)
    return Made;
  static constexpr std::array<std::string_view, 5> Steps = {"cast", "++", "--",
                                                            "+", "-"};
  if (E.K != Event::Op ||
      std::find(Steps.begin(), Steps.end(), E.Text) == Steps.end())
    return {};
  EventRef Only;
  for (ValueId Operand : E.Operands) {
    const EventRef From = P.definition(Order.function(), Operand);
    if (From.isValid() && P.event(From).K == Event::Constant)
      continue;
    if (Only.isValid())
      return {};
    Only = loadOf(P, Order, Operand, Depth - 1);
    if (!Only.isValid())
      return {};
  }
  return Only;
}

} // namespace

Revalidations::Revalidations(const Program &P, const EventOrder &Order) {
  for (uint32_t N = 0; N < Order.size(); ++N) {
    const Event &E = P.event(Order.at(N));
    if (E.K != Event::Op || (E.Text != "==" && E.Text != "!=") ||
        E.Operands.size() != 2)
      continue;
    const EventRef One = loadOf(P, Order, E.Operands[0]),
                   Other = loadOf(P, Order, E.Operands[1]);
    if (!One.isValid() || !Other.isValid() || One == Other)
      continue;
    const Flow &Fl = P.impl().flow(Order.function());
    const PlaceSet Places = Fl.resolve(P.event(One).Target);
    if (Places.size() == 1 && Places == Fl.resolve(P.event(Other).Target))
      At.emplace(N, Places.front());
  }
}

bool Revalidations::settles(uint32_t N, const Place &Where) const {
  auto It = At.find(N);
  return It != At.end() && It->second.Base == Where.Base &&
         (Where.Base == Place::Global || It->second.Index == Where.Index);
}

} // namespace cotidy
