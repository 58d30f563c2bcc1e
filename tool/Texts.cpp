//===- Texts.cpp - What files say, as sums --------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Texts.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace cotidy {

Texts::File Texts::number(StringRef Path) {
  std::lock_guard<std::mutex> Lock(Access);
  const auto [It, New] = Numbers.try_emplace(Path, File(Files.size()));
  if (New)
    Files.emplace_back().Path = It->getKey();
  return It->second;
}

StringRef Texts::path(File F) const {
  std::lock_guard<std::mutex> Lock(Access);
  return Files[F].Path;
}

void Texts::remember(const FileStamp &Stamp, uint64_t Sum) {
  std::lock_guard<std::mutex> Lock(Access);
  Earlier[{Stamp.Device, Stamp.Inode}] = {Stamp, Sum};
}

std::optional<uint64_t> Texts::known(const FileStamp &Stamp) const {
  std::lock_guard<std::mutex> Lock(Access);
  const auto It = Earlier.find({Stamp.Device, Stamp.Inode});
  if (It == Earlier.end() || It->second.first != Stamp)
    return std::nullopt;
  return It->second.second;
}

std::optional<uint64_t> Texts::sum(File F) {
  Entry Now;
  {
    std::lock_guard<std::mutex> Lock(Access);
    Now = Files[F];
  }
  if (Now.Asked)
    return Now.Sum;
  Now.Asked = true;
  const std::string Path = Now.Path.str();
  Now.Stamp = stampOf(Path);
  if (Now.Stamp)
    Now.Sum = known(*Now.Stamp);
  const bool Known = Now.Sum.has_value();
  if (!Known) {
    const std::optional<StampedText> Read = Reader.read(Path);
    Now.Stamp = Read ? Read->Stamp : std::nullopt;
    if (Read)
      Now.Sum = xxh3_64bits(Read->Text->getBuffer());
    if (Now.Stamp)
      remember(*Now.Stamp, *Now.Sum);
  }
  std::lock_guard<std::mutex> Lock(Access);
  // Whoever came first has told others already.
  if (!Files[F].Asked) {
    Files[F] = Now;
    ++(Known ? Asked.Known : Asked.Read);
  }
  return Files[F].Sum;
}

std::optional<FileStamp> Texts::stamp(File F) const {
  std::lock_guard<std::mutex> Lock(Access);
  const Entry &E = Files[F];
  return E.Asked ? E.Stamp : std::nullopt;
}

Texts::Counts Texts::counts() const {
  std::lock_guard<std::mutex> Lock(Access);
  return Asked;
}

} // namespace cotidy
