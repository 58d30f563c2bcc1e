//===- PolledValue.cpp - Signals that can never arrive ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> work(bool running) {       bool running = true;
//     while (running) // <-- here     spawn(work(running));
//       co_await tick();              running = false; // work goes on
//   }
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include "rules/CallerView.h"
#include "rules/Checks.h"
#include "rules/ControlFlow.h"
#include "rules/Copies.h"
#include "rules/NameSense.h"
#include "rules/StateObject.h"
#include "rules/Wording.h"
#include <algorithm>
#include <optional>
#include <tuple>

namespace cotidy {

namespace {

constexpr char CheckName[] = "coro-polled-value";

/// How a condition asks for the value.
enum class Question {
  Truth,    ///< the value itself, or its negation
  Equality, ///< == or != with a constant
  Order,    ///< <, <=, >, >= with a constant
  Emptiness ///< a method of it that says yes or no, such as empty()
};

/// A test of the copy, by which alone the loop or the coroutine is left.
struct Poll {
  Location Loc;     ///< of the read of the copy
  std::string Name; ///< of what is read: the copy, or a field of it, "o.stop"
  Question Asked = Question::Truth;
  bool Loop = false;   ///< a loop's own condition, not an exit in its body
  bool Linear = false; ///< an exit outside of any loop
};

class PolledValues {
public:
  PolledValues(const Program &P, const Options &O)
      : P(P), O(O), Beside(P, O), Threads(startsThreads(P)) {}

  std::vector<Finding> run() {
    std::vector<Finding> Findings;
    for (FunctionId F = 0; F < P.functions().size(); ++F) {
      if (!P.function(F).Coroutine || P.function(F).System)
        continue;
      std::vector<Copy> Copies = copiesOf(P, F, O);
      if (Copies.empty())
        continue;
      ControlFlow Flow(P, F, O);
      if (Flow.suspensions().empty())
        continue;
      for (const Copy &C : Copies)
        check(C, Flow, Findings);
    }
    return Findings;
  }

private:
  bool neverChanged(const Copy &C) const {
    return std::none_of(P.accesses(C.Coroutine).begin(),
                        P.accesses(C.Coroutine).end(), [&](const Access &A) {
                          return A.Kind != AccessKind::Read &&
                                 isOf(C, A.Where) &&
                                 A.Why != Implicit::Destructor &&
                                 A.Why != Implicit::AwaitProtocol;
                        });
  }

  /// Finds in the condition \p V the tests of the copy that alone decide that
  /// it is \p Value.
  void tests(const Copy &C, ValueId V, bool Value,
             std::vector<Poll> &Out) const;
  /// The name of the part of the copy that the event reads; empty: none.
  std::string readOf(const Copy &C, EventRef At) const;
  bool isConstant(FunctionId F, ValueId V) const;
  ValueId keptIn(EventRef Load) const;
  std::optional<Poll> leaf(const Copy &C, ValueId V) const;

  bool returnsEarly(const ControlFlow &Flow, FunctionId F, uint32_t Side,
                    uint32_t Other) const;
  std::vector<Poll> polls(const Copy &C, const ControlFlow &Flow) const;
  Confidence byBody(const Copy &C, const Poll &Test) const;
  std::optional<Note> changedElsewhere(const Copy &C, const Passed &Call) const;
  bool nobodySignals(const Copy &C, const Passed &Call) const;
  void check(const Copy &C, const ControlFlow &Flow,
             std::vector<Finding> &Out) const;

  const Program &P;
  const Options &O;
  Concurrency Beside;
  bool Threads;
};

std::string PolledValues::readOf(const Copy &C, EventRef At) const {
  for (const Access &A : P.accesses(At.F))
    if (A.At == At && A.Kind == AccessKind::Read && isOf(C, A.Where)) {
      std::string Name = C.Name.str();
      for (const PathElement &E : A.Where.Path)
        if (E.K == PathElement::Field && !E.Name.empty())
          Name.append(".").append(E.Name);
      return Name;
    }
  return "";
}

bool PolledValues::isConstant(FunctionId F, ValueId V) const {
  EventRef At = P.definition(F, V);
  if (!At.isValid())
    return false;
  const Event &E = P.event(At);
  if (E.K == Event::Constant)
    return true;
  return E.K == Event::Op && !E.Operands.empty() &&
         std::all_of(E.Operands.begin(), E.Operands.end(),
                     [&](ValueId Part) { return isConstant(F, Part); });
}

/// The value that a local got when it was made, if it never gets another.
ValueId PolledValues::keptIn(EventRef Load) const {
  const Place &From = P.event(Load).Target;
  if (From.Base != Place::Local || !From.isWhole())
    return None;
  ValueId Kept = None;
  for (const Access &A : P.accesses(Load.F)) {
    if (A.Kind == AccessKind::Read || !overlaps(A.Where, From) ||
        A.Why == Implicit::Destructor)
      continue;
    const Event &E = P.event(A.At);
    if (Kept != None || E.K != Event::Store || E.Operands.size() != 1 ||
        E.Storing != StoreKind::Init)
      return None;
    Kept = E.Operands[0];
  }
  return Kept;
}

std::optional<Poll> PolledValues::leaf(const Copy &C, ValueId V) const {
  EventRef At = P.definition(C.Coroutine, V);
  if (!At.isValid())
    return std::nullopt;
  const Event &E = P.event(At);
  Poll Found;
  Found.Loc = E.Loc;
  Found.Name = readOf(C, At);
  if (E.K == Event::Load && !Found.Name.empty())
    return Found;
  if (ValueId Kept = E.K == Event::Load ? keptIn(At) : None; Kept != None) {
    std::optional<Poll> Inner = leaf(C, Kept);
    if (Inner)
      Inner->Loc = E.Loc;
    return Inner;
  }
  if (E.K == Event::Op && E.Operands.size() == 2 && E.Text == "&") {
    for (int Side : {0, 1})
      if (isConstant(C.Coroutine, E.Operands[1 - Side]))
        return leaf(C, E.Operands[Side]);
    return std::nullopt;
  }
  if (E.K == Event::Op && E.Operands.size() == 2) {
    bool Equality = E.Text == "==" || E.Text == "!=";
    bool Order =
        E.Text == "<" || E.Text == "<=" || E.Text == ">" || E.Text == ">=";
    if (!Equality && !Order)
      return std::nullopt;
    for (int Side : {0, 1}) {
      if (!isConstant(C.Coroutine, E.Operands[1 - Side]))
        continue;
      std::optional<Poll> Inner = leaf(C, E.Operands[Side]);
      if (Inner && Inner->Asked == Question::Truth) {
        Inner->Asked = Equality ? Question::Equality : Question::Order;
        return Inner;
      }
    }
    return std::nullopt;
  }
  if (E.K == Event::Op && E.Operands.size() == 1 && E.Text == "cast")
    return leaf(C, E.Operands[0]);
  if (E.K == Event::Call && E.ConstMethod && E.Args.empty() &&
      E.ResultType.Class == TypeClass::Bool && !C.Ty.HoldsReferences &&
      !Found.Name.empty()) {
    bool Seen = E.CalleeStd || !P.callees(At).empty();
    if (!Seen)
      return std::nullopt;
    Found.Asked = Question::Emptiness;
    return Found;
  }
  return std::nullopt;
}

void PolledValues::tests(const Copy &C, ValueId V, bool Value,
                         std::vector<Poll> &Out) const {
  EventRef At = V == None ? EventRef() : P.definition(C.Coroutine, V);
  if (!At.isValid())
    return;
  const Event &E = P.event(At);
  if (E.K == Event::Op && E.Text == "!" && E.Operands.size() == 1)
    return tests(C, E.Operands[0], !Value, Out);
  // a && b is false where one of them is; a || b is true where one of them is.
  bool Splits = E.K == Event::Op && E.Text == (Value ? "||" : "&&");
  if (Splits) {
    for (ValueId Part : E.Operands)
      tests(C, Part, Value, Out);
    return;
  }
  if (std::optional<Poll> Found = leaf(C, V))
    Out.push_back(*Found);
}

/// Does control that goes to \p Side return without meeting what comes after
/// the branch's other side, where more is waited for?
bool PolledValues::returnsEarly(const ControlFlow &Flow, FunctionId F,
                                uint32_t Side, uint32_t Other) const {
  const Body &Blocks = P.function(F).Blocks;
  auto Later = [&](uint32_t B) { return B == Other || Flow.reaches(Other, B); };
  bool Waits = std::any_of(Flow.suspensions().begin(), Flow.suspensions().end(),
                           [&](EventRef S) { return Later(S.Block); });
  if (!Waits)
    return false;
  std::vector<bool> Seen(Blocks.size());
  std::vector<uint32_t> Work{Side};
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    if (Seen[B])
      continue;
    Seen[B] = true;
    if (Later(B))
      return false;
    bool Returns = std::any_of(
        Blocks[B].Events.begin(), Blocks[B].Events.end(), [](const Event &E) {
          return E.K == Event::Return || E.K == Event::Throw;
        });
    if (!Returns)
      Work.insert(Work.end(), Blocks[B].End.Succs.begin(),
                  Blocks[B].End.Succs.end());
  }
  return true;
}

std::vector<Poll> PolledValues::polls(const Copy &C,
                                      const ControlFlow &Flow) const {
  std::vector<Poll> Out;
  auto Add = [&](ValueId Condition, bool Value, bool Loop, bool Linear) {
    std::vector<Poll> Found;
    tests(C, Condition, Value, Found);
    for (Poll &Test : Found) {
      Test.Loop = Loop;
      Test.Linear = Linear;
      Out.push_back(Test);
    }
  };
  const Function &Fn = P.function(C.Coroutine);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    const Terminator &T = Fn.Blocks[B].End;
    const Terminator *Decision = Flow.decision(B);
    if (T.Condition == None || T.Succs.size() != 2 || !Decision)
      continue;
    bool LoopCondition =
        Decision->isLoop() && Decision->K != Terminator::RangeFor;
    if (!LoopCondition && Decision->K != Terminator::If)
      continue;
    const Loop *Around = Flow.loopAround(B);
    for (int Side : {0, 1}) {
      uint32_t To = T.Succs[Side];
      bool LeavesLoop = std::any_of(
          Flow.loops().begin(), Flow.loops().end(), [&](const Loop &L) {
            return L.Suspends && L.Blocks[B] && !L.Blocks[To] &&
                   (!LoopCondition || &L == Around);
          });
      EventRef End{C.Coroutine, B, uint32_t(Fn.Blocks[B].Events.size())};
      if (LeavesLoop)
        Add(T.Condition, Side == 0, LoopCondition, false);
      else if (!Around && Flow.afterSuspension(End) &&
               returnsEarly(Flow, C.Coroutine, To, T.Succs[1 - Side]))
        Add(T.Condition, Side == 0, false, true);
    }
  }
  std::sort(Out.begin(), Out.end(), [](const Poll &A, const Poll &B) {
    return std::tie(A.Loc.Offset, B.Loop) < std::tie(B.Loc.Offset, A.Loop);
  });
  return Out;
}

Confidence PolledValues::byBody(const Copy &C, const Poll &Test) const {
  NameSense Sense = senseOf(Test.Name.substr(Test.Name.rfind('.') + 1));
  if (Test.Loop)
    return Sense == NameSense::Repetition ? Confidence::Low
                                          : Confidence::Medium;
  if (Test.Asked == Question::Order || Test.Asked == Question::Emptiness)
    return Confidence::Low;
  if (Sense == NameSense::Signal)
    return Confidence::Medium;
  bool Number =
      C.Ty.Class == TypeClass::Integer || C.Ty.Class == TypeClass::Floating;
  return Test.Linear || Number || Sense != NameSense::Neutral
             ? Confidence::Low
             : Confidence::Medium;
}

/// Who changes the variable that the coroutine has a copy of, while it runs.
std::optional<Note> PolledValues::changedElsewhere(const Copy &C,
                                                   const Passed &Call) const {
  if (!Call.isVariable() || !sameKind(P, Call, C))
    return std::nullopt;
  bool Alone = awaitedAtOnce(P, Call.At, O);
  for (const Sibling &S : siblings(P, Call, C.Coroutine)) {
    if (Alone && !Beside.together(C.Coroutine, S.F))
      continue;
    Place Given;
    Given.Base =
        P.event(S.At).K == Event::Closure ? Place::Capture : Place::Parameter;
    Given.Index = S.Index;
    for (const Access &A : P.accesses(S.F))
      if (A.Kind == AccessKind::Write && A.Certain && contains(Given, A.Where))
        return Note{A.Loc, "coroutine '" + nameOf(P, S.F) +
                               "' gets the same variable and changes " +
                               (S.ByValue ? "its own copy" : "it") + " here"};
  }
  if (const Access *A = changedAfter(P, Call, O))
    return Note{A->Loc, "'" + nameOf(P, A->At.F) +
                            "' changes its variable here, not the copy"};
  return std::nullopt;
}

/// No one who could give a signal is seen: a temporary is passed, or a local
/// that only its function knows, which does nothing else before the task ends.
bool PolledValues::nobodySignals(const Copy &C, const Passed &Call) const {
  if (!Call.isVariable())
    return true;
  if (Call.Arg.From.Base != Place::Local || !awaitedAtOnce(P, Call.At, O) ||
      !siblings(P, Call, C.Coroutine).empty())
    return false;
  return std::none_of(P.accesses(Call.At.F).begin(),
                      P.accesses(Call.At.F).end(), [&](const Access &A) {
                        return A.Kind == AccessKind::Escape &&
                               overlaps(A.Where, Call.Arg.From);
                      });
}

void PolledValues::check(const Copy &C, const ControlFlow &Flow,
                         std::vector<Finding> &Out) const {
  if (!neverChanged(C))
    return;
  std::vector<Poll> Polls = polls(C, Flow);
  if (Polls.empty())
    return;
  std::vector<Passed> Calls = passedTo(P, C);
  auto All = [&](auto Holds) {
    return !Calls.empty() && std::all_of(Calls.begin(), Calls.end(), Holds);
  };
  auto Shared = [&](const Passed &Inner) {
    return !siblings(P, Inner, C.Coroutine).empty();
  };
  if (All([&](const Passed &Call) {
        return Call.isConstant() &&
               std::none_of(Call.Through.begin(), Call.Through.end(), Shared);
      }))
    return;

  const Poll *Test = &Polls.front();
  Confidence Sure = byBody(C, *Test);
  for (const Poll &Other : Polls)
    if (byBody(C, Other) > Sure) {
      Test = &Other;
      Sure = byBody(C, Other);
    }
  if (!Test->Loop && All([&](const Passed &Call) {
        return nobodySignals(C, Call) &&
               std::none_of(Call.Through.begin(), Call.Through.end(), Shared);
      }))
    Sure = Confidence::Low;

  const Passed *Shown = nullptr;
  std::optional<Note> Changed;
  for (const Passed &Call : Calls) {
    if (!Changed && (Changed = changedElsewhere(C, Call)))
      Shown = &Call;
    for (const Passed &Inner : Call.Through)
      if (!Changed && (Changed = changedElsewhere(C, Inner)))
        Shown = Call.isVariable() ? &Call : &Inner;
    if (!Shown && Call.isVariable())
      Shown = &Call;
  }
  if (Changed && Sure == Confidence::Medium)
    Sure = Confidence::High;
  if (Sure < O.MinConfidence)
    return;

  Finding F;
  F.Check = CheckName;
  F.Sure = Sure;
  F.Loc = Test->Loc;
  F.Message = std::string(Test->Loop ? "loop" : "exit") + " waits for '" +
              Test->Name +
              "', a copy that nothing changes: the signal can never arrive";
  F.Subject = nameOf(P, C.Coroutine) + " " + C.Name;
  F.Notes.push_back(
      {C.Loc, "'" + C.Name + "' is " +
                  (C.isCapture() ? "captured by copy" : "taken by value") +
                  " by coroutine '" + nameOf(P, C.Coroutine) + "' here"});
  for (const Poll &Other : Polls)
    if (!(Other.Loc == Test->Loc))
      F.Notes.push_back(
          {Other.Loc, "'" + Other.Name + "' is also tested here"});
  if (Shown) {
    F.Path.push_back({Shown->Arg.Loc,
                      "'" + nameOf(P, Shown->At.F) + "' passes a copy here"});
    F.Path.push_back({Test->Loc, "only the copy is tested here"});
  }
  if (Changed)
    F.Path.push_back(*Changed);
  F.About = {C.Coroutine, C.Root};
  F.Cure =
      std::make_shared<StateObject>(stateOfCopies(P, C, Shown, O, Threads));
  F.Notes.push_back({Test->Loc, F.Cure->cure(P)});
  Out.push_back(std::move(F));
}

} // namespace

std::vector<Finding> polledValue(const Program &P, const Options &O) {
  return PolledValues(P, O).run();
}

} // namespace cotidy
