//===- Skip.h - Which inputs need no parse ----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An input is parsed if its own text or a user's header that it includes may
// hold a coroutine, or if it may hold something that matters to a coroutine of
// another: it names a function, variable or member that the parsed ones make
// relevant (Relevance.h). What is parsed then may make more relevant, so that
// this is asked until nothing is added.
//
// Names are looked for in the text, in every branch of every #if, and through
// macros. In headers that a parsed unit includes as well they are looked for
// under conditions only: the rest is known. One thing that this cannot see: a
// header that breaks the one-definition rule by what macros expand to.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SKIP_H
#define COTIDY_TOOL_SKIP_H

#include "Inputs.h"
#include "Parse.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>

namespace cotidy {

class Cache;
class Config;
class Messages;
struct CommandLine;

class Skipper {
public:
  /// Scans \p Inputs, which are to live on, as far as \p Kept does not know
  /// what they include.
  Skipper(const std::vector<Input> &Inputs, const CommandLine &Line,
          Config &Configuration, Cache &Kept, Messages &Out);
  ~Skipper();

  /// The inputs to be parsed next. \p Summaries, one for each input, are null
  /// for those that were not parsed or could not be. Empty: the rest matters
  /// to no coroutine.
  std::vector<size_t> next(const std::vector<const TUSummary *> &Summaries);

  /// What stands for an input that is not parsed: its files and nothing else.
  ParsedUnit standIn(size_t I) const;

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace cotidy

#endif // COTIDY_TOOL_SKIP_H
