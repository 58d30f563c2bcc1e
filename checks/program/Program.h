//===- Program.h - Linked summaries -----------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Summaries of translation units, merged: names become indices, calls become
// edges, effects are computed bottom-up over the call graph's strongly
// connected components. All that checks ask about more than one event.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_PROGRAM_H
#define COTIDY_PROGRAM_PROGRAM_H

#include "ir/IR.h"
#include "program/Options.h"
#include <functional>
#include <map>
#include <memory>
#include <string_view>

namespace cotidy {

using FunctionId = uint32_t;
using GlobalId = uint32_t;

/// Does a piece of work for each number below a count, perhaps several at once,
/// and returns when all is done.
using Executor =
    std::function<void(size_t Count, const std::function<void(size_t)> &Work)>;
/// One after the other.
void inTurn(size_t Count, const std::function<void(size_t)> &Work);
/// The same for work that is too small to be given out number by number.
void inGrains(const Executor &Run, size_t Count,
              const std::function<void(size_t)> &Work);

/// An event of a linked program.
struct EventRef {
  FunctionId F = None;
  uint32_t Block = 0;
  uint32_t Index = 0;
  bool isValid() const { return F != None; }
  auto operator<=>(const EventRef &) const = default;
};

enum class AccessKind : uint8_t {
  Read,
  Write,
  Escape, ///< its address goes where it cannot be followed
};

/// What one event does to one object, the callee's part included.
struct Access {
  AccessKind Kind = AccessKind::Read;
  Place Where; ///< resolved through references, pointers and callees' results:
               ///< the root is a Global, Parameter, This, Capture or Local. A
               ///< Parameter or Capture followed by Deref is what it refers to
  EventRef At;
  Location Loc;          ///< in the text of the function that `At` is in
  bool InCallee = false; ///< the callee does it; Program::path tells how
  /// InCallee, and only a coroutine that is called on the way does it, of its
  /// own accord: not to something that it is handed here.
  bool ViaCoroutine = false;
  bool Certain = true;       ///< false: a body that nobody saw may do it
  bool Synchronised = false; ///< atomic, or by a callee under a lock of its own
  bool Locked = false;       ///< under a lock that the text around it has taken
  StoreKind Storing = StoreKind::Assign; ///< for a Write by a Store event
  Implicit Why = Implicit::No;
};

/// One step of the way from a call to an effect.
struct PathStep {
  FunctionId In = None; ///< whose text the step stands in
  Location Loc;
  std::string Message; ///< "'start' calls 'log'", "'log' writes 'lines' here"
};

/// What calling a function does.
struct Effects {
  struct Part {
    bool Happens : 1 = false;
    bool Certain : 1 = false;     ///< some such access is
    bool Synchronised : 1 = true; ///< every such access is
    bool ViaCoroutine : 1 = true; ///< all are in coroutines that it calls
    bool operator==(const Part &) const = default;
  };
  struct OnObject {
    Part Read, Write, Escape;
    bool any() const { return Read.Happens || Write.Happens || Escape.Happens; }
    Part &part(AccessKind K) {
      return K == AccessKind::Read    ? Read
             : K == AccessKind::Write ? Write
                                      : Escape;
    }
    const Part &part(AccessKind K) const {
      return const_cast<OnObject *>(this)->part(K);
    }
    bool operator==(const OnObject &) const = default;
  };
  struct OnGlobal {
    GlobalId G = None;
    OnObject Does;
    bool operator==(const OnGlobal &) const = default;
  };
  /// By GlobalId; none of a system header's, of a constant only what it refers
  /// to. Shared by functions that do the same. Never null once linked.
  std::shared_ptr<const std::vector<OnGlobal>> Globals;
  const OnObject *onGlobal(GlobalId G) const; ///< null: does not use it
  std::vector<OnObject>
      Params; ///< what a reference or pointer parameter refers to
  OnObject This;
  std::vector<OnObject>
      Captures; ///< what a by-reference capture refers to, or the captured copy
  /// What the object of Params[I] or This refers to in its turn: a member that
  /// is a pointer or reference.
  std::vector<OnObject> BehindParams;
  OnObject BehindThis;
  std::vector<Place> Returns; ///< what the returned reference or pointer may
                              ///< refer to, in this function's terms
  bool Suspends =
      false; ///< a suspension point of its own text, the initial one too
  bool LocksOwnMutex =
      false; ///< locks a Sync member of `this` or a global Sync object
};

struct CallSite {
  EventRef At; ///< a Call or Closure event
};

class Program {
public:
  struct Impl;
  /// Links summaries. Entities with one name become one; of several bodies of
  /// one function (inline functions in headers) the first is kept. The order of
  /// \p Units decides the order of everything else and nothing more.
  /// What comes out is the same for every executor.
  static std::unique_ptr<Program> link(std::vector<TUSummary> Units,
                                       Executor Run = inTurn);
  ~Program();

  /// A translation unit that was linked.
  struct Unit {
    std::string MainFile;
    std::vector<uint32_t> Files;   ///< that something of it lies in
    std::vector<GlobalId> Globals; ///< that it uses
  };
  const std::vector<Unit> &units() const;
  /// Indices of the units that have or call a function, in order.
  std::vector<uint32_t> unitsNaming(std::string_view Function) const;
  const std::vector<SourceFile> &files() const;
  const std::vector<Variable> &globals() const;
  /// Functions with a body; every Location's File is an index into files(),
  /// every Global root an index into globals().
  const std::vector<Function> &functions() const;
  const Function &function(FunctionId F) const { return functions()[F]; }
  const Event &event(EventRef E) const {
    return function(E.F).Blocks[E.Block].Events[E.Index];
  }

  /// Those that are Function::Initializer.
  const std::vector<FunctionId> &initializers() const;
  /// What the program's calls name, of constructors their classes: each once.
  /// Destructors at the end of scopes are left out.
  const std::vector<std::string_view> &calledNames() const;

  /// None where no body is known.
  FunctionId find(std::string_view Name) const;

  /// Every body that a Call may run: the callee, for a virtual call its known
  /// overriders too, for a call of a closure or a function pointer that one
  /// function's text determines what it holds.
  std::vector<FunctionId> callees(EventRef Call) const;
  /// Bodies of the closures and functions that a Call passes to a callee which
  /// calls them, or whose body nobody saw: `std::for_each(b, e, lambda)`,
  /// `co_spawn(ctx, lambda, detached)`. Their effects are effects of the call.
  std::vector<FunctionId> callbacks(EventRef Call) const;
  const std::vector<CallSite> &callers(FunctionId F) const;

  const Effects &effects(FunctionId F) const;

  /// Every access of a function's events, in order of block and index. What
  /// callees do to globals of their own accord is told of coroutines alone, and
  /// of globals that the program changes alone; for all else see effects().
  const std::vector<Access> &accesses(FunctionId F) const;

  /// Of a function that is no coroutine, those of accesses(F) that are of
  /// globals, and those that its own text makes of members of `this` and what
  /// parameters and captures refer to, destructors' implicit ones left out.
  /// These are at hand without a look at the function's body.
  const std::vector<Access> &ownAccesses(FunctionId F) const;

  /// The steps from an access in a callee down to the read or write itself,
  /// first the call in the text of `A.At`'s function. Empty for a direct one.
  std::vector<PathStep> path(const Access &A) const;

  /// Accesses of a global, initialisers of globals excluded: those in a
  /// function's own text, what it passes on by reference among them, and for a
  /// coroutine those in its callees too that are no coroutines.
  struct GlobalUse {
    FunctionId F;
    const Access *How; ///< one of accesses(F), or like one
  };
  const std::vector<GlobalUse> &uses(GlobalId G) const;
  /// The functions whose text refers to a global, be it without using it:
  /// `int &hits() { return count; }`. Sorted.
  const std::vector<FunctionId> &referrers(GlobalId G) const;

  /// The objects that a pointer, reference, iterator or task value may refer
  /// to, as resolved places of its function. Flow-insensitive. A place with the
  /// root Value and no path stands for an object that the value's own event
  /// makes: a closure, a coroutine's frame.
  std::vector<Place> pointees(FunctionId F, ValueId V) const;

  /// The event that makes a value.
  EventRef definition(FunctionId F, ValueId V) const;
  /// The events that use a value as operand, argument, receiver or condition of
  /// their block (then Index is the number of the block's events).
  const std::vector<EventRef> &usersOf(FunctionId F, ValueId V) const;

  /// A T of this program and \p O, whose MinConfidence does not matter; made
  /// when it is first asked for.
  template <typename T> const T &made(const Options &O) const;

  /// What it was linked with.
  const Executor &executor() const;

  /// Drops what was read and made of single functions and is made anew when it
  /// is asked for, but of coroutines. Not while others look at functions.
  void forgetOthers() const;

  /// For program/ itself.
  const Impl &impl() const { return *I; }

private:
  Program();
  std::unique_ptr<Impl> I;

  template <typename T> static constexpr char KindOf = 0;
  using Maker = std::shared_ptr<const void> (*)(const Program &,
                                                const Options &);
  const void *make(const void *Kind, const Options &O, Maker Make) const;
};

template <typename T> const T &Program::made(const Options &O) const {
  return *static_cast<const T *>(make(
      &KindOf<T>, O,
      [](const Program &P, const Options &O) -> std::shared_ptr<const void> {
        return std::make_shared<const T>(P, O);
      }));
}

} // namespace cotidy

#endif // COTIDY_PROGRAM_PROGRAM_H
