//===- NameSense.cpp - What a flag's name says of its use -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/NameSense.h"
#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>
#include <vector>

namespace cotidy {

namespace {

/// "shouldStop_now" is should, stop, now.
std::vector<std::string> wordsOf(const std::string &Name) {
  std::vector<std::string> Words;
  std::string Word;
  bool AfterLower = false;
  for (unsigned char C : Name) {
    bool Starts = std::isupper(C) && AfterLower;
    if ((!std::isalpha(C) || Starts) && !Word.empty()) {
      Words.push_back(Word);
      Word.clear();
    }
    if (std::isalpha(C))
      Word += static_cast<char>(std::tolower(C));
    AfterLower = std::islower(C);
  }
  if (!Word.empty())
    Words.push_back(Word);
  return Words;
}

constexpr std::string_view Repetitions[] = {"forever", "once",     "repeat",
                                            "loop",    "infinite", "endless"};

/// With these, "stop" is not yet: stop_on_error, exit_after, keep_alive.
constexpr std::string_view Conditions[] = {"on",    "after", "when", "if",
                                           "at",    "first", "last", "early",
                                           "allow", "can",   "may"};

constexpr std::string_view Signals[] = {
    "stop",      "stopped",      "stopping",   "cancel",      "cancelled",
    "canceled",  "cancelling",   "canceling",  "abort",       "aborted",
    "aborting",  "quit",         "quitting",   "exit",        "exiting",
    "done",      "finish",       "finished",   "complete",    "completed",
    "run",       "running",      "alive",      "active",      "shutdown",
    "shutting",  "terminate",    "terminated", "terminating", "halt",
    "halted",    "kill",         "killed",     "closed",      "closing",
    "interrupt", "interrupted",  "continue",   "going",       "ready",
    "connected", "disconnected", "paused",     "signal",      "signaled",
    "signalled", "flag",         "expired",    "drained",     "draining",
    "ended",     "dead",         "working",    "busy",        "released",
    "triggered", "notified",     "requested"};

constexpr std::string_view Modes[] = {
    "dry",        "verbose", "recursive", "recurse",   "debug",   "strict",
    "force",      "forced",  "quiet",     "silent",    "only",    "mode",
    "kind",       "type",    "policy",    "option",    "options", "config",
    "use",        "with",    "without",   "enable",    "enabled", "disable",
    "disabled",   "want",    "wants",     "skip",      "single",  "one",
    "full",       "partial", "fast",      "fail",      "ignore",  "follow",
    "persistent", "is",      "has",       "no",        "not",     "test",
    "trace",      "reverse", "reversed",  "sorted",    "exact",   "raw",
    "binary",     "print",   "show",      "level",     "format",  "keep",
    "include",    "exclude", "supports",  "needs",     "need",    "optional",
    "lazy",       "eager",   "inclusive", "exclusive", "tls",     "ssl"};

template <size_t N>
bool hasAny(const std::vector<std::string> &Words,
            const std::string_view (&List)[N]) {
  return std::any_of(Words.begin(), Words.end(), [&](const std::string &W) {
    return std::find(std::begin(List), std::end(List), W) != std::end(List);
  });
}

bool has(const std::vector<std::string> &Words, std::string_view Word) {
  return std::find(Words.begin(), Words.end(), Word) != Words.end();
}

} // namespace

NameSense senseOf(const std::string &Name) {
  std::vector<std::string> Words = wordsOf(Name);
  if (hasAny(Words, Repetitions))
    return NameSense::Repetition;
  if (has(Words, "dry") || (has(Words, "keep") && has(Words, "alive")))
    return NameSense::Mode;
  if (hasAny(Words, Signals))
    return hasAny(Words, Conditions) ? NameSense::Mode : NameSense::Signal;
  return hasAny(Words, Modes) ? NameSense::Mode : NameSense::Neutral;
}

} // namespace cotidy
