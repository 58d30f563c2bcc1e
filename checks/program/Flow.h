//===- Flow.h - Where a function's pointers lead ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Points-to within one function, flow-insensitive: what each value may refer
// to, and what each place may hold. Calls are seen through Effects::Returns.
//
// A place is resolved where every Deref in it was followed as far as the
// function's text tells. What remains unknown is called after where it is
// found: `p*` for parameter p's pointee. A root Value without a path stands for
// the object that the value's event makes: a closure, a task.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_FLOW_H
#define COTIDY_PROGRAM_FLOW_H

#include "program/Program.h"

namespace cotidy {

using PlaceSet = std::vector<Place>;

/// Adds places that are not there yet; sets stay small. True where it changed.
bool unite(PlaceSet &Into, const PlaceSet &From);
bool unite(PlaceSet &Into, const Place &P);

/// What the parts of one root hold.
struct Contents {
  struct Held {
    std::vector<PathElement> Path;
    PlaceSet Referents;
  };
  std::vector<Held> Parts;

  bool add(const std::vector<PathElement> &Path, const PlaceSet &Referents);
  /// What the part at \p Path may hold, as a part of what was stored whole or
  /// as the sum of its own parts.
  void lookUp(const std::vector<PathElement> &Path, PlaceSet &Into) const;
};

/// May an object of the type, a reference taken off, refer to others?
bool mayRefer(const Type &T);

/// Does the event give a number? Then its result refers to nothing.
bool givesNumber(const Event &E);

class Flow {
public:
  Flow(const Program::Impl &P, FunctionId F);

  FunctionId function() const { return F; }
  const PlaceSet &pointees(ValueId V) const { return Values[V]; }
  PlaceSet resolve(const Place &P) const;

  /// What a parameter bound to the argument refers to, or what the argument's
  /// value does.
  PlaceSet referents(const Argument &A) const;
  /// What a copy of the argument refers to.
  PlaceSet held(const Argument &A) const;

  /// What the places hold, as far as this function's text tells.
  PlaceSet contents(const PlaceSet &Places) const;
  /// The locals that hold the object which an event makes.
  std::vector<uint32_t> holders(ValueId V) const;

  /// The Closure or Constant events whose functions are among \p Places.
  std::vector<EventRef> callables(const PlaceSet &Places) const;

  /// Program::callees and Program::callbacks.
  std::vector<FunctionId> callees(const Event &Call) const;
  /// Does a call run a callable that it gets as this argument?
  bool runsArgument(const Event &Call, size_t Index) const;
  /// Makers of the callables that a call's arguments bring and that the call
  /// runs.
  std::vector<EventRef> callbacks(const Event &Call) const;
  /// Makers of what is called: the closures that the receiver may be.
  std::vector<EventRef> called(const Event &Call) const;

  /// A place of a callee's terms in this function's: \p Maker is the closure's
  /// event where the callee is a lambda. Empty where it has no such name.
  PlaceSet translate(const Place &P, const Event &Call, FunctionId Callee,
                     EventRef Maker) const;

  /// What the function returns, in its own terms.
  const PlaceSet &returned() const { return Returned; }
  bool returnsTask() const { return HandsOutTask; }

  EventRef definition(ValueId V) const {
    return V < Definitions.size() ? Definitions[V] : EventRef();
  }
  /// The event that makes the object which a place is; null for any other.
  const Event *maker(const Place &P) const;
  /// The type of a place, as far as a variable's declaration tells; else null.
  const Type *typeOf(const Place &P) const;

  /// Stores to globals, what is stored in this function's terms.
  struct GlobalStore {
    Place Target;
    PlaceSet Referents;
  };
  std::vector<GlobalStore> globalStores() const;

private:
  const Program::Impl &P;
  FunctionId F;
  std::vector<PlaceSet> Values;
  std::map<std::pair<Place::Root, uint32_t>, Contents> Held;
  std::vector<EventRef> Definitions;
  /// The bodies that each call names, by the event's address.
  std::vector<std::pair<const Event *, std::vector<FunctionId>>> Named;
  PlaceSet Returned;
  bool HandsOutTask = false;
  bool Changed = false;

  const std::vector<FunctionId> &named(const Event &Call) const;
  void step(const Event &E);
  void call(const Event &E);
  void construct(const Event &E);
  PlaceSet resultOf(const Event &E);
  void passedOn(const Event &E, PlaceSet &Into) const;
  void set(ValueId V, const PlaceSet &Places);
  void store(const Place &Target, const PlaceSet &Referents);
  void load(const Place &P, bool Refers, PlaceSet &Into) const;
  PlaceSet follow(PlaceSet Places, const std::vector<PathElement> &Path,
                  size_t From) const;
  bool makesTask(const Event &E) const;
};

} // namespace cotidy

#endif // COTIDY_PROGRAM_FLOW_H
