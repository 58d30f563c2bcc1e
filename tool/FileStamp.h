//===- FileStamp.h - Telling that a file is as it was -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a file's text is known by without reading it, as Git's index has it. The
// time of its last change of any kind is part of it, which no program can set:
// a text that was written and given its old time of modification differs.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FILESTAMP_H
#define COTIDY_TOOL_FILESTAMP_H

#include "llvm/Support/MemoryBuffer.h"
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace cotidy {

struct FileStamp {
  uint64_t Device = 0, Inode = 0, Size = 0;
  int64_t Modified = 0, Changed = 0; ///< nanoseconds since 1970

  bool operator==(const FileStamp &) const = default;
};

/// The stamp of a regular file, if it is one.
std::optional<FileStamp> stampOf(const std::string &Path);

struct StampedText {
  std::unique_ptr<llvm::MemoryBuffer> Text;
  /// The stamp from before it was read, where each later change of the file
  /// makes another: not of one that changed within the last ten seconds, which
  /// may change again and keep its times, nor on file systems other than the
  /// usual local ones.
  std::optional<FileStamp> Stamp;
};

/// Safe on several threads.
class StampingReader {
public:
  /// Nothing where \p Path cannot be read.
  std::optional<StampedText> read(const std::string &Path);

private:
  bool isDependable(int Descriptor, uint64_t Device);

  std::mutex Access;
  std::map<uint64_t, bool> Dependable; ///< file systems, by device
};

/// Of this system's start, before which stamps may have been another system's;
/// 0 where it is not known.
uint64_t systemStart();

} // namespace cotidy

#endif // COTIDY_TOOL_FILESTAMP_H
