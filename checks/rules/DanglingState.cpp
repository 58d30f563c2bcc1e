//===- DanglingState.cpp - State that ends before its coroutine -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> serve() {
//     int requests = 0;
//     spawn(count(requests));           // <-- 'requests' ends, 'count' does not
//     co_await sleep(1);
//   }
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Checks.h"
#include "rules/Lifetimes.h"
#include "rules/Wording.h"

namespace cotidy {

namespace {

class DanglingState {
public:
  DanglingState(const Program &P, const Options &O) : P(P), O(O), Lives(P, O) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  Lifetimes Lives;

  std::string taskName(const HandOver &H) const;
  std::string ownerName(const HandOver &H) const;
  Location handed(const HandOver &H) const;
  Location declared(const HandOver &H) const;
  Finding finding(const HandOver &H, const LifetimeProof &Proof) const;
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
  return H.As == Place::This && P.function(H.Coroutine).Lambda
             ? "the closure"
             : "a temporary";
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

Finding DanglingState::finding(const HandOver &H,
                               const LifetimeProof &Proof) const {
  const std::string Owner = ownerName(H), Task = taskName(H);
  const Function &Fn = P.function(H.Call.F);
  Finding Result;
  Result.Check = "coro-dangling-state";
  Result.Sure = confidence(Proof.Is);
  Result.Loc = handed(H);
  Result.Message = Task + " refers to " + Owner + ", which " +
                   (Proof.Is == Safety::Dangles ? "ends" : "may end") +
                   " before it does";
  if (H.As == Place::Parameter &&
      !P.function(H.Coroutine).Params[H.Index].Name.empty())
    Result.Subject = P.function(H.Coroutine).Params[H.Index].Name;
  Result.Subject = nameOf(P, H.Call.F) + " " + Owner + " " + Task + " " +
                   Result.Subject;

  Result.Path.push_back({handed(H), Owner + " is handed over here"});
  if (H.Leak.isValid())
    Result.Path.push_back(
        {P.event(H.Leak).Loc, "'" + nameOf(P, H.Leak.F) + "' hands it to " +
                                  Task + " here"});
  if (Proof.Where.isValid())
    Result.Path.push_back({Proof.Where, Proof.Reason});
  Result.Path.push_back(
      {declared(H), H.Owner.Base == Place::Value
                        ? Owner + " ends with the expression that makes it"
                    : Proof.AtReturn
                        ? Owner + " ends when '" + nameOf(P, H.Call.F) +
                              "' returns"
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
  (void)Fn;
  return Result;
}

std::vector<Finding> DanglingState::run() {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const std::vector<HandOver> &Items = Lives.handOvers(F);
    const std::vector<LifetimeProof> &Proofs = Lives.proofs(F);
    for (size_t I = 0; I < Items.size(); ++I) {
      const HandOver &H = Items[I];
      const Place &Owner = H.Owner;
      const bool Own = Owner.Base == Place::Local ||
                       Owner.Base == Place::Value ||
                       (Owner.Base == Place::Parameter && Owner.isWhole());
      if (!Own || Proofs[I].Is < Safety::Unproven ||
          confidence(Proofs[I].Is) < O.MinConfidence)
        continue;
      // Of one task the object that ends first says it all.
      bool Said = false;
      for (size_t J = 0; J < Items.size(); ++J)
        if (J != I && Items[J].Call == H.Call &&
            Items[J].Owner.Base == Place::Value && Owner.Base != Place::Value &&
            Proofs[J].Is >= Proofs[I].Is)
          Said = true;
      if (!Said)
        Findings.push_back(finding(H, Proofs[I]));
    }
  }
  return Findings;
}

} // namespace

std::vector<Finding> danglingState(const Program &P, const Options &O) {
  return DanglingState(P, O).run();
}

} // namespace cotidy
