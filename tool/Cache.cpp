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
#include "RelativePaths.h"
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
#include <set>

using namespace llvm;

namespace cotidy {

static constexpr uint64_t MostBytes = uint64_t(2) << 30;
static constexpr StringLiteral ScanFolder = "scans";

/// What makes summaries: this program and the Clang in it.
static std::string findProducer() {
  const std::string Self = sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&findProducer));
  sys::fs::file_status Status;
  std::string Text = COTIDY_VERSION " " + clang::getClangFullVersion();
  if (!sys::fs::status(Self, Status))
    Text += ' ' + std::to_string(Status.getSize()) + ' ' +
            std::to_string(
                Status.getLastModificationTime().time_since_epoch().count());
  return Text;
}

static const std::string &producer() {
  static const std::string Producer = findProducer();
  return Producer;
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

static std::pair<uint64_t, uint64_t> sumOf(StringRef Key) {
  const XXH128_hash_t Sum = xxh3_128bits(arrayRefFromStringRef(Key));
  return {Sum.high64, Sum.low64};
}

std::pair<uint64_t, uint64_t> Cache::key(const Input &In,
                                         const ArgumentEdits &Edits) {
  std::string Key = producer() + '\0' + In.File + '\0' + In.Directory;
  for (const std::string &Argument : forAnalysis(In.Arguments, Edits, In.File))
    Key += '\0' + Argument;
  return sumOf(Key);
}

std::string Cache::entry(std::pair<uint64_t, uint64_t> Key,
                         StringRef Within) const {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Within);
  // The name that LLVM's pruning asks for.
  sys::path::append(Path, "llvmcache-" + utohexstr(Key.first, true, 16) +
                              utohexstr(Key.second, true, 16));
  return Path.str().str();
}

std::string Cache::scanIndex(const std::vector<Input> &Inputs) const {
  if (Folder.empty())
    return "";
  std::set<std::string> Databases;
  for (const Input &In : Inputs)
    Databases.insert(In.Database.empty() ? In.Directory
                                         : absolutePath(In.Database));
  std::string Key = producer();
  for (const std::string &Each : Databases)
    Key += '\0' + Each;
  return entry(sumOf(Key), ScanFolder);
}

std::optional<ParsedUnit>
Cache::find(const Input &In, const ArgumentEdits &Edits, double &Seconds) {
  if (Folder.empty())
    return std::nullopt;
  const std::string Path = entry(key(In, Edits));
  ErrorOr<std::unique_ptr<MemoryBuffer>> Entry = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Entry)
    return std::nullopt;
  std::optional<UnitHead> Head = readHead((*Entry)->getBuffer());
  std::optional<ParsedUnit> Unit;
  if (Head) {
    Seconds = Head->Unit.ParseSeconds + Head->Unit.LowerSeconds;
    if (!llvm::all_of(Head->Unit.Files, [&](const ReadFile &File) {
          return Files.sum(File.Path) == File.Sum;
        }))
      return std::nullopt;
    Unit = readUnit(std::move(*Head), std::move(*Entry));
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
      writeToOutput(entry(key(In, Edits)), [&](raw_ostream &To) -> Error {
        To << Bytes;
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
