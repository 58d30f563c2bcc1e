//===- TaskFates.h - What becomes of a function's tasks ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Forward over a function's blocks goes, for each object that it hands to a
// task, what may have become of that task by then. Where the object's scope
// ends, that is the answer.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKFATES_H
#define COTIDY_RULES_TASKFATES_H

#include "program/Tasks.h"
#include "rules/HandOvers.h"
#include <algorithm>
#include <set>
#include <unordered_set>

namespace cotidy {

/// What may have become of a task; a set of bits.
enum TaskFate : unsigned {
  Idle = 1,      ///< made, not started, held by somebody here
  IdleDead = 2,  ///< … and what it refers to has ended
  Running = 4,   ///< started, held by somebody here
  Loose = 8,     ///< started, and nobody here waits for it
  Kept = 16,     ///< in an object that outlives the function
  Maybe = 32,    ///< nobody knows
  Finished = 64, ///< it has ended
  Ended = 128,   ///< it has, if what was seen of it does what its name says
};

class TaskFates {
public:
  TaskFates(const Program &P, FunctionId F, const Options &O, TaskNames &Names,
            LateUses &Uses, const std::vector<LentSummary> &Lent);

  /// A further object for \p Call's task to refer to, whatever it is given.
  void suppose(EventRef Call, const Place &Owner);

  void run();

  const std::vector<HandOver> &items() const { return Items; }
  const std::vector<LifetimeProof> &proofs() const { return Proofs; }
  LentSummary takeSummary() { return std::move(Result); }

private:
  using Root = std::pair<Place::Root, uint32_t>;
  using Makers = std::vector<uint32_t>; ///< sorted
  struct Action {
    enum Kind : uint8_t {
      Make,
      Resume,   ///< runs, up to its next suspension, and is held by who held it
      RunFirst, ///< … before it is started for good
      Start,
      Finish,
      Assume, ///< … by something that nobody saw
      Keep,
      Lose,    ///< nobody knows what becomes of it
      Destroy, ///< its holder ends
      Erase,   ///< … and the frame with it
      Use,
      Return,
    } K;
    uint32_t Item;
  };
  struct Standing {
    unsigned Fate = 0;
    uint32_t MadeIn = None; ///< block; None once others may have joined
    EventRef Start;
    bool operator==(const Standing &) const = default;
  };
  /// By item, sorted; copied at every branch, so kept flat.
  struct State {
    std::vector<std::pair<uint32_t, Standing>> All;

    auto begin() { return All.begin(); }
    auto end() { return All.end(); }
    bool empty() const { return All.empty(); }
    auto lowerBound(uint32_t Item) {
      return std::lower_bound(
          All.begin(), All.end(), Item,
          [](const auto &E, uint32_t I) { return E.first < I; });
    }
    Standing *find(uint32_t Item) {
      auto It = lowerBound(Item);
      return It != All.end() && It->first == Item ? &It->second : nullptr;
    }
    Standing &operator[](uint32_t Item) {
      auto It = lowerBound(Item);
      if (It == All.end() || It->first != Item)
        It = All.insert(It, {Item, Standing()});
      return It->second;
    }
    void erase(uint32_t Item) {
      if (auto It = lowerBound(Item); It != All.end() && It->first == Item)
        All.erase(It);
    }
  };

  const Program &Prog;
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const FunctionId Me;
  const Options &O;
  TaskNames &Names;
  const std::vector<LentSummary> &Lent;

  std::vector<HandOver> Items;
  std::vector<LifetimeProof> Proofs;
  LentSummary Result;
  std::vector<bool> Waited; ///< items that some path does wait for
  bool Reporting = false;

  // Who carries which tasks, by the value that makes them; a parameter that is
  // a task counts as made by a value past the function's own.
  std::vector<Makers> Carried;
  std::map<Root, Makers> RootCarries;
  std::unordered_map<uint32_t, std::vector<Root>> CarriedIn; ///< by maker
  std::vector<std::vector<ValueId>> MadeOf; ///< by local: its initialiser
  std::set<Root> Destructed; ///< objects with a destructor that a user wrote
  std::unordered_map<uint32_t, std::vector<uint32_t>> ItemsOf; ///< by maker
  std::unordered_map<uint32_t, std::vector<Root>> Executors;   ///< by maker
  std::unordered_map<uint32_t, std::vector<Root>> Related;     ///< by maker
  std::unordered_set<uint32_t> Abandoned; ///< makers; some may be left running
  std::unordered_set<uint32_t> Moved;     ///< makers; into a call
  std::unordered_set<uint32_t> Erased;    ///< makers; no frame without holder
  std::unordered_set<uint32_t> PassedOn;  ///< makers; through an unknown call
  std::vector<std::vector<std::vector<Action>>> Actions;
  /// Events that may wait for a task, with what they work on.
  std::map<EventRef, std::vector<Root>> Waits;
  /// What the body of a loop does to tasks that were made before it, by the
  /// loop's head: it is taken to go over all of them.
  struct LoopEnds {
    std::vector<uint32_t> Finished;
    std::vector<EventRef> Waits;
  };
  std::map<uint32_t, LoopEnds> Loops;
  std::map<Root, std::vector<uint32_t>> EndsWith; ///< items by their owner

  uint32_t makerOf(const HandOver &H) const;
  void carry();
  bool carryEvent(const Event &E);
  Makers carriedBy(const Place &Where) const;
  Makers carriedBy(const Argument &A) const;
  Makers carriedByAll(const Event &Call) const;
  bool isMaker(ValueId V) const;
  bool callsMaker(const Event &E) const;
  bool isNews(const Event &E) const;

  void decide();
  void decideCall(EventRef At, const Event &E);
  void decideDestructor(EventRef At, const Event &E);
  void act(EventRef At, const Makers &On, Action::Kind K);
  bool heldElsewhere(uint32_t Maker, const Place &Holder) const;
  bool destroysFrame(const Event &E) const;
  bool resumes(const Event &E) const;

  void addRoot(std::vector<Root> &Into, const Place &Where) const;
  std::vector<Root> rootsOf(const Event &E) const;
  void rootsOf(ValueId V, std::vector<Root> &Into, int Depth) const;
  void rootsOf(const Argument &A, std::vector<Root> &Into, int Depth) const;
  bool shares(const std::vector<Root> &Roots, uint32_t Item) const;
  bool mayWait(const Event &E) const;
  bool waitsPerhaps(const Event &E, const std::vector<Root> &Roots,
                    uint32_t Item) const;
  void wait(State &S, const Event &E, const std::vector<Root> &Roots);
  bool ownsTasks(const Root &R) const;

  void findLoops();
  std::vector<bool> bodyOf(uint32_t Head,
                           const std::vector<std::vector<uint32_t>> &Preds);
  void leaveLoop(State &S, uint32_t Head);
  static bool join(State &Into, const State &From);
  void transfer(State &S, uint32_t Block);
  void step(State &S, EventRef At, const Event &E);
  void apply(State &S, EventRef At, const Action &A);
  void endOwner(State &S, const Root &Owner);
  void leave(State &S);
  void loopCondition(State &S, const Block &B);
  void conclude(uint32_t Item, const Standing &Is);
  void worsen(uint32_t Item, Safety Is, std::string Reason, Location Where,
              EventRef Start, bool AtReturn = false);
  bool isGenerator(FunctionId F) const;
  std::string taskName(uint32_t Item) const;
  Safety looseness(const HandOver &H, const Standing &Is) const;
};

} // namespace cotidy

#endif // COTIDY_RULES_TASKFATES_H
