//===- Copies.h - State that a coroutine took by value ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What coro-lost-value-update and coro-polled-value are about: by-value
// parameters and by-copy captures of coroutines, and the calls that fill them.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_COPIES_H
#define COTIDY_RULES_COPIES_H

#include "program/Options.h"
#include "program/Program.h"
#include <vector>

namespace cotidy {

/// A by-value parameter or a by-copy capture of a coroutine, of a type that
/// holds a value of whoever passed it.
struct Copy {
  FunctionId Coroutine = None;
  Place Root; ///< a Parameter or Capture, without path
  TextRef Name;
  Type Ty;
  Location Loc;

  bool isCapture() const { return Root.Base == Place::Capture; }
};

std::vector<Copy> copiesOf(const Program &P, FunctionId F, const Options &O);

/// A call (or, for a capture, a closure's making) that fills the copy.
struct Passed {
  EventRef At;
  Argument Arg;
  /// Where ordinary functions hand on what they are passed here: the calls by
  /// which they do, down to the coroutine's.
  std::vector<Passed> Through;

  /// A variable that the caller can go on to use.
  bool isVariable() const {
    return Arg.LValue && !Arg.ConstLValue && !Arg.Moved && !Arg.Literal &&
           !Arg.Default && Arg.From.Base != Place::Unknown &&
           Arg.From.Base != Place::Value;
  }
  /// What nobody can mean to change: a literal, a constant, a default.
  bool isConstant() const {
    return Arg.Literal || Arg.Default || Arg.ConstLValue;
  }
};

/// Every visible filling of \p C, in the program's order. A function on the way
/// that leaves its own by-value parameter as it is and returns the task is
/// looked through where its callers are seen; so is a coroutine that does
/// nothing with the parameter but hand it on, and awaits the task.
std::vector<Passed> passedTo(const Program &P, const Copy &C);

/// A parameter of a coroutine.
struct Filled {
  FunctionId Coroutine = None;
  uint32_t Parameter = 0;
};

/// What \p Callee fills with its by-value parameter number \p Parameter, itself
/// or through others, if it hands it on so.
std::vector<Filled> filledThrough(const Program &P, FunctionId Callee,
                                  uint32_t Parameter);

/// The variable that an argument names holds the very value that \p C copies:
/// no conversion makes another one of it.
bool sameKind(const Program &P, const Passed &From, const Copy &C);

/// Is one place a part of the other, or the same?
bool overlaps(const Place &A, const Place &B);

/// Is \p Whole the same as \p Part or around it?
bool contains(const Place &Whole, const Place &Part);

/// Is the access to the copy itself, not to what it points to?
bool isOf(const Copy &C, const Place &Where);

/// Does the call at \p Call give a task that is awaited in the same full
/// expression, so that its caller does nothing else before it ends?
bool awaitedAtOnce(const Program &P, EventRef Call, const Options &O);

} // namespace cotidy

#endif // COTIDY_RULES_COPIES_H
