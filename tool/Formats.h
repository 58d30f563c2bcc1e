//===- Formats.h - The formats, and which report goes where -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FORMATS_H
#define COTIDY_TOOL_FORMATS_H

#include "Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace cotidy {

class Messages;

struct ReportFormat {
  llvm::StringRef Name; ///< "sarif"
  Report *Write;
  bool WantsMap = false; ///< of Results
};

/// All formats; the first is the default.
llvm::ArrayRef<ReportFormat> reportFormats();

/// A report that is to be written. Without a file it goes to stdout.
struct ReportRequest {
  const ReportFormat *As;
  std::string File;
};

/// The value of an option and where it stands on the command line.
struct Placed {
  unsigned Position;
  std::string Value;
};

/// Which reports `--format` and `--output` ask for: each output is that of the
/// format before it; a single output and a single format belong together in
/// any order. Nothing, and a sentence in \p Out, where that cannot be.
std::optional<std::vector<ReportRequest>>
pairReports(const std::vector<Placed> &Formats,
            const std::vector<Placed> &Files, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_FORMATS_H
