//===- FileChanges.cpp - Waiting for files to be saved --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileChanges.h"
#include "clang/DirectoryWatcher/DirectoryWatcher.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace llvm;
using clang::DirectoryWatcher;

namespace cotidy {

/// Between looks at what no folder tells of.
static constexpr std::chrono::milliseconds Patience(1000);
/// Editors write, rename and write again.
static constexpr std::chrono::milliseconds Quiet(50);
/// A file's time may lag behind the clock by a tick of the kernel's.
static constexpr std::chrono::milliseconds Tick(10);

struct FileChanges::Bell {
  std::mutex Access;
  std::condition_variable Rang;
  unsigned Rings = 0;

  void ring() {
    std::lock_guard<std::mutex> Lock(Access);
    ++Rings;
    Rang.notify_all();
  }
  /// Waits for a ring, but no longer than \p Time. Were there any?
  bool wait(std::chrono::milliseconds Time) {
    std::unique_lock<std::mutex> Lock(Access);
    const bool Any = Rang.wait_for(Lock, Time, [&] { return Rings != 0; });
    Rings = 0;
    return Any;
  }
};

struct FileChanges::Watched {
  std::unique_ptr<DirectoryWatcher> Watcher;
  /// The folder has gone, or the kernel gave up on it.
  std::shared_ptr<std::atomic<bool>> Lost;
};

FileChanges::FileChanges() : Wake(std::make_shared<Bell>()) {}
FileChanges::~FileChanges() = default;

std::optional<FileChanges::Stamp> FileChanges::stamp(const std::string &File) {
  sys::fs::file_status Status;
  if (sys::fs::status(File, Status))
    return std::nullopt;
  return Stamp{Status.getUniqueID(), Status.getLastModificationTime(),
               Status.getSize()};
}

void FileChanges::observe(const std::set<std::string> &Files,
                          const std::set<std::string> &WakingFolders,
                          sys::TimePoint<> Since) {
  std::map<std::string, Watched> Next;
  for (const std::string &Folder : WakingFolders) {
    if (auto It = Folders.find(Folder);
        It != Folders.end() && !*It->second.Lost) {
      Next.insert(Folders.extract(It));
      continue;
    }
    if (!sys::fs::is_directory(Folder))
      continue;
    auto Lost = std::make_shared<std::atomic<bool>>(false);
    auto Receive = [Wake = Wake, Lost](ArrayRef<DirectoryWatcher::Event> Events,
                                       bool IsInitial) {
      using Kind = DirectoryWatcher::Event::EventKind;
      if (any_of(Events, [](const DirectoryWatcher::Event &E) {
            return E.Kind == Kind::WatchedDirRemoved ||
                   E.Kind == Kind::WatcherGotInvalidated;
          }))
        *Lost = true;
      if (!IsInitial)
        Wake->ring();
    };
    // Where there can be none, the look once a second has to do.
    if (Expected<std::unique_ptr<DirectoryWatcher>> Watcher =
            DirectoryWatcher::create(Folder, Receive,
                                     /*WaitForInitialSync=*/true))
      Next.emplace(Folder, Watched{std::move(*Watcher), Lost});
    else
      consumeError(Watcher.takeError());
  }
  Folders = std::move(Next);

  std::map<std::string, std::optional<Stamp>> Before;
  std::swap(Before, Known);
  for (const std::string &File : Files) {
    if (auto It = Before.find(File); It != Before.end()) {
      Known.insert(Before.extract(It));
      continue;
    }
    std::optional<Stamp> Now = stamp(File);
    // A stamp of its own, so that it counts as changed.
    if (Now && Now->Written > Since - Tick)
      Now->Written = {};
    Known.emplace(File, Now);
  }
  // What has gone may come back.
  for (auto &[File, Last] : Before)
    if (!Last)
      Known.emplace(File, std::nullopt);
}

std::vector<std::string> FileChanges::changed() {
  std::vector<std::string> Changed;
  for (auto &[File, Before] : Known)
    if (std::optional<Stamp> Now = stamp(File); Now != Before) {
      Before = Now;
      Changed.push_back(File);
    }
  return Changed;
}

std::vector<std::string> FileChanges::wait() {
  std::set<std::string> Changed;
  for (;;) {
    const std::vector<std::string> Now = changed();
    Changed.insert(Now.begin(), Now.end());
    if (!Changed.empty() && Now.empty())
      return {Changed.begin(), Changed.end()};
    if (!Changed.empty() || Wake->wait(Patience))
      std::this_thread::sleep_for(Quiet);
  }
}

} // namespace cotidy
