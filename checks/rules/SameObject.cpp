//===- SameObject.cpp - Who else uses the same object -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/SameObject.h"
#include "program/ProgramImpl.h"
#include <algorithm>
#include <span>
#include <unordered_set>

namespace cotidy {

namespace {

using Steps = std::span<const PathElement>;

/// What stands behind the object itself: `p*.items` and `this.items` alike.
Steps membersOf(const Place &Where) {
  Steps Path = Where.Path;
  while (!Path.empty() && Path.front().K == PathElement::Deref)
    Path = Path.subspan(1);
  return Path;
}

bool startsWith(Steps Path, Steps Start) {
  return Path.size() >= Start.size() &&
         std::equal(Start.begin(), Start.end(), Path.begin());
}

class Search {
public:
  Search(const Program &P, const SharedState &Shared, bool Elements)
      : P(P), Shared(Shared), Elements(Elements) {}

  std::vector<const Access *> Found;

  void object(FunctionId In, const Place &Where, int Depth) {
    const Steps Members = membersOf(Where);
    for (const Access *A : Shared.accessesLike(In, Where))
      if (matches(membersOf(A->Where), Members))
        add(*A);
    if (Where.Base == Place::Local)
      for (const Access &A : P.accesses(In))
        if (A.Where.Base == Place::Local && A.Where.Index == Where.Index &&
            !A.InCallee && matches(A.Where.Path, Where.Path))
          add(A);
    if (Depth == 0)
      return;
    if (Where.Base == Place::Local)
      lent(In, Where);
    if ((Where.Base == Place::Parameter || Where.Base == Place::Capture) &&
        !Where.Path.empty() && Where.Path[0].K == PathElement::Deref)
      borrowed(In, Where, Depth);
  }

private:
  const Program &P;
  const SharedState &Shared;
  bool Elements;
  std::unordered_set<const Access *> Known;

  void add(const Access &A) {
    if (Known.insert(&A).second)
      Found.push_back(&A);
  }

  bool matches(Steps Path, Steps Wanted) const {
    return startsWith(Path, Wanted) &&
           (Path.size() == Wanted.size() ||
            (Elements && Path[Wanted.size()].K == PathElement::Element));
  }

  /// What the callees and closures of \p In do that get it, or what holds it,
  /// by reference.
  void lent(FunctionId In, const Place &Where) {
    const Function &Fn = P.function(In);
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
        const Event &E = Fn.Blocks[B].Events[I];
        if (E.K == Event::Closure)
          lentTo(In, E, P.find(E.Callee), Place::Capture, Where);
        else if (E.K == Event::Call)
          for (FunctionId Callee : P.callees({In, B, I}))
            lentTo(In, E, Callee, Place::Parameter, Where);
      }
  }

  void lentTo(FunctionId In, const Event &E, FunctionId Callee,
              Place::Root Root, const Place &Where) {
    if (Callee == None)
      return;
    const Function &Fn = P.function(Callee);
    const bool Closure = Root == Place::Capture;
    const size_t Count = Closure ? Fn.Captures.size() : Fn.Params.size();
    for (uint32_t I = 0; I < E.Args.size() && I < Count; ++I) {
      if (!(Closure ? Fn.Captures[I].ByReference : Fn.Params[I].Ty.Reference))
        continue;
      for (const Place &Object : P.impl().flow(In).referents(E.Args[I]))
        if (Object.Base == Where.Base && Object.Index == Where.Index &&
            startsWith(Where.Path, Object.Path))
          for (const Access &A : P.accesses(Callee))
            if (A.Where.Base == Root && A.Where.Index == I && !A.InCallee &&
                !A.Where.Path.empty() &&
                A.Where.Path[0].K == PathElement::Deref &&
                matches(Steps(A.Where.Path).subspan(1),
                        Steps(Where.Path).subspan(Object.Path.size())))
              add(A);
    }
  }

  /// A parameter's or capture's: what callers give it.
  void borrowed(FunctionId In, const Place &Where, int Depth) {
    for (const CallSite &C : P.callers(In)) {
      const Event &E = P.event(C.At);
      if (Where.Index >= E.Args.size() ||
          (E.K == Event::Closure) != (Where.Base == Place::Capture))
        continue;
      for (Place Object :
           P.impl().flow(C.At.F).referents(E.Args[Where.Index])) {
        Object.Path.insert(Object.Path.end(), Where.Path.begin() + 1,
                           Where.Path.end());
        object(C.At.F, Object, Depth - 1);
      }
    }
  }
};

} // namespace

std::vector<const Access *> accessesOfSame(const Program &P,
                                           const SharedState &Shared,
                                           FunctionId F, const Place &Where,
                                           bool Elements) {
  Search S(P, Shared, Elements);
  S.object(F, Where, /*Depth=*/2);
  return std::move(S.Found);
}

} // namespace cotidy
