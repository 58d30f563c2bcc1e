//===- Cache.cpp - Summaries of what did not change -----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cache.h"
#include "CommandLine.h"
#include "Inputs.h"
#include "Messages.h"
#include "UnitFile.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace cotidy {

static constexpr uint64_t MostBytes = uint64_t(2) << 30;

/// What makes summaries: this program and the Clang in it.
static std::string producer() {
  const std::string Self =
      sys::fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&producer));
  sys::fs::file_status Status;
  std::string Text = COTIDY_VERSION " " + clang::getClangFullVersion();
  if (!sys::fs::status(Self, Status))
    Text += ' ' + std::to_string(Status.getSize()) + ' ' +
            std::to_string(
                Status.getLastModificationTime().time_since_epoch().count());
  return Text;
}

Cache::Cache(const CommandLine &Line, Messages &Out) : Out(Out) {
  if (Line.NoCache)
    return;
  SmallString<256> Path;
  if (Line.CacheDir)
    Path = *Line.CacheDir;
  else if (sys::path::cache_directory(Path))
    sys::path::append(Path, "cotidy");
  if (Path.empty())
    return;
  std::error_code Error = sys::fs::create_directories(Path);
  if (!Error && !sys::fs::is_directory(Path))
    Error = std::make_error_code(std::errc::not_a_directory);
  if (Error && Line.CacheDir)
    Out.error("cannot keep a cache in '" + Path.str() +
              "': " + Error.message() +
              "; give another '--cache-dir', or '--no-cache'");
  if (!Error)
    Folder = Path.str().str();
}

std::string Cache::entryFor(const Input &In, const ArgumentEdits &Edits,
                            StringRef What) const {
  static const std::string Producer = producer();
  std::string Key = Producer + '\0' + In.File + '\0' + In.Directory;
  for (const std::string &Argument : forAnalysis(In.Arguments, Edits, In.File))
    Key += '\0' + Argument;
  const XXH128_hash_t Sum = xxh3_128bits(arrayRefFromStringRef(Key));
  SmallString<256> Path(Folder);
  sys::path::append(Path, What);
  // The name that LLVM's pruning asks for.
  sys::path::append(Path, "llvmcache-" + utohexstr(Sum.high64, true, 16) +
                              utohexstr(Sum.low64, true, 16));
  return Path.str().str();
}

std::optional<uint64_t> Cache::sumOf(const std::string &File) {
  {
    std::lock_guard<std::mutex> Lock(Access);
    if (auto It = Sums.find(File); It != Sums.end())
      return It->second;
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(
      File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Text)
    return std::nullopt;
  const uint64_t Sum = xxh3_64bits((*Text)->getBuffer());
  std::lock_guard<std::mutex> Lock(Access);
  Sums[File] = Sum;
  return Sum;
}

std::optional<ParsedUnit>
Cache::find(const Input &In, const ArgumentEdits &Edits, double &Seconds) {
  if (Folder.empty())
    return std::nullopt;
  const std::string Path = entryFor(In, Edits);
  ErrorOr<std::unique_ptr<MemoryBuffer>> Entry = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Entry)
    return std::nullopt;
  const std::optional<UnitHead> Head = readHead((*Entry)->getBuffer());
  std::optional<ParsedUnit> Unit;
  if (Head) {
    Seconds = Head->Unit.ParseSeconds + Head->Unit.LowerSeconds;
    if (!llvm::all_of(Head->Unit.Files, [&](const ReadFile &File) {
          return sumOf(File.Path) == File.Sum;
        }))
      return std::nullopt;
    Unit = readUnit((*Entry)->getBuffer());
  }
  if (!Unit) {
    std::lock_guard<std::mutex> Lock(Access);
    Out.warning("the cache's entry '" + Path + "' is damaged; it is made anew");
  }
  return Unit;
}

void Cache::keep(const Input &In, const ArgumentEdits &Edits,
                 const ParsedUnit &Unit, StringRef Bytes) const {
  if (Folder.empty() || !Unit.Parsed || Unit.NumErrors)
    return;
  // A cache that cannot be written to saves no time, and that is all.
  consumeError(
      writeToOutput(entryFor(In, Edits), [&](raw_ostream &To) -> Error {
        To << Bytes;
        return Error::success();
      }));
}

std::optional<std::string> Cache::text(StringRef What, const Input &In,
                                       const ArgumentEdits &Edits) const {
  if (Folder.empty())
    return std::nullopt;
  ErrorOr<std::unique_ptr<MemoryBuffer>> Entry =
      MemoryBuffer::getFile(entryFor(In, Edits, What), /*IsText=*/false,
                            /*RequiresNullTerminator=*/false);
  if (!Entry)
    return std::nullopt;
  return (*Entry)->getBuffer().str();
}

void Cache::keepText(StringRef What, const Input &In,
                     const ArgumentEdits &Edits, StringRef Text) const {
  if (Folder.empty())
    return;
  const std::string Path = entryFor(In, Edits, What);
  if (sys::fs::create_directories(sys::path::parent_path(Path)))
    return;
  consumeError(writeToOutput(Path, [&](raw_ostream &To) -> Error {
    To << Text;
    return Error::success();
  }));
}

void Cache::prune() const {
  if (Folder.empty())
    return;
  CachePruningPolicy Policy;
  Policy.MaxSizeBytes = MostBytes;
  pruneCache(Folder, Policy);
  SmallString<256> Scans(Folder);
  sys::path::append(Scans, ScanFolder);
  pruneCache(Scans, Policy);
}

} // namespace cotidy
