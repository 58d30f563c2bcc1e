//===- SharedState.h - What others may change meanwhile ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which of the places that a coroutine uses another one may change while it is
// suspended, and how much speaks for it.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_SHAREDSTATE_H
#define COTIDY_RULES_SHAREDSTATE_H

#include "ir/Lazy.h"
#include "program/Concurrency.h"
#include <functional>
#include <map>
#include <unordered_map>

namespace cotidy {

struct Sharing {
  /// High: somebody who runs beside the coroutine uses it. Medium: somebody
  /// else does, and may run meanwhile. Low: it could be seen by others.
  Confidence Sure = Confidence::Low;
  const ConcurrentPair *Pair = nullptr; ///< what runs beside the coroutine
  const Access *Other = nullptr;        ///< what another function does to it
  bool Private = false; ///< every call in sight lends a variable that nobody
                        ///< else sees, and awaits at once
};

class SharedState {
public:
  SharedState(const Program &P, const Options &O);

  /// How the object at \p Where, a resolved place of \p F, is shared; none
  /// where nobody but \p F can see it, or where an option says so.
  std::optional<Sharing> of(FunctionId F, const Place &Where) const;

  /// Accesses, each in its function's own text, of what may be the same object
  /// or a part of it: one global's or one class's member. Constructors and
  /// destructors are left out.
  std::vector<const Access *> accessesLike(FunctionId F,
                                           const Place &Where) const;

  const Concurrency &concurrency() const { return Beside; }

private:
  const Program &P;
  const Options &O;
  Concurrency Beside;
  std::unordered_map<std::string, std::vector<const Access *>> Like;

  std::vector<Lazy<std::map<uint32_t, Sharing>>> Escaped; ///< by function

  /// What a call lends to the coroutine, in the caller's terms.
  using PlaceOf = std::function<std::vector<Place>(EventRef Call)>;

  std::map<uint32_t, Sharing> escapedLocals(FunctionId F) const;
  std::string keyOf(FunctionId F, const Place &Where) const;
  const std::map<uint32_t, Sharing> &escapedFrom(FunctionId F) const;
  Sharing judged(FunctionId F, const Place &Where) const;
  Sharing lent(FunctionId F, Sharing S, const PlaceOf &Object) const;
  std::optional<Sharing> ofGlobal(FunctionId F, const Place &Where) const;
  std::optional<Sharing> ofParameter(FunctionId F, const Place &Where) const;
  std::optional<Sharing> ofCapture(FunctionId F, const Place &Where) const;
  std::optional<Sharing> ofLocal(FunctionId F, const Place &Where) const;
};

/// The class whose method, or whose method's lambda, \p F is.
TextRef recordOf(const Program &P, FunctionId F);

/// How a message names a place of \p F: "total", "a.balance", "p->n",
/// "items[...]". A member of `this` goes by its own name.
std::string spelled(const Program &P, FunctionId F, const Place &Where);

} // namespace cotidy

#endif // COTIDY_RULES_SHAREDSTATE_H
