//===- ValueFlow.cpp - What a changed value reaches -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ValueFlow.h"
#include "rules/Copies.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

/// A call that only computes: its result is what becomes of its arguments.
bool onlyComputes(const Event &E) {
  if (!E.CalleeStd)
    return false;
  static const std::vector<std::string> Names = {
      "min",        "max",        "clamp",      "abs",        "forward",
      "as_const",   "to_string",  "size",       "ssize",      "empty",
      "length",     "begin",      "end",        "cbegin",     "cend",
      "data",       "front",      "back",       "at",         "c_str",
      "value",      "has_value",  "count",      "contains",   "find",
      "operator[]", "operator+",  "operator-",  "operator*",  "operator/",
      "operator%",  "operator==", "operator!=", "operator<",  "operator>",
      "operator<=", "operator>=", "operator!",  "operator->", "operator bool",
  };
  return matchesName(Names, E.CalleeName);
}

class Tracer {
public:
  Tracer(const Program &P, const ControlFlow &Flow, FunctionId F,
         const Place &Root, const std::vector<const Access *> &Updates)
      : P(P), Flow(Flow), F(F), Fn(P.function(F)), Root(Root),
        Updates(Updates) {}

  Reached run() {
    for (const Access &A : P.accesses(F)) {
      if (!contains(Root, A.Where) || A.Where.throughDeref() || isUpdate(A) ||
          A.Why == Implicit::Destructor || !readsUpdated(A))
        continue;
      if (A.Kind == AccessKind::Escape)
        R.PassedOn = R.Delivered = true;
      else
        access(A);
    }
    while (!Work.empty()) {
      ValueId V = Work.back();
      Work.pop_back();
      for (EventRef User : P.usersOf(F, V))
        use(V, User);
    }
    return R;
  }

private:
  bool isUpdate(const Access &A) const {
    return std::find(Updates.begin(), Updates.end(), &A) != Updates.end();
  }

  bool updates(EventRef At) const {
    return std::any_of(Updates.begin(), Updates.end(),
                       [&](const Access *U) { return U->At == At; });
  }

  bool readsUpdated(const Access &A) const {
    return std::any_of(Updates.begin(), Updates.end(), [&](const Access *U) {
      return overlaps(U->Where, A.Where) &&
             (U->At == A.At || Flow.mayFollow(U->At, A.At));
    });
  }

  void value(ValueId V) {
    if (V != None && Seen.insert(V).second)
      Work.push_back(V);
  }

  /// An object of this function's own holds the value from now on.
  void object(const Place &Where) {
    if (!Objects.insert({Where.Base, Where.Index}).second)
      return;
    for (const Access &A : P.accesses(F))
      if (A.Where.Base == Where.Base && A.Where.Index == Where.Index &&
          A.Kind == AccessKind::Read && A.Why != Implicit::Destructor)
        access(A);
  }

  bool isOwnCopy(const Place &Where) const {
    if (Where.throughDeref())
      return false;
    switch (Where.Base) {
    case Place::Local:
      return true;
    case Place::Parameter:
      return !Fn.Params[Where.Index].Ty.Reference;
    case Place::Capture:
      return !Fn.Captures[Where.Index].ByReference;
    default:
      return false;
    }
  }

  /// The value is written to whatever the event writes.
  void storedBy(EventRef At) {
    bool Known = false;
    for (const Access &A : P.accesses(F)) {
      if (A.At != At || A.Kind == AccessKind::Read)
        continue;
      Known = true;
      if (contains(Root, A.Where) && !A.Where.throughDeref())
        continue; // the next update
      if (isOwnCopy(A.Where))
        object(A.Where);
      else
        R.Delivered = true;
    }
    const Event &E = P.event(At);
    if (!Known && E.K == Event::Store) {
      if (E.Target.Base == Place::Local)
        object(E.Target);
      else
        R.Delivered = true;
    }
  }

  /// An event that reads the object.
  void access(const Access &A) {
    const Event &E = P.event(A.At);
    if (E.K == Event::Load || E.K == Event::Borrow) {
      value(E.Result);
      if (E.K == Event::Load && !E.ForUpdate && P.usersOf(F, E.Result).empty())
        R.Decides = true;
      return;
    }
    if (E.K == Event::Call || E.K == Event::Closure)
      return call(A.At, None);
    if (E.K == Event::Return || E.K == Event::Throw)
      R.Delivered = true;
    else if (E.K == Event::Suspend)
      suspend(E);
    else
      R.PassedOn = true;
  }

  void suspend(const Event &E) {
    if (E.Suspending == SuspendKind::Yield)
      R.Delivered = true;
    R.PassedOn = true;
    value(E.Result);
  }

  void call(EventRef At, ValueId V) {
    const Event &E = P.event(At);
    bool Changes = updates(At);
    if (!Changes && !onlyComputes(E) && !copies(E))
      R.PassedOn = true;
    if (V != None)
      for (const Argument &A : E.Args)
        R.Delivered |= A.Val == V && A.Moved && !copies(E);
    if (E.ResultType.Class != TypeClass::Void)
      value(E.Result);
    storedBy(At);
  }

  /// Makes an object of a class by copying another.
  static bool copies(const Event &E) { return E.Constructor; }

  void use(ValueId V, EventRef At) {
    const Block &B = Fn.Blocks[At.Block];
    if (At.Index >= B.Events.size()) {
      condition(At.Block);
      return;
    }
    const Event &E = B.Events[At.Index];
    switch (E.K) {
    case Event::Op:
      value(E.Result);
      break;
    case Event::Store:
      storedBy(At);
      break;
    case Event::Call:
      call(At, V);
      break;
    case Event::Closure:
      R.PassedOn = true;
      value(E.Result);
      break;
    case Event::Suspend:
      suspend(E);
      break;
    case Event::Return:
    case Event::Throw:
      R.Delivered = true;
      break;
    case Event::Load:
    case Event::Borrow:
      value(E.Result); // of what a tainted pointer refers to
      break;
    default:
      break;
    }
  }

  void condition(uint32_t Block) {
    const Terminator *T = Flow.decision(Block);
    if (!T)
      return; // a value: the operator's own result goes on
    if (T->isLoop() || (T->K == Terminator::If && leavesLoop(Block)))
      R.LoopCondition = true;
    else
      R.Decides = true;
  }

  bool leavesLoop(uint32_t Block) const {
    const Loop *L = Flow.loopAround(Block);
    if (!L)
      return false;
    const std::vector<uint32_t> &Succs = Fn.Blocks[Block].End.Succs;
    return std::any_of(Succs.begin(), Succs.end(),
                       [&](uint32_t S) { return !L->Blocks[S]; });
  }

  const Program &P;
  const ControlFlow &Flow;
  FunctionId F;
  const Function &Fn;
  const Place &Root;
  const std::vector<const Access *> &Updates;
  Reached R;
  std::set<ValueId> Seen;
  std::vector<ValueId> Work;
  std::set<std::pair<Place::Root, uint32_t>> Objects;
};

} // namespace

Reached whatReaches(const Program &P, const ControlFlow &Flow, FunctionId F,
                    const Place &Root,
                    const std::vector<const Access *> &Updates) {
  return Tracer(P, Flow, F, Root, Updates).run();
}

} // namespace cotidy
