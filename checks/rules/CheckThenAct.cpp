//===- CheckThenAct.cpp - Changed on the strength of an old test ----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   if (!cache.contains(key))
//     cache[key] = co_await load(key);   // <-- here, if somebody loaded it
//
// TrustedTests finds such places. Here is judged whether it matters: whether
// somebody else does the same meanwhile, and whether doing it twice does harm.
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "rules/Checks.h"
#include "rules/ControlFlow.h"
#include "rules/PostDominators.h"
#include "rules/Presence.h"
#include "rules/SameObject.h"
#include "rules/TrustedTests.h"
#include "rules/Wording.h"
#include <algorithm>

namespace cotidy {

namespace {

/// Who else uses the tested state.
struct Others {
  Place Where;
  std::optional<Sharing> How;
  std::vector<const Access *> Accesses;
};

class CheckThenAct {
public:
  CheckThenAct(const Program &P, const Options &O)
      : P(P), O(O), Calls(P.made<Accessors>(O)),
        Shared(P.made<SharedState>(O)) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  const Accessors &Calls;
  const SharedState &Shared;
  std::vector<Others> Known; ///< of one function

  const Others &othersOf(FunctionId F, const Place &Tested);
  bool isPointer(FunctionId F, EventRef Read) const;
  bool happensAnyway(const TrustedTest &T) const;
  bool testsAnew(EventRef Change) const;
  bool onOneObject(const ConcurrentPair &Twice, FunctionId F,
                   const Place &Where) const;
  std::optional<Confidence> judged(const TrustedTest &T,
                                   const EventOrder &Order, const Others &Of,
                                   Sharing &Why) const;
  std::optional<Finding> finding(const TrustedTest &T, const EventOrder &Order);
};

const Others &CheckThenAct::othersOf(FunctionId F, const Place &Tested) {
  Place Named = Tested;
  Named.Path.resize(namedLength(Tested));
  for (const Others &Of : Known)
    if (Of.Where == Named)
      return Of;
  Known.push_back({Named, Shared.of(F, Named),
                   accessesOfSame(P, Shared, F, Named, /*Elements=*/true)});
  return Known.back();
}

/// Is what is tested an object that is there or not?
bool CheckThenAct::isPointer(FunctionId F, EventRef Read) const {
  const Event &E = P.event(Read);
  if (E.K == Event::Call)
    return E.CalleeRecord == "std::optional";
  auto Is = [](const Type &T) {
    return T.Class == TypeClass::Pointer ||
           T.Class == TypeClass::SmartPointer || T.Record == "std::optional";
  };
  if (Is(E.ResultType))
    return true;
  // What a conversion function gives is a bool.
  if (E.Why != Implicit::Conversion)
    return false;
  const Place &Where = E.Target;
  return Where.isWhole() && Where.Base == Place::Global
             ? Is(P.globals()[Where.Index].Ty)
         : Where.Base == Place::Local ? Is(P.function(F).Locals[Where.Index].Ty)
                                      : true;
}

/// Does the change follow the suspension on every way?
bool CheckThenAct::happensAnyway(const TrustedTest &T) const {
  const std::vector<uint32_t> Meet = postDominators(P.function(T.Change.F));
  for (uint32_t B = T.Suspension.Block; B != None; B = Meet[B])
    if (B == T.Change.Block)
      return true;
  return false;
}

/// Is the test reached after the change only? Then it ends a loop and guards
/// nothing: `for (;;) { co_await step(); if (++n == 9) break; }`.
static bool changesFirst(const Function &Fn, const TrustedTest &T) {
  std::vector<bool> Seen(Fn.Blocks.size());
  std::vector<uint32_t> Work{0};
  while (!Work.empty()) {
    const uint32_t B = Work.back();
    Work.pop_back();
    if (Seen[B] || B == T.Change.Block)
      continue;
    if (B == T.Branch)
      return false;
    Seen[B] = true;
    const std::vector<uint32_t> &Next = Fn.Blocks[B].End.Succs;
    Work.insert(Work.end(), Next.begin(), Next.end());
  }
  return true;
}

/// Is it one more element for a container of which only what an element holds
/// was tested?
static bool addsToTested(const TrustedTest &T) {
  return T.What.K == Act::Add && namedLength(T.Tested) < T.Tested.Path.size() &&
         namedLength(T.Changed) == T.Changed.Path.size();
}

/// Is it changed through an iterator that was set before the suspension? That
/// refers to what was found then, if that is there: coro-held-across-suspend
/// looks at it.
static bool throughHeldIterator(const Program &P, const EventOrder &Order,
                                const TrustedTest &T) {
  const Place &Target = P.event(T.Change).Target;
  if (Target.Base != Place::Local || !Target.throughDeref() ||
      P.function(T.Change.F).Locals[Target.Index].Ty.Class !=
          TypeClass::Iterator)
    return false;
  const std::vector<uint32_t> &Stores = Order.storesTo(Target.Index);
  return std::all_of(Stores.begin(), Stores.end(), [&](uint32_t N) {
    return N < Order.number(T.Suspension) ||
           !P.event(Order.at(N)).Target.isWhole();
  });
}

/// Does the call that changes the state say how it found it, and is that looked
/// at? `if (claim())`, with `bool claim() { return taken++ == 0; }`.
bool CheckThenAct::testsAnew(EventRef Change) const {
  const Event &Call = P.event(Change);
  if (Call.K != Event::Call || Call.ResultType.Class != TypeClass::Bool)
    return false;
  std::vector<ValueId> Work{Call.Result};
  for (size_t I = 0; I < Work.size() && I < 8; ++I)
    for (EventRef User : P.usersOf(Change.F, Work[I])) {
      const Block &B = P.function(User.F).Blocks[User.Block];
      if (User.Index >= B.Events.size())
        return true;
      if (B.Events[User.Index].K == Event::Op)
        Work.push_back(B.Events[User.Index].Result);
    }
  return false;
}

/// Do two runs of the coroutine beside each other get the same object? Of a
/// session each has its own.
bool CheckThenAct::onOneObject(const ConcurrentPair &Twice, FunctionId F,
                               const Place &Where) const {
  if (Where.Base != Place::This && Where.Base != Place::Parameter)
    return true;
  if (Twice.A != F || Twice.B != F || !Twice.CallB.isValid() ||
      Twice.CallA.F != Twice.CallB.F)
    return false;
  auto Object = [&](EventRef Call) -> const Argument * {
    const Event &E = P.event(Call);
    if (Where.Base == Place::This)
      return E.Receiver ? &*E.Receiver : nullptr;
    return Where.Index < E.Args.size() ? &E.Args[Where.Index] : nullptr;
  };
  const Argument *A = Object(Twice.CallA), *B = Object(Twice.CallB);
  if (!A || !B || !(A->From == B->From) || A->From.Base == Place::Unknown ||
      A->From.Base == Place::Value)
    return false;
  if (Twice.CallA != Twice.CallB || A->From.Base == Place::Global)
    return true;
  // One call in a loop: through a local reference, or where the loop is around
  // the function that calls, it is another object each time.
  if (A->From.Base == Place::Local)
    return !A->From.throughDeref();
  return ControlFlow(P, Twice.CallA.F, O).loopAround(Twice.CallA.Block);
}

std::optional<Confidence> CheckThenAct::judged(const TrustedTest &T,
                                               const EventOrder &Order,
                                               const Others &Of,
                                               Sharing &Why) const {
  const FunctionId F = T.Change.F;
  const Place &Where = Of.Where;
  const Terminator &End = P.function(F).Blocks[T.Branch].End;
  const std::optional<bool> There = isThere(P, Order, T.Read, T.Branch, T.Way);
  const bool Lookup = isLookup(P, T.Read);

  // What is there stays there whatever is added, and what is not need not be
  // taken away.
  if (testsAnew(T.Change) || addsToTested(T))
    return std::nullopt;
  if (T.What.K != Act::Remove && changesFirst(P.function(F), T))
    return std::nullopt;
  if (throughHeldIterator(P, Order, T))
    return std::nullopt;
  if (There && ((*There && T.What.K == Act::Add) ||
                (!*There && T.What.K == Act::Remove)))
    return std::nullopt;
  if (T.What.K == Act::Erase && !P.event(T.Change).Args.empty())
    return std::nullopt;
  if (T.What.K == Act::Set &&
      (T.OnlyWaits || End.isLoop() || !happensAnyway(T)))
    return std::nullopt;

  Why = {};
  if (Of.How->Private)
    return Confidence::Low;
  bool Other = false;
  for (const Access *A : Of.Accesses) {
    if (A->Kind != AccessKind::Write || A->InCallee ||
        P.function(A->At.F).Loc == P.function(F).Loc ||
        P.function(A->At.F).Display == P.function(F).Display ||
        P.function(A->At.F).Main || A->At.F == T.By ||
        !T.What.lostBy(seenFrom(Where, actOf(P, *A), A->Where)))
      continue;
    const ConcurrentPair *Pair = Shared.concurrency().together(F, A->At.F);
    if (!Other || (Pair && !Why.Pair)) {
      Why.Other = A;
      Why.Pair = Pair;
    }
    Other = true;
  }
  if (!Why.Pair && Of.How->Sure == Confidence::High)
    if (const ConcurrentPair *Twice = Shared.concurrency().together(F, F);
        Twice && onOneObject(*Twice, F, Where))
      Why.Pair = Twice;

  if (T.What.repeatable())
    return Why.Pair ? Confidence::Medium : Confidence::Low;
  if (Why.Pair)
    return Confidence::High;
  const bool Lent = Where.Base == Place::Parameter ||
                    Where.Base == Place::Capture || Where.Base == Place::Local;
  if (Other)
    return Lent ? std::min(Of.How->Sure, Confidence::Medium)
                : Confidence::Medium;
  if (Lent && Of.How->Sure == Confidence::Low)
    return Confidence::Low;
  // Made where it is missing: whoever asks for it comes again.
  const bool Missing = There && !*There;
  if (Missing && (Lookup || (isPointer(F, T.Read) &&
                             writesAwaited(P, Order, P.event(T.Change)))))
    return Confidence::Medium;
  if (T.What.K == Act::Replace)
    return Confidence::Low;
  if (Where.Base == Place::Global || (Lent && P.callers(F).empty()))
    return Confidence::Medium;
  return Confidence::Low;
}

std::optional<Finding> CheckThenAct::finding(const TrustedTest &T,
                                             const EventOrder &Order) {
  const FunctionId F = T.Change.F;
  const Others &Of = othersOf(F, T.Tested);
  if (!Of.How)
    return std::nullopt;
  Sharing Why;
  const std::optional<Confidence> Sure = judged(T, Order, Of, Why);
  if (!Sure || *Sure < O.MinConfidence)
    return std::nullopt;

  const std::string Name = spelled(P, F, Of.Where);
  Finding Result;
  Result.Check = "coro-check-then-act";
  Result.Sure = *Sure;
  Result.Loc = P.event(T.Change).Loc;
  Result.Message = "'" + Name +
                   "' is changed on the strength of a test that was made "
                   "before the coroutine was suspended; it may no longer hold";
  Result.Subject = nameOf(P, F) + " " + Name;
  Result.Path.push_back({P.event(T.Read).Loc, "'" + Name + "' is tested here"});
  Result.Path.push_back(suspensionStep(P, T.Suspension));
  Result.Path.push_back(
      {T.Where, T.By == F ? "'" + Name + "' is changed here"
                          : "'" + nameOf(P, T.By) + "' changes it here"});
  Result.Notes = sharingNotes(P, Why, Of.Where, Name);
  Result.Notes.push_back(
      {P.event(T.Change).Loc,
       T.What.K == Act::Add || T.What.K == Act::Replace || T.What.K == Act::Set
           ? "test '" + Name +
                 "' again after the suspension, leave a mark before it that "
                 "others test, or hold a coroutine mutex from the test to the "
                 "change"
           : "change '" + Name +
                 "' before the suspension, test it again after it, or hold a "
                 "coroutine mutex from the test to the change"});
  return Result;
}

std::vector<Finding> CheckThenAct::run() {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    const std::vector<TrustedTest> Tests = trustedTests(P, F, O, Shared, Calls);
    if (Tests.empty())
      continue;
    const EventOrder Order(P, F);
    Known.clear();
    EventRef Said;
    for (const TrustedTest &T : Tests) {
      if (T.Change == Said)
        continue;
      if (std::optional<Finding> Result = finding(T, Order)) {
        Findings.push_back(std::move(*Result));
        Said = T.Change;
      }
    }
  }
  return Findings;
}

} // namespace

std::vector<Finding> checkThenAct(const Program &P, const Options &O) {
  return CheckThenAct(P, O).run();
}

} // namespace cotidy
