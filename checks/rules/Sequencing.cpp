//===- Sequencing.cpp - What C++ leaves without an order --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Sequencing.h"
#include "program/Concurrency.h"
#include "program/LibraryModel.h"
#include <algorithm>
#include <unordered_map>

namespace cotidy {

namespace {

/// Of the operators that take two operands in no order.
bool isUnordered(std::string_view Operator) {
  static constexpr std::string_view Names[] = {
      "+",  "-",  "*", "/", "%",  "&",  "|",  "^",
      "==", "!=", "<", ">", "<=", ">=", "<=>"};
  return std::find(std::begin(Names), std::end(Names), Operator) !=
         std::end(Names);
}

bool isScalar(const Type &T) {
  switch (T.Class) {
  case TypeClass::Bool:
  case TypeClass::Enum:
  case TypeClass::Integer:
  case TypeClass::Floating:
  case TypeClass::Pointer:
    return true;
  default:
    return false;
  }
}

/// What the evaluation of one operand holds.
struct Operand {
  std::vector<EventRef> Reads;
  std::vector<EventRef> Suspensions;

  void add(Operand &&Other) {
    Reads.insert(Reads.end(), Other.Reads.begin(), Other.Reads.end());
    Suspensions.insert(Suspensions.end(), Other.Suspensions.begin(),
                       Other.Suspensions.end());
  }
};

/// Goes through the events once; each value is an operand of one other at most,
/// which takes over what its own evaluation holds.
class Expressions {
public:
  Expressions(const Program &P, FunctionId F, const Options &O)
      : P(P), F(F), O(O) {}

  std::vector<Unsequenced> run() {
    const Function &Fn = P.function(F);
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
        event({F, B, I});
    return std::move(Pairs);
  }

private:
  const Program &P;
  FunctionId F;
  const Options &O;
  std::unordered_map<ValueId, Operand> Open;
  std::vector<Unsequenced> Pairs;

  Operand take(ValueId V) {
    auto It = Open.find(V);
    if (It == Open.end())
      return {};
    Operand Taken = std::move(It->second);
    Open.erase(It);
    return Taken;
  }

  Operand combined(std::vector<Operand> Operands, EventRef Around,
                   bool Unordered) {
    if (Unordered)
      for (const Operand &One : Operands)
        for (const Operand &Other : Operands)
          if (&One != &Other)
            for (EventRef Read : One.Reads)
              for (EventRef Suspension : Other.Suspensions)
                Pairs.push_back({Read, Suspension, Around});
    Operand All;
    for (Operand &One : Operands)
      All.add(std::move(One));
    return All;
  }

  void event(EventRef At) {
    const Event &E = P.event(At);
    Operand Held;
    switch (E.K) {
    case Event::Load:
      if (isScalar(E.ResultType) && !E.ForUpdate && E.Why == Implicit::No)
        Held.Reads = {At};
      break;
    case Event::Op: {
      std::vector<Operand> Operands;
      Operands.reserve(E.Operands.size());
      for (ValueId V : E.Operands)
        Operands.push_back(take(V));
      Held = combined(std::move(Operands), At,
                      E.Operands.size() == 2 && isUnordered(E.Text));
      break;
    }
    case Event::Suspend:
      // What is handed to the awaited call is that call's matter.
      for (ValueId V : E.Operands)
        Held.Suspensions = take(V).Suspensions;
      if (suspends(E, O))
        Held.Suspensions.push_back(At);
      break;
    case Event::Call: {
      if (E.Why == Implicit::Destructor || E.Why == Implicit::AwaitProtocol)
        return;
      std::vector<Operand> Operands;
      Operands.reserve(E.Args.size());
      for (const Argument &A : E.Args)
        Operands.push_back(take(A.Val));
      std::string_view Name = lastComponent(E.CalleeName);
      const bool Operator =
          Name.starts_with("operator") && isUnordered(Name.substr(8));
      if (E.Receiver)
        Operands.push_back(take(E.Receiver->Val));
      if (E.Receiver && !Operator) {
        Operand Object = std::move(Operands.back());
        Operands.pop_back();
        Held = std::move(Object);
      }
      const bool Free = !Name.starts_with("operator") && !E.Braced;
      Held.add(combined(std::move(Operands), At, Operator || Free));
      break;
    }
    default:
      return;
    }
    if (E.Result != None && (!Held.Reads.empty() || !Held.Suspensions.empty()))
      Open[E.Result] = std::move(Held);
  }
};

} // namespace

std::vector<Unsequenced> unsequencedReads(const Program &P, FunctionId F,
                                          const Options &O) {
  return Expressions(P, F, O).run();
}

} // namespace cotidy
