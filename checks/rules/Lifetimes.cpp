//===- Lifetimes.cpp - Does a task end before what it refers to -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Lifetimes.h"
#include "ir/Print.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/TaskFates.h"
#include "rules/Wording.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

namespace cotidy {

/// The classes of all tasks that the program's coroutines return, without
/// namespace.
static std::set<std::string, std::less<>> taskClasses(const Program &P) {
  std::set<std::string, std::less<>> Names;
  for (const Function &Fn : P.functions())
    if (Fn.Coroutine)
      if (const std::string_view Name =
              lastComponent(std::string_view(Fn.ReturnType)
                                .substr(0, Fn.ReturnType.find('<')));
          !Name.empty())
        Names.emplace(Name);
  return Names;
}

/// A container of tasks, as far as its spelling tells.
static bool holdsTasks(const Type &T,
                       const std::set<std::string, std::less<>> &Classes) {
  if (T.Class != TypeClass::Container)
    return false;
  std::string_view Rest = T.Spelling;
  for (size_t End; (End = Rest.find_first_of("<>,: ")) != Rest.npos;
       Rest.remove_prefix(End + 1))
    if (Classes.contains(Rest.substr(0, End)))
      return true;
  return false;
}

/// What \p F hands to coroutines, and a hand-over without a Call.Block for each
/// parameter that is a task, or many: as if it referred to something.
static std::vector<HandOver>
followedItems(const Program &P, FunctionId F, LateUses &Uses,
              const std::set<std::string, std::less<>> &TaskClasses,
              const Sparse<LentSummary> &Lent) {
  std::vector<HandOver> Items = collectHandOvers(P, F, Uses, Lent);
  const Function &Fn = P.function(F);
  for (uint32_t I = 0; I < Fn.Params.size() && !Fn.Coroutine; ++I) {
    const Type &T = Fn.Params[I].Ty;
    if (!T.Coroutine && !holdsTasks(T, TaskClasses))
      continue;
    HandOver H;
    H.Call = {F, None, I};
    H.Later = H.Certain = true;
    Items.push_back(std::move(H));
  }
  return Items;
}

/// \p Call's task refers to \p Owner, whatever it is given.
static HandOver supposed(const Program &P, EventRef Call, const Place &Owner) {
  HandOver H;
  H.Call = Call;
  H.Owner = Owner;
  H.Later = H.Certain = true;
  for (FunctionId Callee : P.callees(Call))
    H.Coroutine = Callee;
  if (H.Coroutine == None)
    H.Coroutine = P.find(P.event(Call).Callee);
  return H;
}

struct Lifetimes::Impl {
  const Program &P;
  const Options &O;
  mutable TaskNames Names;
  mutable WaitNames Waits;
  mutable LateUses Uses;
  const std::set<std::string, std::less<>> TaskClasses;
  Sparse<LentSummary> Lent;
  Sparse<std::vector<HandOver>> HandOvers;
  Sparse<std::vector<LifetimeProof>> Proofs;

  Impl(const Program &P, const Options &O)
      : P(P), O(O), Names(O), Waits(O), Uses(P, O),
        TaskClasses(taskClasses(P)) {
    // Callees first: what a function leaks is told by its callees' summaries.
    for (const std::vector<FunctionId> &Component : P.impl().Components)
      for (FunctionId F : Component)
        if (!P.function(F).System && !P.function(F).Pattern)
          follow(F);
  }

  void follow(FunctionId F) {
    std::vector<HandOver> Items = followedItems(P, F, Uses, TaskClasses, Lent);
    if (Items.empty())
      return;
    TaskFates Fates = followFates(P, F, O, Names, Waits, Items, Lent);
    for (size_t I = 0; I < Items.size(); ++I)
      if (Items[I].Call.Block != None) {
        HandOvers.add(F).push_back(std::move(Items[I]));
        Proofs.add(F).push_back(std::move(Fates.Proofs[I]));
      }
    Lent.add(F) = std::move(Fates.Summary);
  }
};

Lifetimes::Lifetimes(const Program &P, const Options &O)
    : I(std::make_unique<Impl>(P, O)) {}
Lifetimes::~Lifetimes() = default;

const std::vector<HandOver> &Lifetimes::handOvers(FunctionId F) const {
  return I->HandOvers[F];
}

const std::vector<LifetimeProof> &Lifetimes::proofs(FunctionId F) const {
  return I->Proofs[F];
}

LifetimeProof Lifetimes::taskWithin(EventRef Call, const Place &Owner) const {
  std::vector<HandOver> Items =
      followedItems(I->P, Call.F, I->Uses, I->TaskClasses, I->Lent);
  Items.push_back(supposed(I->P, Call, Owner));
  LifetimeProof Proof =
      followFates(I->P, Call.F, I->O, I->Names, I->Waits, Items, I->Lent)
          .Proofs.back();
  if (Proof.Reason.empty()) {
    Proof.Is = Safety::Unproven;
    Proof.Reason = "no path is seen on which it ends";
  }
  return Proof;
}

static void print(llvm::raw_ostream &OS, const LifetimeProof &Proof) {
  static constexpr const char *Names[] = {"safe", "assumed", "unproven",
                                          "suspected", "dangles"};
  OS << ": " << Names[static_cast<size_t>(Proof.Is)];
  if (!Proof.Reason.empty())
    OS << ": " << Proof.Reason;
  if (Proof.Where.isValid())
    OS << " ; " << Proof.Where.Line << ':' << Proof.Where.Column;
  OS << '\n';
}

void printLifetimes(llvm::raw_ostream &OS, const Program &P, const Options &O) {
  const Lifetimes Lives(P, O);
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (Fn.System)
      continue;
    auto At = [&](EventRef E) {
      const Location &Loc = P.event(E).Loc;
      OS << " at " << Loc.Line << ':' << Loc.Column;
    };
    for (size_t I = 0; I < Lives.handOvers(F).size(); ++I) {
      const HandOver &H = Lives.handOvers(F)[I];
      OS << nameOf(P, F) << " hands " << printed(H.Owner, Fn, P.globals())
         << " to " << nameOf(P, H.Coroutine);
      At(H.Call);
      print(OS, Lives.proofs(F)[I]);
    }
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
        for (FunctionId Callee : P.callees({F, B, I}))
          if (P.function(Callee).Coroutine) {
            OS << nameOf(P, Callee) << " within " << nameOf(P, F);
            At({F, B, I});
            print(OS, Lives.taskWithin({F, B, I}, {}));
          }
  }
}

} // namespace cotidy
