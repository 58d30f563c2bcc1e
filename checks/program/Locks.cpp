//===- Locks.cpp - Where a lock is held -----------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lock is held where every way from the function's entry took it and did not
// give it back: a must-analysis over the function's blocks. Which data a lock
// protects nobody says; any lock counts.
//
//===----------------------------------------------------------------------===//

#include "program/Locks.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>
#include <optional>

namespace cotidy {

namespace {

/// A lock is called after the guard that holds it, else after the mutex.
struct Change {
  uint32_t Event;
  bool Take;
  Place Lock;
};

class LockAnalysis {
public:
  LockAnalysis(const Program::Impl &P, const Flow &Fl, const Options *O)
      : P(P), Fl(Fl), F(P.Functions[Fl.function()]), O(O) {}

  bool any() const;

  std::vector<std::vector<bool>> run(bool &OwnMutex);

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &F;
  const Options *O; ///< null: only what is always a lock
  std::vector<std::vector<Change>> Changes; ///< per block
  bool OwnMutex = false;

  using Locks = std::vector<Place>;

  LockKind kindOf(const Event &Call) const;
  const Event *acquisition(ValueId V) const;
  bool keptInLocal(const Event &Call) const;
  Place mutexOf(const Argument &A);
  void collect(uint32_t Block, uint32_t Index);
  static void apply(const Change &C, Locks &Held);
};

LockKind LockAnalysis::kindOf(const Event &Call) const {
  const LockKind Kind = lockKind(Call);
  return Kind == LockKind::None && O &&
                 matchesName(O->AsyncLocks, Call.CalleeName)
             ? LockKind::Acquire
             : Kind;
}

/// Most functions lock nothing.
bool LockAnalysis::any() const {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Call && kindOf(E) != LockKind::None)
        return true;
  return false;
}

/// The call that took the lock which a value stands for: `co_await m.lock()`.
const Event *LockAnalysis::acquisition(ValueId V) const {
  for (int Steps = 0; Steps < 4; ++Steps) {
    EventRef Made = Fl.definition(V);
    if (!Made.isValid())
      return nullptr;
    const Event &E = P.event(Made);
    if (E.K == Event::Call)
      return kindOf(E) == LockKind::Guard || kindOf(E) == LockKind::Acquire
                 ? &E
                 : nullptr;
    if ((E.K != Event::Suspend && E.K != Event::Op) || E.Operands.size() != 1)
      return nullptr;
    V = E.Operands[0];
  }
  return nullptr;
}

bool LockAnalysis::keptInLocal(const Event &Call) const {
  if (Call.Result == None)
    return false;
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Store && E.Target.Base == Place::Local &&
          E.Operands.size() == 1 && acquisition(E.Operands[0]) == &Call)
        return true;
  return false;
}

Place LockAnalysis::mutexOf(const Argument &A) {
  PlaceSet Objects = Fl.referents(A);
  for (const Place &O : Objects)
    if (O.Base == Place::This || O.Base == Place::Global)
      OwnMutex = true;
  return Objects.empty() ? Place() : Objects[0];
}

/// `std::defer_lock` and its like come as tags.
static bool isDeferred(const Program::Impl &P, const Event &Call) {
  for (const Argument &A : Call.Args)
    if (A.From.Base == Place::Global &&
        lastComponent(P.Globals[A.From.Index].Display) == "defer_lock")
      return true;
  return false;
}

void LockAnalysis::collect(uint32_t Block, uint32_t Index) {
  const Event &E = F.Blocks[Block].Events[Index];
  auto Add = [&](bool Take, Place Lock) {
    if (Lock.Base != Place::Unknown)
      Changes[Block].push_back({Index, Take, std::move(Lock)});
  };
  if (E.K == Event::ScopeEnd)
    return Add(false, {E.Target.Base, E.Target.Index, {}});
  if (E.K == Event::Store && E.Target.Base == Place::Local &&
      E.Target.isWhole() && E.Operands.size() == 1) {
    const Event *Call = acquisition(E.Operands[0]);
    if (Call && E.Storing == StoreKind::Init && !isDeferred(P, *Call))
      Add(true, E.Target);
    return;
  }
  if (E.K != Event::Call)
    return;
  switch (kindOf(E)) {
  case LockKind::None:
    return;
  case LockKind::Guard:
    if (E.Args.empty())
      return;
    for (const Argument &A : E.Args)
      mutexOf(A);
    if (E.Receiver && !isDeferred(P, E))
      Add(true, E.Receiver->From);
    return;
  case LockKind::Acquire:
    if (!E.Receiver && E.Args.empty())
      return;
    if (Place Mutex = mutexOf(E.Receiver ? *E.Receiver : E.Args[0]);
        !keptInLocal(E))
      Add(true, std::move(Mutex));
    return;
  case LockKind::Release:
    if (E.Receiver)
      for (const Place &O : Fl.referents(*E.Receiver))
        Add(false, O);
    return;
  }
}

void LockAnalysis::apply(const Change &C, Locks &Held) {
  auto It = std::find(Held.begin(), Held.end(), C.Lock);
  if (C.Take && It == Held.end())
    Held.push_back(C.Lock);
  else if (!C.Take && It != Held.end())
    Held.erase(It);
}

std::vector<std::vector<bool>> LockAnalysis::run(bool &Own) {
  Changes.resize(F.Blocks.size());
  bool Takes = false;
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = 0; I < F.Blocks[B].Events.size(); ++I)
      collect(B, I);
  for (const std::vector<Change> &In : Changes)
    for (const Change &C : In)
      Takes |= C.Take;
  Own = OwnMutex;
  if (!Takes)
    return {};

  // Locks held at each block's entry; only ever fewer.
  std::vector<std::optional<Locks>> Entry(F.Blocks.size());
  std::vector<uint32_t> Open{0};
  Entry[0] = Locks();
  while (!Open.empty()) {
    uint32_t B = Open.back();
    Open.pop_back();
    Locks Held = *Entry[B];
    for (const Change &C : Changes[B])
      apply(C, Held);
    for (uint32_t S : F.Blocks[B].End.Succs) {
      if (S >= F.Blocks.size())
        continue;
      if (!Entry[S]) {
        Entry[S] = Held;
        Open.push_back(S);
      } else if (std::erase_if(*Entry[S], [&](const Place &Lock) {
                   return std::find(Held.begin(), Held.end(), Lock) ==
                          Held.end();
                 })) {
        Open.push_back(S);
      }
    }
  }

  std::vector<std::vector<bool>> At(F.Blocks.size());
  for (uint32_t B = 0; B < F.Blocks.size(); ++B) {
    Locks Held = Entry[B].value_or(Locks());
    size_t Next = 0;
    for (uint32_t I = 0; I < F.Blocks[B].Events.size(); ++I) {
      At[B].push_back(!Held.empty());
      for (; Next < Changes[B].size() && Changes[B][Next].Event == I; ++Next)
        apply(Changes[B][Next], Held);
    }
  }
  return At;
}

} // namespace

std::vector<std::vector<bool>> heldLocks(const Program::Impl &P, const Flow &Fl,
                                         bool &OwnMutex) {
  LockAnalysis Locks(P, Fl, nullptr);
  OwnMutex = false;
  return Locks.any() ? Locks.run(OwnMutex) : std::vector<std::vector<bool>>();
}

std::vector<std::vector<bool>> heldLocks(const Program &P, FunctionId F,
                                         const Options &O) {
  LockAnalysis Locks(P.impl(), P.impl().flow(F), &O);
  bool OwnMutex = false;
  return Locks.any() ? Locks.run(OwnMutex) : std::vector<std::vector<bool>>();
}

} // namespace cotidy
