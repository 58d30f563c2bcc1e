//===- Scan.h - What a translation unit includes ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's dependency scanning: preprocessing of sources reduced to their
// directives, each file read and reduced once for all translation units.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SCAN_H
#define COTIDY_TOOL_SCAN_H

#include "Arguments.h"
#include "Texts.h"
#include <memory>

namespace cotidy {

struct Input;

struct ScannedFile {
  Texts::File Number = 0; ///< of its path, as summaries have it
  bool System = false;    ///< a system header wherever the unit enters it
  uint64_t Sum = 0;       ///< of the text that was scanned
};

/// What a translation unit is made of.
struct ScannedUnit {
  /// All was found and read. Where it is false, nothing else holds.
  bool Known = false;
  std::vector<ScannedFile> Files; ///< entered, the main file first
  /// Of the command line: `NAME(PARAMETERS) BODY`, as after `#define`.
  std::vector<std::string> Macros;
};

/// Safe on several threads. Sees files as they are when it first meets them.
class Scanner {
public:
  explicit Scanner(Texts &Files);
  ~Scanner();
  ScannedUnit scan(const Input &In, const ArgumentEdits &Edits);

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace cotidy

#endif // COTIDY_TOOL_SCAN_H
