//===- ParseApart.h - Parsing in processes of their own ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PARSEAPART_H
#define COTIDY_TOOL_PARSEAPART_H

#include "Parse.h"
#include "Processes.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace cotidy {

class Cache;
class Messages;
class Progress;
struct CommandLine;
struct Stages;

struct ParseJob {
  const Input *In = nullptr;
  const ArgumentEdits *Edits = nullptr;
  double Seconds = 0; ///< that it is expected to take
};

struct ParsedApart {
  Ended Process;
  ParsedUnit Unit;
};

/// Parses all \p Work, each in a process of its own, the longest first, and
/// puts what is made into \p Kept, if there is one. Processes of those that
/// begin alike are forked from one that has parsed that; what does not come to
/// its end in there is parsed once more from its own. The results are in the
/// order of \p Work.
std::vector<ParsedApart> parseApart(llvm::ArrayRef<ParseJob> Work,
                                    const CommandLine &Line, const Cache *Kept,
                                    Progress &Shown, Stages &Took,
                                    const Messages &Out);

/// A guess for a file that was never parsed, from its size and its includes.
double expectedSeconds(const Input &In);

/// Prints what Clang said of \p In, and tells why there is no summary, or one
/// of a part, which was \p Used, and how to see that again. Is there one?
bool tellTrouble(const Input &In, const ParsedApart &Got, llvm::StringRef Used,
                 const CommandLine &Line, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_PARSEAPART_H
