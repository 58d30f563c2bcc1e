//===- SummaryFile.h - TU summaries in files --------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader and the writer of a translation unit's summary. A file is a stream
// of MessagePack objects: a mark and a version, the table of strings, the table
// of types, and the summary with indices into both. A body is one object of
// bytes, so that it can be left where it is: what it mentions, then its blocks.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_SUMMARYFILE_H
#define COTIDY_IR_SUMMARYFILE_H

#include "ir/IR.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// Writes \p Unit as it is, its paths too.
void writeSummary(llvm::raw_ostream &OS, const TUSummary &Unit);

/// The summary in \p Bytes, which \p Owner keeps alive: names are left there,
/// and the bodies of functions are read when they are looked at. An error, as a
/// phrase that follows a file's name ("is no summary", "is damaged", "was
/// written by another version"), where they are none; indices in what is read
/// are in range.
llvm::Expected<TUSummary> readSummary(llvm::StringRef Bytes,
                                      std::shared_ptr<const void> Owner);

/// Changes the paths of \p Unit below \p Root, an absolute folder, to relative
/// ones, so that the summary says the same on every machine; others are kept.
void makeRelative(TUSummary &Unit, llvm::StringRef Root);

/// The reverse: relative paths are taken to be below \p Root.
void makeAbsolute(TUSummary &Unit, llvm::StringRef Root);

} // namespace cotidy

#endif // COTIDY_IR_SUMMARYFILE_H
