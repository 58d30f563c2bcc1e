//===- StaleWrite.cpp - Old state written back ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> account::deposit(int amount) {
//     int old = balance;
//     co_await audit();
//     balance = old + amount;            // <-- here
//   }
//
// OldReads says of each value that is written whether it comes from a read of
// the same place before a suspension.
//
//===----------------------------------------------------------------------===//

#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/Elements.h"
#include "rules/OldReads.h"
#include "rules/Sequencing.h"
#include "rules/TrustedTests.h"
#include "rules/Wording.h"
#include <algorithm>
#include <tuple>

namespace cotidy {

namespace {

class StaleWrites {
public:
  StaleWrites(const Program &P, const Options &O, const SharedState &Shared,
              const Accessors &Calls, FunctionId F)
      : P(P), O(O), Shared(Shared), Calls(Calls), F(F), Fn(P.function(F)),
        Reads(P, O, Shared, {Calls, /*Lookups=*/false}, F),
        Unordered(unsequencedReads(P, F, O)) {}

  void run(std::vector<Finding> &Out);

private:
  using State = OldReads::State;
  using Facts = OldReads::Facts;

  const Program &P;
  const Options &O;
  const SharedState &Shared;
  const Accessors &Calls;
  FunctionId F;
  const Function &Fn;
  OldReads Reads;
  std::vector<Unsequenced> Unordered;
  std::optional<std::set<EventRef>> Claimed; ///< on demand

  struct Write {
    uint32_t At;
    OldReads::Fact Of;
    Place Where;
  };
  std::map<uint32_t, Write> Found; ///< by the writing event

  void written(uint32_t N, const Place &To, const Facts &Value);
  bool isClaimed(EventRef Suspension);
  std::optional<Finding> finding(const Write &W);
};

/// Does a flag keep others out, for as long as they heed it?
bool StaleWrites::isClaimed(EventRef Suspension) {
  if (!Claimed)
    Claimed = claimedSuspensions(P, F, O, Shared, Calls);
  return Claimed->contains(Suspension);
}

std::optional<Finding> StaleWrites::finding(const Write &W) {
  const Place &Where = Reads.place(W.Of.Place);
  const std::optional<Sharing> &How = Reads.sharing(W.Of.Place);
  const EventOrder &Order = Reads.order();
  const EventRef Read = Order.at(W.Of.Read), Written = Order.at(W.At),
                 Suspension = Order.at(W.Of.Suspension);
  if (!How)
    return std::nullopt;
  // coro-unsequenced-await says so.
  for (const Unsequenced &U : Unordered)
    if (U.Read == Read && U.Suspension == Suspension)
      return std::nullopt;

  Confidence Sure = How->Sure;
  if (W.Of.Weak)
    Sure = Confidence::Low;
  auto HasElement = [](const Place &Pl) {
    return std::any_of(
        Pl.Path.begin(), Pl.Path.end(),
        [](const PathElement &E) { return E.K == PathElement::Element; });
  };
  if (HasElement(Where) || HasElement(W.Where)) {
    std::string From = elementText(P, Read), To = elementText(P, Written);
    if (From.empty() || To.empty())
      Sure = Confidence::Low;
    else if (From != To)
      return std::nullopt;
  }
  // Saved, replaced for a while and put back: on purpose.
  if (W.Of.Unchanged)
    for (const Access &A : P.accesses(F))
      if (A.Kind == AccessKind::Write && A.At != Written &&
          overlaps(A.Where, Where))
        Sure = Confidence::Low;
  if (Sure > Confidence::Low && isClaimed(Suspension))
    Sure = Confidence::Low;
  if (Sure < O.MinConfidence)
    return std::nullopt;

  const std::string Name = spelled(P, F, W.Where);
  const std::string Coroutine = nameOf(P, F);
  Finding Result;
  Result.Check = "coro-stale-write";
  Result.Sure = Sure;
  Result.Loc = P.event(Written).Loc;
  Result.Message = "'" + Name +
                   "' is written from a value that was read before the "
                   "coroutine was suspended; a change made meanwhile is lost";
  Result.Subject = Coroutine + " " + Name;
  Result.Path.push_back(
      {P.event(Read).Loc, "'" + spelled(P, F, Where) + "' is read here"});
  Result.Path.push_back(suspensionStep(P, Suspension));
  Result.Path.push_back({P.event(Written).Loc,
                         "'" + Name + "' is written here from the old value"});
  Result.Notes = sharingNotes(P, *How, Where, Name);
  Result.Notes.push_back(
      {P.event(Written).Loc,
       "await first and read '" + Name +
           "' afterwards, as '+=' with the await on its right does, or hold a "
           "coroutine mutex from the read to the write"});
  return Result;
}

void StaleWrites::written(uint32_t N, const Place &To, const Facts &Value) {
  for (const OldReads::Fact &Known : Value) {
    if (!Known.stale() || !overlaps(Reads.place(Known.Place), To))
      continue;
    auto [It, New] = Found.try_emplace(N, Write{N, Known, To});
    if (!New && std::tie(Known.Weak, Known.Read) <
                    std::tie(It->second.Of.Weak, It->second.Of.Read))
      It->second = {N, Known, To};
  }
}

void StaleWrites::run(std::vector<Finding> &Out) {
  auto Transfer = [this](State &S, uint32_t B) { Reads.block(S, B); };
  std::vector<std::optional<State>> At =
      solveForward(Fn, State(), Transfer, OldReads::join);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B])
      Reads.block(*At[B], B,
                  [this](uint32_t N, const Place &To, const Facts &Value) {
                    written(N, To, Value);
                  });
  for (const auto &[N, W] : Found)
    if (std::optional<Finding> Result = finding(W))
      Out.push_back(std::move(*Result));
}

} // namespace

std::vector<Finding> staleWrite(const Program &P, const Options &O) {
  std::vector<Finding> Findings;
  const auto &Calls = P.made<Accessors>(O);
  const auto &Shared = P.made<SharedState>(O);
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (Fn.Coroutine && !Fn.System)
      StaleWrites(P, O, Shared, Calls, F).run(Findings);
  }
  return Findings;
}

} // namespace cotidy
