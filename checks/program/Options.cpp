//===- Options.cpp - What users can set ---------------------------*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Options.h"
#include <algorithm>
#include <cctype>
#include <string_view>

namespace cotidy {

Options defaultOptions() {
  Options O;
  O.Combinators = {
      // cppcoro, libcoro, libunifex, stdexec, concurrencpp, seastar
      "when_all", "when_all_ready", "when_all_succeed", "when_all_range",
      "when_all_with_variant", "when_any", "when_any_range", "when_any_succeed",
      "when_all_completed", "first_successful",
      // folly::coro
      "collectAll", "collectAllRange", "collectAllTry", "collectAllTryRange",
      "collectAllWindowed", "collectAllTryWindowed", "collectAny",
      "collectAnyRange", "collectAnyNoDiscard", "collectAnyNoDiscardRange",
      "collectAnyWithoutException",
      // QtFuture
      "whenAll", "whenAny",
      // Boost.Cobalt, Asio
      "gather", "boost::cobalt::join", "boost::cobalt::race",
      "boost::cobalt::left_race", "make_parallel_group",
      "make_ranged_parallel_group", "*awaitable_operators::*operator&&",
      "*awaitable_operators::*operator||",
      // Seastar: a callable for each element
      "seastar::coroutine::all*", "seastar::coroutine::parallel_for_each*",
      "parallel_for_each", "max_concurrent_for_each"};
  O.AbandoningCombinators = {
      // The others run on: nobody waits for them when one has ended.
      "coro::when_any", "concurrencpp::when_any", "async_simple::*collectAny*",
      "seastar::when_any", "QtFuture::whenAny"};
  O.Spawners = {
      // Asio, Boost.Cobalt
      "co_spawn", "asio::post", "asio::defer", "asio::dispatch",
      "boost::asio::post", "boost::asio::defer", "boost::asio::dispatch",
      // cppcoro, libcoro, libunifex, stdexec, and what projects call their own
      "spawn", "spawn_detached", "spawn_joinable", "spawn_future", "spawn_on",
      "spawn_local", "start", "start_detached", "start_now", "detach", "launch",
      "go", "fire_and_forget", "ensure_started", "attach",
      "coro::task_container::*",
      // folly::coro
      "startInlineUnsafe", "startInTask", "add",
      // Seastar
      "seastar::async", "with_gate", "try_with_gate", "submit_to",
      "run_in_background", "discard_result",
      // threads
      "std::thread::thread", "std::jthread::jthread", "std::async",
      "boost::thread::thread", "pthread_create", "QThread::create",
      "QtConcurrent::run"};
  O.Joins = {"join",
             "join_all",
             "joinAsync",
             "sync_wait",
             "syncAwait",
             "blockingWait",
             "blocking_wait",
             "waitFor",
             "wait",
             "wait_all",
             "run",
             "run_until_complete",
             "on_empty",
             "cleanup",
             "cleanupAsync",
             "complete",
             "yield_until_empty",
             "garbage_collect_and_yield_until_empty",
             "thread_pool::join"};
  O.Waits = {
      "*wait*",    "*Wait*",     "*join*",     "*Join*",     "*run*",
      "*Run*",     "*drain*",    "*Drain*",    "*flush*",    "*Flush*",
      "*stop*",    "*Stop*",     "*shutdown*", "*Shutdown*", "*close*",
      "*Close*",   "*sync",      "sync*",      "*_sync_*",   "*Sync*",
      "*exec*",    "*Exec*",     "*poll*",     "*Poll*",     "*until*",
      "*Until*",   "*loop*",     "*Loop*",     "*spin*",     "*Spin*",
      "*finish*",  "*Finish*",   "*cancel*",   "*Cancel*",   "*request*",
      "*Request*", "*complete*", "*Complete*", "*get*",      "*Get*",
      "*process*", "*Process*",  "*arrive*",   "*acquire*",  "*Acquire*",
      "*recv*",    "*receive*",  "*Receive*",  "*done*",     "*Done*",
      "end",       "end_*",      "*_end",      "*End",       "*dispatch*",
      "*Dispatch*"};
  O.Delays = {"*sleep*",       "*Sleep*",         "*delay*",
              "*Delay*",       "*timer*",         "*Timer*",
              "*yield_for*",   "*yield_until*",   "*schedule_after*",
              "*schedule_at*", "*scheduleAfter*", "*scheduleAt*"};
  O.Devices = {
      "*socket*",   "*Socket*",   "*stream*",  "*Stream*",  "*acceptor*",
      "*Acceptor*", "*resolve*",  "*Resolve*", "yield",     "yield_*",
      "schedule",   "schedule_*", "connect",   "connect_*", "*_connect",
      "connectTo*", "listen",     "*_listen",  "read",      "read_*",
      "*_read",     "*_read_*",   "readLine",  "readAll",   "write",
      "write_*",    "*_write",    "*_write_*", "writeAll",  "send",
      "send_*",     "*_send",     "*_send_*"};
  O.NonSuspendingAwaitables = {"std::suspend_never",
                               "asio::this_coro::*",
                               "boost::asio::this_coro::*",
                               "boost::cobalt::this_coro::*",
                               "folly::coro::co_current_executor_t",
                               "folly::coro::co_current_cancellation_token_t",
                               "folly::coro::co_safe_point_t",
                               "folly::coro::co_error",
                               "folly::coro::co_result"};
  O.AsyncLocks = {"folly::coro::Mutex::co_lock",
                  "folly::coro::Mutex::co_scoped_lock",
                  "folly::coro::SharedMutexFair::co_*",
                  "coro::mutex::lock",
                  "coro::mutex::scoped_lock",
                  "coro::shared_mutex::lock*",
                  "coro::shared_mutex::scoped_lock*",
                  "cppcoro::async_mutex::lock_async",
                  "cppcoro::async_mutex::scoped_lock_async",
                  "unifex::async_mutex::async_lock",
                  "seastar::get_units",
                  "seastar::rwlock::hold_*"};
  O.StateStruct = "*State";
  O.StateParameter = "state";
  return O;
}

static std::string joined(const std::vector<std::string> &List) {
  std::string Text;
  for (const std::string &Entry : List) {
    if (!Text.empty())
      Text += ';';
    Text += Entry;
  }
  return Text;
}

static std::vector<std::string> split(std::string_view Text) {
  std::vector<std::string> List;
  while (!Text.empty()) {
    size_t End = Text.find(';');
    std::string_view Entry = Text.substr(0, End);
    Text.remove_prefix(End == Text.npos ? Text.size() : End + 1);
    while (!Entry.empty() && Entry.front() == ' ')
      Entry.remove_prefix(1);
    while (!Entry.empty() && Entry.back() == ' ')
      Entry.remove_suffix(1);
    if (!Entry.empty())
      List.emplace_back(Entry);
  }
  return List;
}

template <std::vector<std::string> Options::*List>
static OptionSpec listSpec(const char *Name, const char *Help) {
  return {Name, [](const Options &O) { return joined(O.*List); },
          [](Options &O, const std::string &Value) {
            O.*List = split(Value);
            return true;
          },
          Help};
}

/// An identifier in which one `*` may stand for a part.
static bool isNamePattern(std::string_view Text) {
  auto IsWord = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_' || C == '*';
  };
  return !Text.empty() && std::all_of(Text.begin(), Text.end(), IsWord) &&
         !std::isdigit(static_cast<unsigned char>(Text.front())) &&
         std::count(Text.begin(), Text.end(), '*') <= 1;
}

template <std::string Options::*Pattern>
static OptionSpec nameSpec(const char *Name, const char *Help) {
  return {Name, [](const Options &O) { return O.*Pattern; },
          [](Options &O, const std::string &Value) {
            if (!isNamePattern(Value))
              return false;
            O.*Pattern = Value;
            return true;
          },
          Help};
}

const std::vector<OptionSpec> &optionSpecs() {
  static const std::vector<OptionSpec> Specs = {
      {"MinConfidence",
       [](const Options &O) -> std::string {
         return O.MinConfidence == Confidence::Low      ? "low"
                : O.MinConfidence == Confidence::Medium ? "medium"
                                                        : "high";
       },
       [](Options &O, const std::string &Value) {
         if (Value == "low")
           O.MinConfidence = Confidence::Low;
         else if (Value == "medium")
           O.MinConfidence = Confidence::Medium;
         else if (Value == "high")
           O.MinConfidence = Confidence::High;
         else
           return false;
         return true;
       },
       "the least confidence that is reported: low, medium or high"},
      listSpec<&Options::Combinators>(
          "Combinators", "functions that await several tasks together"),
      listSpec<&Options::AbandoningCombinators>(
          "AbandoningCombinators",
          "combinators that may end while tasks of theirs still run"),
      listSpec<&Options::Spawners>(
          "Spawners", "functions that start a task beside their caller"),
      listSpec<&Options::Joins>("Joins",
                                "functions that wait for what was spawned"),
      listSpec<&Options::Waits>(
          "Waits", "functions that may wait for tasks, by their names"),
      listSpec<&Options::Delays>(
          "Delays", "functions and types that wait for a time, for no task"),
      listSpec<&Options::Devices>(
          "Devices",
          "functions and types that wait for the outer world, for no task"),
      listSpec<&Options::NonSuspendingAwaitables>(
          "NonSuspendingAwaitables", "types whose co_await never suspends"),
      listSpec<&Options::AsyncLocks>(
          "AsyncLocks", "functions that, awaited, lock a coroutine mutex"),
      listSpec<&Options::IgnoredGlobals>("IgnoredGlobals",
                                         "variables that no check reports"),
      listSpec<&Options::IgnoredTypes>("IgnoredTypes",
                                       "types whose objects no check reports"),
      nameSpec<&Options::StateStruct>(
          "StateStruct", "the struct that a fix makes: an identifier, in which "
                         "* stands for the first variable's name"),
      nameSpec<&Options::StateParameter>(
          "StateParameter", "the parameter and variable that a fix makes: an "
                            "identifier, in which * stands for the first "
                            "variable's name"),
  };
  return Specs;
}

/// Does \p Text match \p Pattern, in which `*` stands for any text?
static bool matchesWildcard(std::string_view Pattern, std::string_view Text) {
  size_t P = 0, T = 0, Star = Pattern.npos, Resume = 0;
  while (T < Text.size()) {
    if (P < Pattern.size() && Pattern[P] == '*') {
      Star = P++;
      Resume = T;
    } else if (P < Pattern.size() && Pattern[P] == Text[T]) {
      ++P;
      ++T;
    } else if (Star != Pattern.npos) {
      P = Star + 1;
      T = ++Resume;
    } else {
      return false;
    }
  }
  while (P < Pattern.size() && Pattern[P] == '*')
    ++P;
  return P == Pattern.size();
}

/// `operator*` is a name, not a pattern.
static bool namesOperator(std::string_view Entry) {
  size_t Colons = Entry.rfind("::");
  if (Colons != Entry.npos)
    Entry.remove_prefix(Colons + 2);
  return Entry.starts_with("operator*") || Entry.starts_with("operator->*");
}

bool matchesName(const std::vector<std::string> &List, std::string_view Whole) {
  if (Whole.empty())
    return false;
  size_t Colons = Whole.rfind("::");
  std::string_view Last =
      Colons == Whole.npos ? Whole : Whole.substr(Colons + 2);
  return std::any_of(List.begin(), List.end(), [&](const std::string &Entry) {
    std::string_view Text = Entry.find("::") == Entry.npos ? Last : Whole;
    return Text == Entry ||
           (!namesOperator(Entry) && matchesWildcard(Entry, Text));
  });
}

} // namespace cotidy
