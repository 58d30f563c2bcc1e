//===- FileStamp.cpp - Telling that a file is as it was -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileStamp.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"
#include <chrono>
#include <sys/stat.h>
#include <sys/vfs.h>

using namespace llvm;

namespace cotidy {

static int64_t nanoseconds(const timespec &Time) {
  return int64_t(Time.tv_sec) * 1000000000 + Time.tv_nsec;
}

static std::optional<FileStamp> stamp(const struct stat &Status) {
  if (!S_ISREG(Status.st_mode))
    return std::nullopt;
  return FileStamp{Status.st_dev, Status.st_ino, uint64_t(Status.st_size),
                   nanoseconds(Status.st_mtim), nanoseconds(Status.st_ctim)};
}

std::optional<FileStamp> stampOf(const std::string &Path) {
  struct stat Status;
  if (::stat(Path.c_str(), &Status))
    return std::nullopt;
  return stamp(Status);
}

/// Does the kernel keep the times of files there itself, by its own clock?
bool StampingReader::isDependable(int Descriptor, uint64_t Device) {
  std::lock_guard<std::mutex> Lock(Access);
  auto [It, New] = Dependable.try_emplace(Device);
  struct statfs Status;
  if (New && !fstatfs(Descriptor, &Status)) {
    constexpr uint32_t Bcachefs = 0xca451a4e, Btrfs = 0x9123683e, Ext = 0xef53,
                       F2fs = 0xf2f52010, Overlay = 0x794c7630,
                       Tmpfs = 0x01021994, Xfs = 0x58465342, Zfs = 0x2fc12fc1;
    It->second =
        is_contained({Bcachefs, Btrfs, Ext, F2fs, Overlay, Tmpfs, Xfs, Zfs},
                     uint32_t(Status.f_type));
  }
  return It->second;
}

std::optional<StampedText> StampingReader::read(const std::string &Path) {
  constexpr std::chrono::nanoseconds Settling = std::chrono::seconds(10);
  const std::chrono::nanoseconds Now =
      std::chrono::system_clock::now().time_since_epoch();
  Expected<sys::fs::file_t> Opened = sys::fs::openNativeFileForRead(Path);
  if (!Opened) {
    consumeError(Opened.takeError());
    return std::nullopt;
  }
  StampedText Result;
  struct stat Status;
  if (!::fstat(*Opened, &Status))
    if (const std::optional<FileStamp> Stamp = stamp(Status);
        Stamp && Stamp->Changed < (Now - Settling).count() &&
        isDependable(*Opened, Stamp->Device))
      Result.Stamp = Stamp;
  // Volatile: read rather than mapped, and whole, whatever happens to it.
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getOpenFile(
      *Opened, Path, /*FileSize=*/uint64_t(-1), /*RequiresNullTerminator=*/true,
      /*IsVolatile=*/true);
  sys::fs::closeFile(*Opened);
  if (!Text)
    return std::nullopt;
  Result.Text = std::move(*Text);
  return Result;
}

uint64_t systemStart() {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Id =
      MemoryBuffer::getFileAsStream("/proc/sys/kernel/random/boot_id");
  return Id && (*Id)->getBufferSize() ? xxh3_64bits((*Id)->getBuffer()) : 0;
}

} // namespace cotidy
