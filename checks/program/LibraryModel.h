//===- LibraryModel.h - What library functions do ---------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bodies of the standard library's functions are never seen. This is what
// is known of them all the same, as a table.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_LIBRARYMODEL_H
#define COTIDY_PROGRAM_LIBRARYMODEL_H

#include "ir/IR.h"
#include <string_view>

namespace cotidy {

struct LibraryCall {
  /// What the result refers to.
  enum Source : uint8_t {
    Fresh,        ///< nothing that anybody else sees
    Self,         ///< the receiver
    Element,      ///< an element of the receiver
    Pointee,      ///< what the receiver refers to
    First,        ///< what the first argument refers to
    FirstPart,    ///< an element of it
    FirstContent, ///< what the first argument's object itself holds
    Third,        ///< what the third argument refers to
    Everything,   ///< what any argument refers to
  };
  bool ReadsReceiver = false;
  bool WritesReceiver = false;
  bool Keeps = false;         ///< arguments stay in the receiver
  bool RunsCallables = false; ///< runs the callables among its arguments
  bool Synchronised = false;
  uint8_t Written = 0; ///< bit N: what argument N refers to is written
  uint8_t Unread = 0;  ///< bit N: what argument N refers to is not looked at
  Source Result = Fresh;

  bool writes(size_t Arg) const { return Arg < 8 && (Written >> Arg & 1); }
  bool reads(size_t Arg) const { return Arg >= 8 || !(Unread >> Arg & 1); }
};

/// What the table knows of a Call event's callee; null where it knows nothing.
/// Arguments that it does not call written are only read.
const LibraryCall *libraryCall(const Event &Call);

/// How a call takes or gives back a lock.
enum class LockKind : uint8_t {
  None,
  Guard,   ///< constructs an object that holds a lock until its end
  Acquire, ///< the receiver is locked
  Release, ///< the receiver is unlocked
};
LockKind lockKind(const Event &Call);

/// The part after the last `::`, template arguments not counted.
std::string_view lastComponent(std::string_view QualifiedName);

} // namespace cotidy

#endif // COTIDY_PROGRAM_LIBRARYMODEL_H
