//===- Lifetimes.h - Does a task end before what it refers to ---*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that is given a reference has to end before the object does.
// Whether it does is decided where it is called: by what becomes of its task on
// every path to the end of the object's scope. coro-dangling-state reports what
// does not; the refactor asks before it proposes a reference.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_LIFETIMES_H
#define COTIDY_RULES_LIFETIMES_H

#include "program/Concurrency.h"
#include <memory>

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// How sure it is that a task has ended when an object ends.
enum class Safety : uint8_t {
  Safe,      ///< proven, on every path
  Assumed,   ///< something whose body nobody saw waits for it, or ends it
  Unproven,  ///< nothing is known of what becomes of it
  Suspected, ///< on some path it is left running or kept
  Dangles,   ///< on every path that makes it
};

/// An object that a coroutine is given and does not own.
struct HandOver {
  EventRef Call;               ///< makes the task: a Call or Closure event
  FunctionId Coroutine = None; ///< whose body uses the object
  Place Owner; ///< the object, in terms of Call.F: a Local, a by-value
               ///< Parameter or a temporary (Value), whole; else who lends it:
               ///< a Parameter, This or Capture, with its path
  /// What the coroutine calls it: a Parameter or Capture of it, or This. A
  /// lambda's This is the closure.
  Place::Root As = Place::Unknown;
  uint32_t Index = 0;
  EventRef Use;         ///< in Coroutine: a use that may come too late
  bool Certain = false; ///< … that is no mere escape
  bool Later = false;   ///< … after a suspension that is not the initial one
  /// Not the task but one that the callee leaves running uses the object: the
  /// event in the callee that starts it.
  EventRef Leak;
  Safety LeakIs = Safety::Safe;
  bool Returned = false; ///< the callee is no coroutine: it hands the task out
  bool Running = false;  ///< … and has run it to a suspension
};

/// What is known of one hand-over. Reason is a clause, lower case, without a
/// full stop: "'use' is awaited by the expression that calls it".
struct LifetimeProof {
  Safety Is = Safety::Safe;
  std::string Reason;
  Location Where; ///< of what Reason tells; not valid where it is nowhere
  EventRef Start; ///< what started, kept or returned the task, if anything
  bool AtReturn = false; ///< the task is returned to the caller

  bool safe() const { return Is == Safety::Safe; }
};

class Lifetimes {
public:
  Lifetimes(const Program &P, const Options &O);
  ~Lifetimes();

  /// What the text of \p F hands to coroutines, in the order of the text. What
  /// a coroutine never uses, or only before anything can end, is left out.
  const std::vector<HandOver> &handOvers(FunctionId F) const;

  /// For each of handOvers(F), in that order, what is known of it.
  const std::vector<LifetimeProof> &proofs(FunctionId F) const;

  /// Would an object of \p Call's function be safe in the hands of the task
  /// that \p Call, the call of a coroutine or of what hands one out, or the
  /// closure of a coroutine, makes? It need not be handed to it yet.
  /// \p Owner is a Local or a by-value Parameter, whole. A Parameter with a
  /// Deref, a Capture or This stands for what somebody else owns: safe where
  /// the task ends before the function does, or is returned to the caller.
  /// A place with the root Unknown stands for a local that would be declared
  /// first in the function.
  LifetimeProof taskWithin(EventRef Call, const Place &Owner) const;

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

/// Prints, for tests and for who asks why something is silent, each hand-over
/// and what is known of it, and of each task whether an object that is declared
/// first in the function would be safe with it.
void printLifetimes(llvm::raw_ostream &OS, const Program &P, const Options &O);

} // namespace cotidy

#endif // COTIDY_RULES_LIFETIMES_H
