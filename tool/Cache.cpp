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
#include "ir/SummaryFile.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
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

std::optional<ParsedUnit> Cache::find(const Input &In,
                                      const ArgumentEdits &Edits) {
  if (Folder.empty())
    return std::nullopt;
  const std::string Path = entryFor(In, Edits);
  ErrorOr<std::unique_ptr<MemoryBuffer>> Entry = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Entry)
    return std::nullopt;
  const StringRef Bytes = (*Entry)->getBuffer();

  // The files and their sums, then the length of the summary that follows.
  msgpack::Reader Reader(Bytes);
  auto Next = [&](msgpack::Type Kind) -> std::optional<msgpack::Object> {
    msgpack::Object Got;
    Expected<bool> Read = Reader.read(Got);
    if (!Read)
      consumeError(Read.takeError());
    if (!Read || !*Read || Got.Kind != Kind)
      return std::nullopt;
    return Got;
  };
  auto Damaged = [&]() -> std::optional<ParsedUnit> {
    std::lock_guard<std::mutex> Lock(Access);
    Out.warning("the cache's entry '" + Path + "' is damaged; it is made anew");
    return std::nullopt;
  };
  ParsedUnit Unit;
  const std::optional<msgpack::Object> Count = Next(msgpack::Type::Array);
  if (!Count)
    return Damaged();
  for (size_t I = 0; I != Count->Length; ++I) {
    const std::optional<msgpack::Object> File = Next(msgpack::Type::String);
    const std::optional<msgpack::Object> Sum = Next(msgpack::Type::String);
    if (!File || !Sum)
      return Damaged();
    Unit.Files.push_back(File->Raw.str());
    const std::optional<uint64_t> Now = sumOf(Unit.Files.back());
    if (!Now || utohexstr(*Now) != Sum->Raw)
      return std::nullopt;
  }
  const std::optional<msgpack::Object> Text = Next(msgpack::Type::String);
  if (!Text)
    return Damaged();
  Expected<TUSummary> Summary = readSummary(Text->Raw);
  if (!Summary) {
    consumeError(Summary.takeError());
    return Damaged();
  }
  Unit.Summary = std::move(*Summary);
  Unit.Parsed = true;
  return Unit;
}

void Cache::keep(const Input &In, const ArgumentEdits &Edits,
                 const ParsedUnit &Unit) {
  if (Folder.empty() || !Unit.Parsed || Unit.NumErrors)
    return;
  std::string Summary;
  raw_string_ostream Body(Summary);
  writeSummary(Body, Unit.Summary);
  std::string Bytes;
  raw_string_ostream OS(Bytes);
  msgpack::Writer Writer(OS);
  Writer.writeArraySize(Unit.Files.size());
  for (const std::string &File : Unit.Files) {
    const std::optional<uint64_t> Sum = sumOf(File);
    if (!Sum)
      return;
    Writer.write(StringRef(File));
    Writer.write(StringRef(utohexstr(*Sum)));
  }
  Writer.write(StringRef(Summary));
  // A cache that cannot be written to saves no time, and that is all.
  const std::string Path = entryFor(In, Edits);
  consumeError(writeToOutput(Path, [&](raw_ostream &To) -> Error {
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
