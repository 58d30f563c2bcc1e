//===- ValueFlow.cpp - What a changed value reaches -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ValueFlow.h"
#include "program/LibraryModel.h"
#include "rules/Copies.h"
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace cotidy {

namespace {

/// A call that only computes: its result is what becomes of its arguments.
bool onlyComputes(const Event &E) {
  if (!E.CalleeStd)
    return false;
  static constexpr std::string_view Names[] = {
      "min",        "max",        "clamp",      "abs",        "forward",
      "as_const",   "to_string",  "size",       "ssize",      "empty",
      "length",     "begin",      "end",        "cbegin",     "cend",
      "data",       "front",      "back",       "at",         "c_str",
      "value",      "has_value",  "count",      "contains",   "find",
      "operator[]", "operator+",  "operator-",  "operator*",  "operator/",
      "operator%",  "operator==", "operator!=", "operator<",  "operator>",
      "operator<=", "operator>=", "operator!",  "operator->", "operator bool",
  };
  return std::find(std::begin(Names), std::end(Names),
                   lastComponent(E.CalleeName)) != std::end(Names);
}

/// Is \p Where in the object at \p Root, not behind a pointer that it holds?
bool isPartOf(const Place &Root, const Place &Where) {
  return contains(Root, Where) &&
         std::none_of(
             Where.Path.begin() + Root.Path.size(), Where.Path.end(),
             [](const PathElement &E) { return E.K == PathElement::Deref; });
}

/// Does a function store what it finds in an object, called this deep? Kept for
/// all of one question.
using StoredBy =
    std::map<std::tuple<FunctionId, Place::Root, uint32_t, int>, bool>;

class Tracer {
public:
  /// What the updates leave in \p Root; without \p Flow, what is in \p Root
  /// from the beginning.
  Tracer(const Program &P, const ControlFlow *Flow, FunctionId F, Place Root,
         std::vector<const Access *> Updates, StoredBy &Known, int Depth = 0)
      : P(P), Flow(Flow), F(F), Fn(P.function(F)), Root(std::move(Root)),
        Updates(std::move(Updates)), Known(Known), Depth(Depth) {}

  Reached run() {
    for (const Access &A : P.accesses(F)) {
      if (!isPartOf(Root, A.Where) || isUpdate(A) ||
          A.Why == Implicit::Destructor || !readsUpdated(A))
        continue;
      if (A.Kind == AccessKind::Escape)
        R.PassedOn = R.Stored = true;
      else if (A.Kind == AccessKind::Read)
        access(A);
    }
    while (!Work.empty()) {
      ValueId V = Work.back();
      Work.pop_back();
      for (EventRef User : P.usersOf(F, V))
        use(User);
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
    return !Flow ||
           std::any_of(Updates.begin(), Updates.end(), [&](const Access *U) {
             return overlaps(U->Where, A.Where) &&
                    (U->At == A.At || Flow->mayFollow(U->At, A.At));
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

  /// The value is written to whatever the event writes.
  void storedBy(EventRef At) {
    bool Known = false;
    for (const Access &A : P.accesses(F)) {
      if (A.At != At || A.Kind == AccessKind::Read)
        continue;
      Known = true;
      if (isPartOf(Root, A.Where))
        continue; // the next update
      if (isOwnCopy(Fn, A.Where))
        object(A.Where);
      else if (A.Where.Base != Place::Global ||
               !P.globals()[A.Where.Index].System) // printing is no storing
        R.Stored = true;
    }
    const Event &E = P.event(At);
    if (!Known && E.K == Event::Store && E.Target.Base == Place::Local)
      object(E.Target);
    else if (!Known) // what callees do to globals is told of coroutines alone
      R.Stored = true;
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
      return call(A.At);
    if (E.K == Event::Return || E.K == Event::Throw)
      R.Returned = true;
    else if (E.K == Event::Suspend)
      suspend(E);
    else
      R.PassedOn = true;
  }

  void suspend(const Event &E) {
    if (E.Suspending == SuspendKind::Yield)
      R.Returned = true;
    R.PassedOn = true;
    value(E.Result);
  }

  bool holds(const Argument &A) const {
    return (A.Val != None && Seen.contains(A.Val)) || overlaps(A.From, Root) ||
           Objects.contains({A.From.Base, A.From.Index});
  }

  /// Makes another object of the argument's own class: no use of it.
  bool copies(const Event &E) const {
    if (!E.Constructor || E.Args.size() != 1 || !holds(E.Args[0]))
      return false;
    const Place &From = E.Args[0].From;
    const Type *Ty = From.Base == Place::Parameter && From.isWhole()
                         ? &Fn.Params[From.Index].Ty
                     : From.Base == Place::Capture && From.isWhole()
                         ? &Fn.Captures[From.Index].Ty
                     : From.Base == Place::Local && From.isWhole()
                         ? &Fn.Locals[From.Index].Ty
                         : nullptr;
    return Ty ? Ty->Record == E.CalleeRecord : From.Base != Place::Unknown;
  }

  /// Does the call choose an element by the value?
  bool selects(const Event &E) const {
    std::string_view Name = lastComponent(E.CalleeName);
    return (Name == "at" || Name == "operator[]" || Name == "find") &&
           std::any_of(E.Args.begin(), E.Args.end(),
                       [&](const Argument &A) { return holds(A); });
  }

  void call(EventRef At) {
    const Event &E = P.event(At);
    bool Copies = copies(E);
    R.Decides |= selects(E);
    if (!updates(At) && !onlyComputes(E) && !Copies)
      R.PassedOn = true;
    if (!Copies)
      for (const Argument &A : E.Args)
        R.Stored |= A.Moved && holds(A);
    if (E.ResultType.Class != TypeClass::Void)
      value(E.Result);
    if (keeps(At) || (Copies && E.Receiver))
      storedBy(At);
  }

  /// Does the call put what it gets into an object that outlives it?
  bool keeps(EventRef At) const {
    const Event &E = P.event(At);
    if (E.Why == Implicit::AwaitProtocol)
      return false;
    std::vector<FunctionId> Bodies = P.callees(At);
    if (Bodies.empty()) {
      const LibraryCall *Known = libraryCall(E);
      return Known && (Known->Keeps || Known->Written);
    }
    if (Depth == 3)
      return false;
    auto Stores = [&](FunctionId Body, Place From) {
      auto [It, New] =
          Known.try_emplace({Body, From.Base, From.Index, Depth}, false);
      if (New)
        It->second =
            Tracer(P, nullptr, Body, std::move(From), {}, Known, Depth + 1)
                .run()
                .Stored;
      return It->second;
    };
    for (FunctionId Body : Bodies) {
      const Function &Callee = P.function(Body);
      if (E.Receiver && holds(*E.Receiver) &&
          Stores(Body, {Place::This, 0, {}}))
        return true;
      for (uint32_t I = 0; I < E.Args.size() && I < Callee.Params.size(); ++I) {
        Place Into{Place::Parameter, I, {}};
        if (Callee.Params[I].Ty.Reference)
          Into.Path.push_back({PathElement::Deref, ""});
        if (holds(E.Args[I]) && Stores(Body, std::move(Into)))
          return true;
      }
    }
    return false;
  }

  void use(EventRef At) {
    const Block &B = Fn.Blocks[At.Block];
    if (At.Index >= B.Events.size()) {
      condition(At.Block);
      return;
    }
    const Event &E = B.Events[At.Index];
    switch (E.K) {
    case Event::Op:
      R.Decides |= E.Text == "[]"; // which element
      R.PassedOn |= E.Text == "new";
      value(E.Result);
      break;
    case Event::Store:
      storedBy(At);
      break;
    case Event::Call:
      call(At);
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
      R.Returned = true;
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
    if (!Flow)
      return;
    const Terminator *T = Flow->decision(Block);
    if (!T)
      return; // a value: the operator's own result goes on
    if (T->isLoop() || (T->K == Terminator::If && leavesLoop(Block)))
      R.LoopCondition = true;
    else
      R.Decides = true;
  }

  bool leavesLoop(uint32_t Block) const {
    const Loop *L = Flow->loopAround(Block);
    if (!L)
      return false;
    const std::vector<uint32_t> &Succs = Fn.Blocks[Block].End.Succs;
    return std::any_of(Succs.begin(), Succs.end(),
                       [&](uint32_t S) { return !L->Blocks[S]; });
  }

  const Program &P;
  const ControlFlow *Flow;
  FunctionId F;
  const Function &Fn;
  Place Root;
  std::vector<const Access *> Updates;
  StoredBy &Known;
  int Depth; ///< of calls between the function that was asked about and this
             ///< one
  Reached R;
  std::set<ValueId> Seen;
  std::vector<ValueId> Work;
  std::set<std::pair<Place::Root, uint32_t>> Objects;
};

} // namespace

Reached whatReaches(const Program &P, const ControlFlow &Flow, FunctionId F,
                    const Place &Root,
                    const std::vector<const Access *> &Updates) {
  StoredBy Known;
  return Tracer(P, &Flow, F, Root, Updates, Known).run();
}

bool isOwnCopy(const Function &Fn, const Place &Where) {
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

} // namespace cotidy
