//===- Elements.cpp - Which element an event is about -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Elements.h"
#include "program/LibraryModel.h"

namespace cotidy {

namespace {

std::string placeText(const Place &Pl) {
  std::string Text =
      std::to_string(int(Pl.Base)) + ":" + std::to_string(Pl.Index);
  for (const PathElement &E : Pl.Path)
    Text += E.K == PathElement::Field   ? "." + E.Name
            : E.K == PathElement::Deref ? "*"
                                        : "[]";
  return Text;
}

std::string textOf(const Program &P, FunctionId F, ValueId V, int Depth) {
  const EventRef Made = V == None ? EventRef() : P.definition(F, V);
  if (!Made.isValid() || Depth > 6)
    return "";
  const Event &E = P.event(Made);
  switch (E.K) {
  case Event::Constant:
    return "'" + E.Text + "'";
  case Event::Load:
  case Event::Borrow:
    return E.Target.Base == Place::Value ? "" : placeText(E.Target);
  case Event::Op: {
    std::string Text = "(" + E.Text;
    for (ValueId Operand : E.Operands) {
      std::string Part = textOf(P, F, Operand, Depth + 1);
      if (Part.empty())
        return "";
      Text += " " + Part;
    }
    return Text + ")";
  }
  default:
    return "";
  }
}

} // namespace

std::string valueText(const Program &P, FunctionId F, ValueId V) {
  return textOf(P, F, V, 0);
}

/// The one event that gives a local its value, as a whole; not valid where it
/// has none or several.
static EventRef onlyValueOf(const Program &P, FunctionId F, uint32_t Local) {
  EventRef Only;
  const Function &Fn = P.function(F);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.K != Event::Store || E.Target.Base != Place::Local ||
          E.Target.Index != Local || !E.Target.isWhole())
        continue;
      if (Only.isValid() || E.Storing != StoreKind::Init ||
          E.Operands.size() != 1)
        return {};
      Only = P.definition(F, E.Operands[0]);
    }
  return Only;
}

/// The key of what a local iterator or reference was made for: `find(key)`,
/// `table[key]`. Empty where its making does not tell.
static std::string keyOfLocal(const Program &P, FunctionId F, uint32_t Local) {
  const EventRef Made = onlyValueOf(P, F, Local);
  if (!Made.isValid())
    return "";
  const Event &E = P.event(Made);
  if (E.K == Event::Borrow && E.Target.Base != Place::Local)
    return elementText(P, Made);
  if (E.K != Event::Call || !E.Receiver || E.Args.size() != 1 ||
      lastComponent(E.CalleeName) != "find" || !E.CalleeStd)
    return "";
  const std::string Key = valueText(P, F, E.Args[0].Val);
  return Key.empty() ? "" : "at " + Key;
}

std::string elementText(const Program &P, EventRef At) {
  const Event &E = P.event(At);
  // A local reference or iterator, a range-for's variable.
  if ((E.Target.Base == Place::Local || E.Target.Base == Place::Parameter) &&
      !E.Target.Path.empty() && E.Target.Path[0].K == PathElement::Deref) {
    bool Further = false;
    for (size_t I = 1; I < E.Target.Path.size(); ++I)
      Further |= E.Target.Path[I].K == PathElement::Element;
    if (!Further) {
      const std::string Key = E.Target.Base == Place::Local
                                  ? keyOfLocal(P, At.F, E.Target.Index)
                                  : "";
      return Key.empty() ? "via " + placeText(E.Target) : Key;
    }
  }
  // The index was evaluated right before, where the element's text begins.
  const std::vector<Event> &Events = P.function(At.F).Blocks[At.Block].Events;
  constexpr uint32_t Near = 12;
  for (uint32_t I = At.Index, Left = Near; I-- > 0 && Left-- > 0;) {
    const Event &Before = Events[I];
    if (!(Before.Loc == E.Loc) &&
        (Before.Loc.File != E.Loc.File || Before.Loc.Offset != E.Loc.Offset))
      continue;
    ValueId Index = None;
    if (Before.K == Event::Op && Before.Text == "[]" &&
        Before.Operands.size() == 1)
      Index = Before.Operands[0];
    else if (Before.K == Event::Call && Before.Receiver &&
             Before.Args.size() == 1 &&
             (lastComponent(Before.CalleeName) == "operator[]" ||
              lastComponent(Before.CalleeName) == "at"))
      Index = Before.Args[0].Val;
    else
      continue;
    std::string Text = valueText(P, At.F, Index);
    return Text.empty() ? "" : "at " + Text;
  }
  return "";
}

} // namespace cotidy
