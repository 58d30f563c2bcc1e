//===- ProgramImpl.h - What a linked program holds --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to program/. Linking runs once, in this order: merge (Link.cpp),
// call graph (CallGraph.cpp), what functions return and globals point to
// (Returns.cpp), then effects (Effects.cpp). What is asked of single functions
// afterwards is made when it is asked for, and kept.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_PROGRAMIMPL_H
#define COTIDY_PROGRAM_PROGRAMIMPL_H

#include "ir/Lazy.h"
#include "program/Flow.h"
#include "program/Program.h"
#include "llvm/ADT/SmallBitVector.h"
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace cotidy {

/// Where an access in a callee comes from: what it is in that callee's terms.
struct AccessOrigin {
  FunctionId Callee = None; ///< None: the event does it, or the callee of its
                            ///< own accord
  Place::Root Object = Place::Unknown;
  uint32_t Index = 0;
  bool Behind = false;   ///< what that object refers to in its turn
  bool Callback = false; ///< the callee is a closure that the event passes on
};

/// The part of a callee's effects that an origin names; null where it has none.
const Effects::OnObject *effectOn(const Effects &Does, const AccessOrigin &Of);
/// What an access tells callers about: the origin that they will name, without
/// its callee. Object is Unknown for what is the function's own.
AccessOrigin originOf(const Place &Where);

/// The accesses of one function, each with its origin.
struct AccessList {
  std::vector<Access> Accesses;
  std::vector<AccessOrigin> Origins;
  bool OwnMutex = false; ///< Effects::LocksOwnMutex
};

/// Where a function's values are made and used.
struct ValueIndex {
  std::vector<EventRef> Definitions;
  std::vector<std::vector<EventRef>> Users;
};

/// What other functions must know of one besides its Effects.
struct Summary {
  llvm::SmallBitVector RunsParams; ///< the callables that it calls
  bool ReturnsTask = false;        ///< hands out a task that it did not await
};

struct Program::Impl {
  Executor Run;
  std::vector<Unit> Units;
  std::vector<std::shared_ptr<const void>> Texts; ///< keep all names
  /// Hashes of the functions that units have or call, and of which unit;
  /// sorted.
  std::vector<std::pair<size_t, uint32_t>> NamedIn;
  std::vector<SourceFile> Files;
  std::vector<Variable> Globals;
  std::vector<Function> Functions;
  /// Keys are the names in Functions.
  std::unordered_map<std::string_view, FunctionId> ByName;

  /// For a method, the names of those that override it directly …
  std::unordered_map<EntityName, std::vector<EntityName>> Overridden;
  /// … and the bodies of all that do, however indirectly.
  std::unordered_map<EntityName, std::vector<FunctionId>> Overriders;
  /// For each function, whose body may run because its text says so: what it
  /// calls, and what it makes closures of or names.
  std::vector<std::vector<FunctionId>> Edges;
  /// Strongly connected components of the call graph, callees first.
  std::vector<std::vector<FunctionId>> Components;
  /// Their indices, by the longest way down from them.
  std::vector<std::vector<size_t>> Levels;
  /// For each function, whether it can reach itself.
  std::vector<bool> Recursive;

  std::vector<Effects> EffectsOf;
  std::vector<Summary> Summaries;
  /// What the program's global pointers and references may refer to.
  std::vector<Contents> GlobalContents;
  std::vector<std::vector<CallSite>> Callers;
  std::vector<std::vector<FunctionId>> Referrers; ///< of each global
  std::vector<bool> Changing; ///< globals that are written after their start
  std::vector<FunctionId> Initializers;
  std::vector<std::vector<Access>> OwnAccesses; ///< of each function

  // Made on demand.
  std::vector<Lazy<Flow>> Flows;
  std::vector<Lazy<AccessList>> Lists;
  std::vector<Lazy<ValueIndex>> Indices;
  Lazy<std::vector<std::vector<GlobalUse>>> Uses; ///< by global
  Lazy<std::vector<std::string_view>> CalledNames;
  /// By the options; what is made of them stays where it is.
  struct Made {
    const void *Kind;
    Options By;
    Lazy<std::shared_ptr<const void>> What;
  };
  mutable std::vector<std::unique_ptr<Made>> ByOptions;
  mutable std::mutex
      Finding; ///< in ByOptions; not held while something is made

  void merge(std::vector<TUSummary> Units);
  void buildCallGraph();
  void computeReturns();
  void computeEffects();
  void lookAtCoroutines() const;

  const Event &event(EventRef E) const {
    return Functions[E.F].Blocks[E.Block].Events[E.Index];
  }
  FunctionId find(std::string_view Name) const {
    auto It = ByName.find(Name);
    return It == ByName.end() ? None : It->second;
  }
  /// The named function's body and, for a virtual call, its overriders'.
  void bodiesOf(EntityName Callee, bool Virtual,
                std::vector<FunctionId> &Bodies) const;

  /// Drops what is made anew, or read again, when it is asked for.
  void forget(FunctionId F) const;
  const Flow &flow(FunctionId F) const;
  const AccessList &list(FunctionId F) const;
  const ValueIndex &index(FunctionId F) const;
  const std::vector<GlobalUse> &uses(GlobalId G) const;
  std::vector<PathStep> path(const Access &A) const;
};

/// What the functions of one component return, added to their effects, and the
/// flows that this rests on (Returns.cpp).
std::vector<std::unique_ptr<Flow>>
settle(Program::Impl &P, const std::vector<FunctionId> &Component);

/// Every access of the events of a function (Accesses.cpp); with what callees
/// do to globals of their own accord if \p InCallees.
AccessList collectAccesses(const Program::Impl &P, const Flow &Fl,
                           bool InCallees);

/// What a function does to globals itself, and with it what its callees do
/// (GlobalEffects.cpp).
class GlobalEffects {
public:
  using Set = std::shared_ptr<const std::vector<Effects::OnGlobal>>;
  explicit GlobalEffects(size_t NumGlobals) : Scratch(NumGlobals) {}
  void add(GlobalId G, AccessKind K, const Access &A);
  void add(const Set &Callee, bool Coroutine);
  /// All that was added; one of the sets that were, where that is equal.
  Set take();

private:
  std::vector<Effects::OnObject> Scratch;
  std::vector<GlobalId> Touched;
  std::vector<Set> Sets;
};

/// Merges what \p From does into \p Into. True where it changed.
bool merge(Effects::Part &Into, const Effects::Part &From);

/// For each block and event, whether a lock is held there (Locks.cpp). Empty
/// where the function takes none. \p OwnMutex is set where a mutex of `this` or
/// of static storage duration is locked.
std::vector<std::vector<bool>> heldLocks(const Program::Impl &P, const Flow &Fl,
                                         bool &OwnMutex);

} // namespace cotidy

#endif // COTIDY_PROGRAM_PROGRAMIMPL_H
