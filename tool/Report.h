//===- Report.h - Results in a format ---------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_REPORT_H
#define COTIDY_TOOL_REPORT_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
}

namespace cotidy {

class Sources;

/// \p Text as JSON can hold it: what is not UTF-8 in it is replaced.
std::string asUtf8(llvm::StringRef Text);

/// Writes a report of \p R.
using Report = void(llvm::raw_ostream &OS, const Results &R, Sources &From,
                    bool Color);

Report writeText;       ///< as Clang prints warnings
Report writeSarif;      ///< SARIF 2.1.0
Report writeJson;       ///< docs/formats.md
Report writeGithub;     ///< commands to a GitHub runner, which annotates lines
Report writeGitlab;     ///< Code Quality: an array of Code Climate's issues
Report writeJunit;      ///< test suites
Report writeCheckstyle; ///< errors by file
Report writeHtml;       ///< a page with the map of shared state
Report writeDot;        ///< the map for Graphviz

} // namespace cotidy

#endif // COTIDY_TOOL_REPORT_H
