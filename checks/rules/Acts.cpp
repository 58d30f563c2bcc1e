//===- Acts.cpp - What a change makes of a state ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Acts.h"
#include "program/LibraryModel.h"
#include <algorithm>

namespace cotidy {

namespace {

struct MethodAct {
  std::string_view Name;
  Act::Kind K;
};

// clang-format off
constexpr MethodAct Methods[] = {
    {"push", Act::Add},               {"push_back", Act::Add},
    {"push_front", Act::Add},         {"emplace_back", Act::Add},
    {"emplace_front", Act::Add},      {"insert_or_assign", Act::Add},
    {"append", Act::Add},             {"operator+=", Act::Add},
    {"emplace_hint", Act::Add},       {"insert_after", Act::Add},
    {"emplace_after", Act::Add},      {"append_range", Act::Add},
    {"push_range", Act::Add},         {"insert", Act::Add},
    {"emplace", Act::Add},            {"try_emplace", Act::Add},
    {"pop", Act::Remove},             {"pop_back", Act::Remove},
    {"pop_front", Act::Remove},       {"erase", Act::Erase},
    {"clear", Act::Erase},            {"remove", Act::Erase},
    {"remove_if", Act::Erase},        {"extract", Act::Erase},
    {"resize", Act::Replace},         {"assign", Act::Replace},
    {"operator=", Act::Replace},      {"store", Act::Replace},
    {"swap", Act::Replace},           {"merge", Act::Add},
    {"splice", Act::Add},             {"fetch_add", Act::Increase},
    {"operator++", Act::Increase},    {"fetch_sub", Act::Decrease},
    {"operator--", Act::Decrease},    {"operator-=", Act::Decrease},
    {"exchange", Act::Settle},        {"compare_exchange_weak", Act::Settle},
    {"test_and_set", Act::Settle},    {"compare_exchange_strong", Act::Settle},
};
// clang-format on

bool isConstant(const Program &P, FunctionId F, ValueId V, std::string &Text) {
  const EventRef Made = V == None ? EventRef() : P.definition(F, V);
  if (!Made.isValid())
    return false;
  const Event &E = P.event(Made);
  switch (E.K) {
  case Event::Constant:
    Text = E.Text;
    return true;
  case Event::Op:
    return E.Text == "aggregate" && E.Operands.empty();
  case Event::Call:
    return E.Constructor && E.Args.empty();
  case Event::Load: // std::nullopt
    return E.Target.Base == Place::Global &&
           P.globals()[E.Target.Index].Constant;
  default:
    return false;
  }
}

Act replaced(const Program &P, FunctionId F, ValueId V) {
  Act Result;
  Result.K = isConstant(P, F, V, Result.Constant) ? Act::Set : Act::Replace;
  return Result;
}

Act actOfStore(const Program &P, const Access &A) {
  const Event &E = P.event(A.At);
  const ValueId V = E.Operands.empty() ? None : E.Operands[0];
  if (E.Storing == StoreKind::Init)
    return {};
  if (E.Storing == StoreKind::Assign)
    return replaced(P, A.At.F, V);
  Act Result;
  const EventRef Made = V == None ? EventRef() : P.definition(A.At.F, V);
  const TextRef Operator = Made.isValid() ? P.event(Made).Text : TextRef();
  Result.K = Operator.starts_with('+')            ? Act::Increase
             : Operator.starts_with('-')          ? Act::Decrease
             : Operator == "|" || Operator == "&" ? Act::Set
                                                  : Act::Replace;
  if (Result.K == Act::Set)
    Result.Constant = Operator;
  return Result;
}

Act actOfCall(const Program &P, const Access &A) {
  const Event &E = P.event(A.At);
  if (A.InCallee && !P.callees(A.At).empty())
    return {};
  const std::string_view Name = lastComponent(E.CalleeName);
  if (Name == "reset")
    return E.Args.empty() ? Act{Act::Set, "nullptr"}
                          : replaced(P, A.At.F, E.Args[0].Val);
  const auto *It =
      std::find_if(std::begin(Methods), std::end(Methods),
                   [&](const MethodAct &M) { return M.Name == Name; });
  if (It == std::end(Methods))
    return {};
  Act Result{It->K, ""};
  if (It->K == Act::Replace && E.Args.size() == 1)
    return replaced(P, A.At.F, E.Args[0].Val);
  // Of one object, an optional say, and not of many.
  if (Name == "emplace" && E.CalleeRecord == "std::optional")
    Result.K = Act::Replace;
  // Its result says whether it did anything.
  if (It->K == Act::Add && E.Result != None &&
      E.ResultType.Record == "std::pair" &&
      !P.usersOf(A.At.F, E.Result).empty())
    Result.K = Act::Settle;
  return Result;
}

bool comesFrom(const Program &P, const EventOrder &Order, ValueId V,
               int Depth) {
  const EventRef Made =
      V == None ? EventRef() : P.definition(Order.function(), V);
  if (!Made.isValid() || Depth == 0)
    return false;
  const Event &E = P.event(Made);
  auto Any = [&](const std::vector<ValueId> &Values) {
    return std::any_of(Values.begin(), Values.end(), [&](ValueId Operand) {
      return comesFrom(P, Order, Operand, Depth - 1);
    });
  };
  switch (E.K) {
  case Event::Suspend:
    return true;
  case Event::Op:
    return Any(E.Operands);
  case Event::Call:
    return std::any_of(E.Args.begin(), E.Args.end(), [&](const Argument &A) {
      return comesFrom(P, Order, A.Val, Depth - 1);
    });
  case Event::Load:
  case Event::Borrow: {
    if (E.Target.Base == Place::Value)
      return comesFrom(P, Order, E.Target.Index, Depth - 1);
    if (E.Target.Base != Place::Local)
      return false;
    for (uint32_t N : Order.storesTo(E.Target.Index))
      if (Any(P.event(Order.at(N)).Operands))
        return true;
    return false;
  }
  default:
    return false;
  }
}

} // namespace

bool Act::lostBy(const Act &Other) const {
  if (K == Nothing || K == Settle)
    return false;
  if (Other.K == Replace)
    return true;
  switch (K) {
  case Add:
    return Other.K == Add;
  case Remove:
    return Other.K == Remove || Other.K == Erase || Other.K == Set;
  case Erase:
    return Other.K == Add;
  case Increase:
    return Other.K == Increase;
  case Decrease:
    return Other.K == Decrease;
  case Set:
    return Other.K == Set && Other.Constant == Constant;
  default:
    return false;
  }
}

size_t namedLength(const Place &Where) {
  return std::find_if(
             Where.Path.begin(), Where.Path.end(),
             [](const PathElement &E) { return E.K == PathElement::Element; }) -
         Where.Path.begin();
}

Act actOf(const Program &P, const Access &A) {
  switch (P.event(A.At).K) {
  case Event::Store:
    return actOfStore(P, A);
  case Event::Call:
    return actOfCall(P, A);
  default:
    return {};
  }
}

Act seenFrom(const Place &Of, Act Did, const Place &Changed) {
  if ((Did.K == Act::Replace || Did.K == Act::Set) &&
      namedLength(Changed) < Changed.Path.size() &&
      namedLength(Of) == Of.Path.size())
    Did.K = Act::Add;
  return Did;
}

bool writesAwaited(const Program &P, const EventOrder &Order, const Event &E) {
  constexpr int Steps = 8;
  return std::any_of(
             E.Operands.begin(), E.Operands.end(),
             [&](ValueId V) { return comesFrom(P, Order, V, Steps); }) ||
         std::any_of(E.Args.begin(), E.Args.end(), [&](const Argument &A) {
           return comesFrom(P, Order, A.Val, Steps);
         });
}

} // namespace cotidy
