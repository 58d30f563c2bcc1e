//===- Relevance.h - Which names matter to coroutines -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What else must be known of a program to judge its coroutines, from the
// summaries that there are, as names that the rest would have to spell:
//
// - all that coroutines call, and what those call: bodies, overriders, globals;
// - whoever uses such a global or calls a coroutine, and their callers;
// - of what these do besides, what gets hold of the same objects;
// - members of the classes that coroutines are handed.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_RELEVANCE_H
#define COTIDY_TOOL_RELEVANCE_H

#include "ir/IR.h"
#include <set>
#include <string>
#include <utility>

namespace cotidy {

/// A class, empty where there is none or its name need not be in sight, and an
/// unqualified name.
using NameIn = std::pair<std::string, std::string>;

struct Relevance {
  bool Any = false; ///< there is a coroutine
  /// Functions to be called and variables to be used: whoever names one.
  std::set<NameIn> Used;
  /// Functions that have no body here, or perhaps another one elsewhere, and
  /// classes for their functions without a name: whoever defines one.
  std::set<NameIn> Defined;
  /// Members of what coroutines are handed: whoever names one.
  std::set<NameIn> Members;
  /// Classes with functions that are called without being named, and
  /// "operator": whoever has one in sight.
  std::set<std::string> Seen;
  bool StartsThreads = false; ///< something does
};

/// Of \p Units; null ones are not known. \p Included are the files that some
/// translation unit includes.
Relevance relevanceOf(const std::vector<const TUSummary *> &Units,
                      const std::set<std::string> &Included);

} // namespace cotidy

#endif // COTIDY_TOOL_RELEVANCE_H
