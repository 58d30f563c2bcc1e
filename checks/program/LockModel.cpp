//===- LockModel.cpp - Which calls take and give back locks ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include <algorithm>
#include <string>

namespace cotidy {

LockKind lockKind(const Event &Call) {
  static constexpr std::string_view Guards[] = {
      "lock_guard",  "unique_lock",      "scoped_lock",     "shared_lock",
      "MutexLock",   "ReaderMutexLock",  "WriterMutexLock", "QMutexLocker",
      "QReadLocker", "QWriteLocker",     "recursive_guard", "upgrade_lock",
      "LockGuard",   "scoped_lock_guard"};
  static constexpr std::string_view Acquires[] = {
      "lock",           "lock_shared",
      "try_lock",       "try_lock_for",
      "try_lock_until", "try_lock_shared",
      "scoped_lock",    "scoped_lock_async",
      "lock_async",     "async_lock",
      "co_scoped_lock", "co_lock",
      "acquire",        "Lock"};
  static constexpr std::string_view Releases[] = {
      "unlock", "unlock_shared", "release", "Unlock", "signal"};
  auto Has = [](const auto &List, std::string_view Name) {
    return std::find(std::begin(List), std::end(List), Name) != std::end(List);
  };
  std::string_view Record = lastComponent(Call.CalleeRecord);
  if (Call.Constructor)
    return Has(Guards, Record) ? LockKind::Guard : LockKind::None;
  std::string_view Name = lastComponent(Call.CalleeName);
  if (Has(Guards, Record))
    return Name == "unlock" ? LockKind::Release
           : Name == "lock" ? LockKind::Acquire
                            : LockKind::None;
  std::string Lower(Record);
  std::transform(Lower.begin(), Lower.end(), Lower.begin(), [](char C) {
    return C >= 'A' && C <= 'Z' ? char(C - 'A' + 'a') : C;
  });
  bool Mutex = Lower.find("mutex") != Lower.npos ||
               Lower.find("spinlock") != Lower.npos ||
               Lower.find("semaphore") != Lower.npos;
  if (!Mutex)
    return LockKind::None;
  return Has(Acquires, Name)   ? LockKind::Acquire
         : Has(Releases, Name) ? LockKind::Release
                               : LockKind::None;
}

} // namespace cotidy
