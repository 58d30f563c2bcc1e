//===- CheckDefaults.cpp - Our checks are on, and known as fast -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd runs a check if its configuration asks for it and if a list of its own
// says that it is fast. Both questions are answered here for our checks: they
// are on unless .clang-tidy or .clangd takes them out, and they are fast. The
// linker puts these functions in front of clangd's (--wrap).
//
//===----------------------------------------------------------------------===//

#include "CheckLists.h"
#include "Compat.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "rules/Rules.h"
#include <algorithm>
#include <optional>

using namespace cotidy;
using clang::tidy::ClangTidyOptions;
using llvm::StringRef;

#define FAST "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define DEFAULTS "_ZN5clang6clangd20provideDefaultChecksEv"

std::optional<bool> clangdIsFast(StringRef Check) __asm__("__real_" FAST);
std::optional<bool> isFast(StringRef Check) __asm__("__wrap_" FAST);

ClangdTidyProvider clangdDefaultChecks() __asm__("__real_" DEFAULTS);
ClangdTidyProvider defaultChecks() __asm__("__wrap_" DEFAULTS);

std::optional<bool> isFast(StringRef Check) {
  const auto Ours = [&](const Rule &R) { return Check == R.Name; };
  if (std::any_of(rules().begin(), rules().end(), Ours))
    return true;
  return clangdIsFast(Check);
}

/// Last of clangd's providers: \p Options is what the files have configured.
static void addOurChecks(ClangTidyOptions &Options, StringRef File) {
  clangdDefaultChecks()(Options, File);
  // In front, so that whatever is configured comes later and wins.
  Options.Checks = "coro-*," + keepOurChecks(Options.Checks.value_or(""));
}

ClangdTidyProvider defaultChecks() { return addOurChecks; }
