//===- ThreadLocalAcrossSuspend.cpp - Whose thread is it now? -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   errno = 0;
//   co_await write(file);
//   if (errno) …                        // <-- here: somebody else's, by now
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include "program/LibraryModel.h"
#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/Crossings.h"
#include "rules/Dataflow.h"
#include "rules/Wording.h"
#include <algorithm>
#include <map>
#include <set>

namespace cotidy {

namespace {

constexpr char CheckName[] = "coro-thread-local-across-suspend";

/// The functions behind the macro `errno`, each library's own.
bool givesErrno(const Event &E) {
  if (E.K != Event::Call)
    return false;
  for (const char *Name :
       {"__errno_location", "__error", "_errno", "__errno", "___errno"})
    if (E.CalleeName == Name)
      return true;
  return false;
}

class ThreadLocals {
public:
  ThreadLocals(const Program &P, const Options &O, FunctionId F)
      : P(P), O(O), F(F), Fn(P.function(F)) {}

  void run(std::vector<Finding> &Out);

private:
  /// A variable, by its index; errno is none.
  using Object = uint32_t;
  static constexpr Object Errno = None;
  struct Fact {
    EventRef Set;
    EventRef Suspension;
    bool operator==(const Fact &) const = default;
  };
  using State = std::map<Object, Fact>;

  const Program &P;
  const Options &O;
  FunctionId F;
  const Function &Fn;
  std::map<EventRef, std::vector<const Access *>> Uses;
  std::map<EventRef, std::pair<Object, Fact>> Found;
  bool Reporting = false;

  bool isThreadLocal(const Place &Where) const;
  bool isErrno(const Place &Where) const;
  bool setsErrno(const Event &E) const;
  bool makesTask(EventRef At) const;
  std::string nameOf(const Place &Where) const;
  void event(State &S, EventRef At);
  void set(State &S, Object What, EventRef At) { S[What] = {At, {}}; }
  std::string updateAt(EventRef At, Object What) const;
  void read(State &S, Object What, EventRef At);
  Finding finding(EventRef Made, EventRef Suspension, EventRef Use,
                  const std::string &Name) const;
};

bool ThreadLocals::isThreadLocal(const Place &Where) const {
  return Where.Base == Place::Global && !Where.throughDeref() &&
         P.globals()[Where.Index].ThreadLocal &&
         !P.globals()[Where.Index].Constant &&
         !matchesName(O.IgnoredGlobals, P.globals()[Where.Index].Display) &&
         !matchesName(O.IgnoredTypes, P.globals()[Where.Index].Ty.Record);
}

bool ThreadLocals::isErrno(const Place &Where) const {
  if (Where.Base != Place::Value || Where.Path.size() != 1 ||
      Where.Path[0].K != PathElement::Deref)
    return false;
  const EventRef Made = P.definition(F, Where.Index);
  return Made.isValid() && givesErrno(P.event(Made));
}

std::string ThreadLocals::nameOf(const Place &Where) const {
  return Where.Base == Place::Global ? P.globals()[Where.Index].Display.str()
                                     : "errno";
}

/// A function of the C library or the system that reports by errno.
bool ThreadLocals::setsErrno(const Event &E) const {
  return E.CalleeSystem && !E.CalleeStd && E.CalleeRecord.empty() &&
         E.CalleeName.find("::") == std::string::npos &&
         !E.CalleeName.starts_with("__") &&
         (E.ResultType.Class == TypeClass::Integer ||
          E.ResultType.Class == TypeClass::Pointer);
}

bool ThreadLocals::makesTask(EventRef At) const {
  const Event &E = P.event(At);
  if (E.ResultType.Coroutine || awaitedAtOnce(P, At, O))
    return true;
  const std::vector<FunctionId> Bodies = P.callees(At);
  return std::any_of(Bodies.begin(), Bodies.end(),
                     [&](FunctionId C) { return P.function(C).Coroutine; });
}

/// What an event makes of a variable that it changes by what was there: the
/// operator, or the function that is called. Empty for any other event.
std::string ThreadLocals::updateAt(EventRef At, Object What) const {
  const Event &E = P.event(At);
  if (E.K == Event::Load && E.ForUpdate) {
    const std::vector<EventRef> Users = P.usersOf(F, E.Result);
    return Users.empty() ? "" : P.event(Users[0]).Text.str();
  }
  if (E.K == Event::Store && !E.Operands.empty() &&
      (E.Storing == StoreKind::Compound || E.Storing == StoreKind::Increment)) {
    const EventRef Made = P.definition(F, E.Operands[0]);
    return Made.isValid() ? P.event(Made).Text.str() : "";
  }
  if (E.K != Event::Call)
    return "";
  auto It = Uses.find(At);
  const bool Writes =
      It != Uses.end() &&
      std::any_of(It->second.begin(), It->second.end(), [&](const Access *A) {
        return A->Kind == AccessKind::Write && A->Where.Index == What;
      });
  return Writes ? E.CalleeName.str() : "";
}

void ThreadLocals::read(State &S, Object What, EventRef At) {
  auto It = S.find(What);
  if (It == S.end())
    return;
  // Each thread counts for itself.
  if (const std::string Update = updateAt(At, What);
      !Update.empty() && Update == updateAt(It->second.Set, What)) {
    S.erase(It);
    return;
  }
  if (It->second.Suspension.isValid() && Reporting)
    Found.try_emplace(At, What, It->second);
  S.erase(It);
}

void ThreadLocals::event(State &S, EventRef At) {
  const Event &E = P.event(At);
  if (E.K == Event::Suspend) {
    if (suspends(E, O) && E.Suspending != SuspendKind::Initial)
      for (auto &[What, Known] : S)
        if (!Known.Suspension.isValid())
          Known.Suspension = At;
    return;
  }
  if (E.K == Event::Load && isErrno(E.Target))
    return read(S, Errno, At);
  if (E.K == Event::Store && isErrno(E.Target))
    return set(S, Errno, At);
  if (E.K == Event::Call && !givesErrno(E) &&
      E.Why != Implicit::AwaitProtocol && E.Why != Implicit::Destructor) {
    if (E.CalleeName == "perror")
      read(S, Errno, At);
    else if (setsErrno(E))
      set(S, Errno, At);
    else if (!makesTask(At))
      S.erase(Errno); // whoever it calls may have set it anew
  }
  auto It = Uses.find(At);
  if (It == Uses.end())
    return;
  for (const Access *A : It->second)
    if (A->Kind == AccessKind::Read && !A->InCallee)
      read(S, A->Where.Index, At);
  for (const Access *A : It->second)
    if (A->Kind == AccessKind::Write) {
      if (A->InCallee)
        S.erase(A->Where.Index);
      else
        set(S, A->Where.Index, At);
    }
}

Finding ThreadLocals::finding(EventRef Made, EventRef Suspension, EventRef Use,
                              const std::string &Name) const {
  Finding Result;
  Result.Check = CheckName;
  Result.Sure = Confidence::Medium;
  Result.Loc = P.event(Use).Loc;
  Result.Subject = cotidy::nameOf(P, F) + " " + Name;
  Result.Path.push_back({P.event(Made).Loc, ""});
  Result.Path.push_back(
      {P.event(Suspension).Loc, "the coroutine is suspended here"});
  Result.Path.push_back({P.event(Use).Loc, ""});
  return Result;
}

void ThreadLocals::run(std::vector<Finding> &Out) {
  bool Any = false;
  for (const Access &A : P.accesses(F))
    if (isThreadLocal(A.Where)) {
      Uses[A.At].push_back(&A);
      Any = true;
    }
  for (const Block &B : Fn.Blocks)
    for (const Event &E : B.Events)
      Any |= givesErrno(E) || E.CalleeName == "perror" ||
             (E.K == Event::Borrow && isThreadLocal(E.Target));
  if (!Any)
    return;

  auto Block = [this](State &S, uint32_t B) {
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      event(S, {F, B, I});
  };
  auto Join = [](State &Into, const State &From) {
    bool Changed = false;
    for (const auto &[What, New] : From) {
      auto [It, Added] = Into.try_emplace(What, New);
      Changed |= Added;
      // A path with a suspension says more; else the earlier one stays.
      if (!It->second.Suspension.isValid() && New.Suspension.isValid()) {
        It->second = New;
        Changed = true;
      }
    }
    return Changed;
  };
  std::vector<std::optional<State>> At = solveForward(Fn, State(), Block, Join);
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B])
      Block(*At[B], B);

  for (const auto &[Use, What] : Found) {
    const auto &[Object, Known] = What;
    const std::string Name =
        Object == Errno ? "errno" : P.globals()[Object].Display.str();
    Finding Result = finding(Known.Set, Known.Suspension, Use, Name);
    Result.Message =
        "'" + Name +
        "' was set before the coroutine was suspended and is read after it; "
        "another thread, or another coroutine, may own it by now";
    Result.Path[0].Message = "'" + Name + "' is set here";
    Result.Path[2].Message = "'" + Name + "' is read here";
    if (Object != Errno)
      Result.Notes.push_back({P.globals()[Object].Loc,
                              "'" + Name + "' is declared thread_local here"});
    Result.Notes.push_back(
        {P.event(Known.Set).Loc,
         "keep the value in a local of the coroutine before the suspension"});
    Out.push_back(std::move(Result));
  }

  for (const Crossing &C : crossings(P, F, O, [&](const Place &Object) {
         return isThreadLocal(Object) || isErrno(Object);
       })) {
    const std::string Name = nameOf(C.Object);
    const std::string Holder =
        C.Local != None && !Fn.Locals[C.Local].Name.empty()
            ? "'" + Fn.Locals[C.Local].Name + "'"
            : "a temporary";
    Finding Result = finding(C.Made, C.Suspension, C.Use, Name);
    Result.Subject += " " + Holder;
    Result.Message = Holder;
    Result.Message.append(" refers to the '").append(Name);
    Result.Message += "' of the thread that the coroutine ran on before it was "
                      "suspended; it may run on another one by now";
    Result.Path[0].Message =
        std::string(Holder).append(" refers to '").append(Name) +
        "' from here on";
    Result.Path[2].Message = Holder + " is used here";
    if (C.Object.Base == Place::Global)
      Result.Notes.push_back({P.globals()[C.Object.Index].Loc,
                              "'" + Name + "' is declared thread_local here"});
    Result.Notes.push_back(
        {P.event(C.Use).Loc, "name '" + Name +
                                 "' itself again after the suspension, or "
                                 "keep a copy of its value"});
    Out.push_back(std::move(Result));
  }
}

} // namespace

std::vector<Finding> threadLocalAcrossSuspend(const Program &P,
                                              const Options &O) {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F)
    if (P.function(F).Coroutine && !P.function(F).System)
      ThreadLocals(P, O, F).run(Findings);
  std::erase_if(Findings,
                [&](const Finding &F) { return F.Sure < O.MinConfidence; });
  return Findings;
}

} // namespace cotidy
