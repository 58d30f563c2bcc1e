//===- DanglingState.cpp - State that ends before its coroutine -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> serve() {
//     int requests = 0;
//     spawn(count(requests));           // <-- 'requests' ends, 'count' does
//     not co_await sleep(1);
//   }
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Checks.h"
#include "rules/Lifetimes.h"
#include "rules/Wording.h"
#include <algorithm>

namespace cotidy {

namespace {

class DanglingState {
public:
  DanglingState(const Program &P, const Options &O)
      : P(P), O(O), Lives(P.made<Lifetimes>(O)) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  const Lifetimes &Lives;

  std::string taskName(const HandOver &H) const;
  std::string ownerName(const HandOver &H) const;
  Location handed(const HandOver &H) const;
  Location declared(const HandOver &H) const;
  Finding finding(const HandOver &H, const LifetimeProof &Proof,
                  const std::vector<std::string> &Owners) const;
  std::optional<Finding> worst(FunctionId F, size_t First, size_t End) const;
};

Confidence confidence(Safety Is) {
  return Is == Safety::Dangles     ? Confidence::High
         : Is == Safety::Suspected ? Confidence::Medium
                                   : Confidence::Low;
}

std::string DanglingState::taskName(const HandOver &H) const {
  return P.function(H.Coroutine).Lambda ? "the lambda"
                                        : "'" + nameOf(P, H.Coroutine) + "'";
}

std::string DanglingState::ownerName(const HandOver &H) const {
  const Function &Fn = P.function(H.Call.F);
  if (H.Owner.Base == Place::Local)
    return "'" + Fn.Locals[H.Owner.Index].Name + "'";
  if (H.Owner.Base == Place::Parameter)
    return "'" + Fn.Params[H.Owner.Index].Name + "'";
  return H.As == Place::This && P.function(H.Coroutine).Lambda ? "the closure"
                                                               : "a temporary";
}

/// Names that are quoted where they are names, as a list.
std::string listed(const std::vector<std::string> &Names) {
  std::string Text = Names[0];
  for (size_t I = 1; I < Names.size(); ++I)
    Text += (I + 1 == Names.size() ? " and " : ", ") + Names[I];
  return Text;
}

/// Where the object is handed over.
Location DanglingState::handed(const HandOver &H) const {
  const Event &E = P.event(H.Call);
  for (const Argument &A : E.Args)
    if (A.From.Base == H.Owner.Base && A.From.Index == H.Owner.Index &&
        A.Loc.isValid())
      return A.Loc;
  return E.Loc;
}

Location DanglingState::declared(const HandOver &H) const {
  const Function &Fn = P.function(H.Call.F);
  if (H.Owner.Base == Place::Local)
    return Fn.Locals[H.Owner.Index].Loc;
  if (H.Owner.Base == Place::Parameter)
    return Fn.Params[H.Owner.Index].Loc;
  return P.event(P.impl().flow(H.Call.F).definition(H.Owner.Index)).Loc;
}

Finding DanglingState::finding(const HandOver &H, const LifetimeProof &Proof,
                               const std::vector<std::string> &Owners) const {
  const std::string Owner = ownerName(H), Task = taskName(H);
  Finding Result;
  Result.Check = "coro-dangling-state";
  Result.Sure = confidence(Proof.Is);
  Result.Loc = handed(H);
  Result.Message = Task + " refers to " + listed(Owners) + ", which " +
                   (Proof.Is != Safety::Dangles ? "may end"
                    : Owners.size() > 1         ? "end"
                                                : "ends") +
                   " before it does";
  if (H.As == Place::Parameter &&
      !P.function(H.Coroutine).Params[H.Index].Name.empty())
    Result.Subject = P.function(H.Coroutine).Params[H.Index].Name;
  Result.Subject =
      nameOf(P, H.Call.F) + " " + Owner + " " + Task + " " + Result.Subject;

  Result.Path.push_back({handed(H), Owner + " is handed over here"});
  if (H.Leak.isValid())
    Result.Path.push_back(
        {P.event(H.Leak).Loc,
         "'" + nameOf(P, H.Leak.F) + "' hands it to " + Task + " here"});
  if (Proof.Where.isValid())
    Result.Path.push_back({Proof.Where, Proof.Reason});
  Result.Path.push_back(
      {declared(H),
       H.Owner.Base == Place::Value
           ? Owner + " ends with the expression that makes it"
       : Proof.AtReturn
           ? Owner + " ends when '" + nameOf(P, H.Call.F) + "' returns"
           : Owner + " is declared here and ends with its scope"});
  if (H.Use.isValid())
    Result.Path.push_back({P.event(H.Use).Loc, Task + " uses it here"});

  std::string Cure;
  if (Owner == "the closure")
    Cure = "give the lambda what it captures as parameters, or keep the "
           "closure until its coroutine has ended";
  else if (H.As == Place::This)
    Cure = "keep the object in a std::shared_ptr that the coroutine holds, or "
           "await " +
           Task + " in the scope of " + Owner;
  else
    Cure = "await " + Task + " in the scope of " + Owner +
           ", or let it own what it uses: a value, or a std::shared_ptr by "
           "value";
  Result.Notes.push_back({Result.Loc, std::move(Cure)});
  return Result;
}

/// The finding about the worst of a task's objects, which names the others that
/// are as bad.
std::optional<Finding> DanglingState::worst(FunctionId F, size_t First,
                                            size_t End) const {
  const std::vector<HandOver> &Items = Lives.handOvers(F);
  const std::vector<LifetimeProof> &Proofs = Lives.proofs(F);
  auto Own = [&](const HandOver &H) {
    return H.Owner.Base == Place::Local || H.Owner.Base == Place::Value ||
           (H.Owner.Base == Place::Parameter && H.Owner.isWhole());
  };
  size_t Worst = End;
  for (size_t I = First; I < End; ++I) {
    if (!Own(Items[I]) || Proofs[I].Is < Safety::Unproven ||
        confidence(Proofs[I].Is) < O.MinConfidence)
      continue;
    // Of objects that are as bad the one that ends first, a temporary.
    if (Worst == End || Proofs[I].Is > Proofs[Worst].Is ||
        (Proofs[I].Is == Proofs[Worst].Is &&
         Items[I].Owner.Base == Place::Value &&
         Items[Worst].Owner.Base != Place::Value))
      Worst = I;
  }
  if (Worst == End)
    return std::nullopt;
  std::vector<std::string> Owners{ownerName(Items[Worst])};
  if (Items[Worst].Owner.Base != Place::Value)
    for (size_t I = First; I < End; ++I)
      if (I != Worst && Own(Items[I]) && Proofs[I].Is == Proofs[Worst].Is &&
          Items[I].Coroutine == Items[Worst].Coroutine &&
          std::find(Owners.begin(), Owners.end(), ownerName(Items[I])) ==
              Owners.end())
        Owners.push_back(ownerName(Items[I]));
  return finding(Items[Worst], Proofs[Worst], Owners);
}

std::vector<Finding> DanglingState::run() {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const std::vector<HandOver> &Items = Lives.handOvers(F);
    // What one call hands to one task stands together.
    for (size_t First = 0, End; First < Items.size(); First = End) {
      End = First + 1;
      while (End < Items.size() && Items[End].Call == Items[First].Call)
        ++End;
      if (std::optional<Finding> Found = worst(F, First, End))
        Findings.push_back(std::move(*Found));
    }
  }
  return Findings;
}

} // namespace

std::vector<Finding> danglingState(const Program &P, const Options &O) {
  return DanglingState(P, O).run();
}

} // namespace cotidy
