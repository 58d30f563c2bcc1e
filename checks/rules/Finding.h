//===- Finding.h - What a check says ----------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_FINDING_H
#define COTIDY_RULES_FINDING_H

#include "ir/IR.h"
#include "program/Options.h"
#include <memory>

namespace cotidy {

struct StateObject;

struct Note {
  Location Loc; ///< File is an index into Program::files()
  std::string Message;
};

struct Finding {
  std::string Check; ///< "coro-mutable-global"
  Confidence Sure = Confidence::Medium;
  Location Loc;
  std::string Message; ///< as Clang writes: lower case, no full stop, names in
                       ///< single quotes
  std::vector<Note> Notes; ///< the declaration, further uses, the cure
  std::vector<Note> Path;  ///< steps in execution order, from the finding's
                           ///< place to the cause; may be empty
  /// What the finding is about, in names that survive edits elsewhere:
  /// coroutine and variable. With Check it makes the fingerprint.
  std::string Subject;
  /// The same for programs: the function that the finding is in, an index into
  /// Program::functions(), and the variable, a Global, or a Parameter, Capture,
  /// Local or member of `this` of that function. Unknown where there is none.
  struct Object {
    uint32_t In = None;
    Place Where;
  } About;
  /// What the cure's note says. Null: no state object would help.
  std::shared_ptr<const StateObject> Cure;
};

} // namespace cotidy

#endif // COTIDY_RULES_FINDING_H
