//===- Watch.cpp - Linting anew what is saved -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Watch.h"
#include "CommandLine.h"
#include "FileChanges.h"
#include "Messages.h"
#include "RelativePaths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

using namespace llvm;

namespace cotidy {

static std::string inFolder(StringRef Folder, StringRef Name) {
  SmallString<256> Result(Folder);
  sys::path::append(Result, Name);
  return std::string(Result);
}

FilesRead filesRead(const CommandLine &Line, const std::vector<Input> &Inputs,
                    const std::vector<FixUnit> &Units) {
  FilesRead Read;
  for (const Input &In : Inputs) {
    Read.Files.insert(In.File);
    if (!In.Database.empty())
      Read.Files.insert(absolutePath(In.Database));
    Read.Folders.insert(sys::path::parent_path(In.File).str());
    for (StringRef Folder = sys::path::parent_path(In.File); !Folder.empty();
         Folder = sys::path::parent_path(Folder))
      Read.Files.insert(inFolder(Folder, ".clang-tidy"));
  }
  for (const FixUnit &U : Units) {
    Read.Files.insert(U.Files.begin(), U.Files.end());
    for (const SourceFile &File : U.Unit.Summary.Files)
      if (!File.System)
        Read.Folders.insert(sys::path::parent_path(File.Path).str());
  }
  for (const std::string &Path : Line.Paths)
    Read.Files.insert(absolutePath(Path));
  for (const std::optional<std::string> &File :
       {Line.ConfigFile, Line.BaselineFile})
    if (File)
      Read.Files.insert(absolutePath(*File));
  return Read;
}

/// Ends the process when the user or the system asks for it, whatever it is
/// doing. Threads that are started later leave these signals alone.
static void endOnInterrupt() {
  sigset_t Signals;
  sigemptyset(&Signals);
  sigaddset(&Signals, SIGINT);
  sigaddset(&Signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &Signals, nullptr);
  std::thread([Signals] {
    int Signal = 0;
    sigwait(&Signals, &Signal);
    sys::RunInterruptHandlers(); // removes temporary files
    _exit(0);
  }).detach();
}

static std::string listed(const std::vector<std::string> &Files) {
  constexpr size_t Most = 3;
  std::string Text = "'";
  Text +=
      join(Files.begin(), Files.begin() + std::min(Files.size(), Most), "', '");
  Text += '\'';
  if (Files.size() > Most)
    Text += " and " + std::to_string(Files.size() - Most) + " more";
  return Text + (Files.size() == 1 ? " has changed\n" : " have changed\n");
}

void watch(const CommandLine &Line, Messages &Out,
           function_ref<std::optional<FilesRead>()> Round) {
  endOnInterrupt();
  FileChanges Changes;
  bool Waiting = false;
  for (;;) {
    const auto Since = std::chrono::system_clock::now();
    const std::optional<FilesRead> Read = Round();
    if (!Read || (!Waiting && Read->Folders.empty()))
      return;
    // A database that is being made anew may have nothing to lint.
    if (!Read->Folders.empty())
      Changes.observe(Read->Files, Read->Folders, Since);
    Waiting = true;
    if (!Line.Quiet)
      Out.print("waiting for changes; Ctrl-C ends it\n");
    const std::vector<std::string> Changed = Changes.wait();
    if (!Line.Quiet)
      Out.print(listed(Changed));
  }
}

} // namespace cotidy
