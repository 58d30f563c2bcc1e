//===- OldReads.h - What values hold of shared state ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes forward through a coroutine. Each value and each local carries facts: of
// which shared places it holds what was read, and whether a suspension came
// since. A read of the place after the suspension, by the coroutine or by what
// it calls, makes them fresh again. A carrier has one fresh and one stale fact
// for each place at most, and only what is used later carries any: the cost is
// the number of events times the carriers alive at a suspension, which real
// code keeps small.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_OLDREADS_H
#define COTIDY_RULES_OLDREADS_H

#include "rules/Accessors.h"
#include "rules/Dataflow.h"
#include "rules/EventOrder.h"
#include "rules/Revalidations.h"
#include "rules/SharedState.h"
#include <functional>

namespace cotidy {

class OldReads {
public:
  /// What a carrier holds of one shared place.
  struct Fact {
    uint32_t Place;             ///< see place()
    uint32_t Read;              ///< number of the event that read it
    uint32_t Suspension = None; ///< number of the one that came since
    bool Covered = false;       ///< a lock has been held ever since the read
    bool Weak = false;     ///< by way of a call that may do anything with it
    bool Unchanged = true; ///< the very value that was read

    bool stale() const { return Suspension != None; }
    bool operator==(const Fact &) const = default;
  };
  using Facts = std::vector<Fact>;

  /// Values by their id; variables of the function's own above them, and their
  /// fields.
  using Carrier = std::pair<uint64_t, std::string>;
  using State = std::map<Carrier, Facts>;

  struct Calls {
    const Accessors &Functions;
    /// Is what a library's lookup gives, an iterator say, a read too?
    bool Lookups = false;
  };

  OldReads(const Program &P, const Options &O, const SharedState &Shared,
           Calls Through, FunctionId F);

  const EventOrder &order() const { return Order; }
  const Revalidations &revalidations() const { return Renewed; }
  const Place &place(uint32_t Id) const { return Places[Id].Where; }
  /// None of a place whose pointer the function changes.
  const std::optional<Sharing> &sharing(uint32_t Id) const {
    return Places[Id].How;
  }
  /// Does the event run under a lock?
  bool locked(EventRef At) const {
    return !Locks.empty() && Locks[At.Block][At.Index];
  }
  /// A variable, or a part of one, that nobody but the function sees.
  bool isOwn(const Place &Where);

  /// Called for every change of what is not the function's own.
  using OnWrite =
      std::function<void(uint32_t Event, const Place &To, const Facts &Value)>;

  /// Takes \p S through an event.
  void event(State &S, uint32_t N, const OnWrite &Written = {});
  /// … through all of a block's, its condition's values included.
  void block(State &S, uint32_t B, const OnWrite &Written = {});
  Facts ofValue(const State &S, ValueId V) const;

  static bool join(State &Into, const State &From);

private:
  const Program &P;
  const Options &O;
  const SharedState &Shared;
  Calls Through;
  FunctionId F;
  const Function &Fn;
  EventOrder Order;
  Revalidations Renewed;
  LocalLiveness Live;
  std::vector<std::pair<uint32_t, uint32_t>> AccessesOf; ///< per event
  std::vector<std::vector<bool>> Locks;
  std::set<std::string> Reseated; ///< pointers that the function changes

  struct SharedPlace {
    Place Where;
    std::optional<Sharing> How;
  };
  std::vector<SharedPlace> Places;
  std::map<std::string, uint32_t> PlaceIds;
  std::map<uint32_t, bool> LocalIsShared;

  uint32_t placeId(const Place &Where);
  std::optional<Carrier> carrierOf(const Place &Where);
  Facts carried(const State &S, const Place &Where);
  Facts ofValues(const State &S, const std::vector<ValueId> &Values) const;
  Facts ofArgument(const State &S, const Argument &A);
  void read(Facts &Into, uint32_t N, const Place &Where);
  std::vector<Place> copiedRange(const Event &E) const;
  bool givesArgument(const Place &Referred) const;
  void renew(State &S, const std::function<bool(const Place &)> &Which) const;
  void lookedAt(State &S, const Place &Where, bool Load = false) const;
  static void suspended(State &S, uint32_t N);
  void stored(State &S, uint32_t N, const Place &To, const Facts &Value,
              bool Whole, const OnWrite &Written);
  void call(State &S, uint32_t N, Facts &Result, const OnWrite &Written);
};

/// Library functions that say where something is and look at no value.
bool onlyLocates(const Event &Call);

} // namespace cotidy

#endif // COTIDY_RULES_OLDREADS_H
