//===- UnsequencedAwait.cpp - Read before or after? -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   total = total + co_await next();     // is total read first?
//   log(total, co_await next());
//
//===----------------------------------------------------------------------===//

#include "program/Locks.h"
#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/Sequencing.h"
#include "rules/SharedState.h"
#include "rules/Wording.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

class UnsequencedAwaits {
public:
  UnsequencedAwaits(const Program &P, const Options &O)
      : P(P), O(O), Shared(P.made<SharedState>(O)) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  const SharedState &Shared;

  const Access *readAt(EventRef At) const;
  bool changes(FunctionId F, const Place &Where) const;
  void report(const Unsequenced &U, std::vector<Finding> &Out) const;
};

const Access *UnsequencedAwaits::readAt(EventRef At) const {
  const std::vector<Access> &All = P.accesses(At.F);
  auto It =
      std::lower_bound(All.begin(), All.end(), At,
                       [](const Access &A, EventRef E) { return A.At < E; });
  return It != All.end() && It->At == At && It->Kind == AccessKind::Read
             ? &*It
             : nullptr;
}

/// Does anything give the place another value once it has one?
bool UnsequencedAwaits::changes(FunctionId F, const Place &Where) const {
  auto Changes = [&](const Access &A) {
    return A.Kind == AccessKind::Write &&
           !(P.event(A.At).K == Event::Store &&
             P.event(A.At).Storing == StoreKind::Init);
  };
  for (const Access &A : P.accesses(F))
    if (Changes(A) && overlaps(A.Where, Where))
      return true;
  if (Where.Base == Place::Global)
    for (const Program::GlobalUse &U : P.uses(Where.Index))
      if (Changes(*U.How))
        return true;
  std::vector<const Access *> Like = Shared.accessesLike(F, Where);
  return std::any_of(Like.begin(), Like.end(),
                     [&](const Access *A) { return Changes(*A); });
}

void UnsequencedAwaits::report(const Unsequenced &U,
                               std::vector<Finding> &Out) const {
  const FunctionId F = U.Read.F;
  const Access *Read = readAt(U.Read);
  if (!Read)
    return;
  const std::optional<Sharing> How = Shared.of(F, Read->Where);
  if (!How)
    return;
  Confidence Sure = changes(F, Read->Where) ? How->Sure : Confidence::Low;
  if (Sure < O.MinConfidence)
    return;
  const std::string Name = spelled(P, F, Read->Where);
  Finding Result;
  Result.Check = "coro-unsequenced-await";
  Result.Sure = Sure;
  Result.Loc = Read->Loc;
  Result.Message = "whether '" + Name +
                   "' is read before or after the coroutine is suspended is "
                   "unspecified";
  Result.Subject = nameOf(P, F) + " " + Name;
  Result.Path.push_back({Read->Loc, "'" + Name + "' is read here"});
  Result.Path.push_back(suspensionStep(P, U.Suspension));
  Result.Notes = sharingNotes(P, *How, Read->Where, Name);
  Result.Notes.push_back(
      {P.event(U.Suspension).Loc,
       "await in a statement of its own before this one, and keep the result "
       "in a local"});
  Out.push_back(std::move(Result));
}

std::vector<Finding> UnsequencedAwaits::run() {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    const std::vector<Unsequenced> Pairs = unsequencedReads(P, F, O);
    if (Pairs.empty())
      continue;
    const std::vector<std::vector<bool>> Locks = heldLocks(P, F, O);
    auto Locked = [&](EventRef At) {
      return !Locks.empty() && Locks[At.Block][At.Index];
    };
    std::set<EventRef> Said;
    for (const Unsequenced &U : Pairs)
      if (!(Locked(U.Read) && Locked(U.Suspension)) &&
          Said.insert(U.Read).second)
        report(U, Findings);
  }
  return Findings;
}

} // namespace

std::vector<Finding> unsequencedAwait(const Program &P, const Options &O) {
  return UnsequencedAwaits(P, O).run();
}

} // namespace cotidy
