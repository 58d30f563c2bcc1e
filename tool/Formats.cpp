//===- Formats.cpp - The formats, and which report goes where -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Messages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace cotidy {

ArrayRef<ReportFormat> reportFormats() {
  static constexpr ReportFormat All[] = {{"text", writeText},
                                         {"json", writeJson},
                                         {"sarif", writeSarif},
                                         {"github", writeGithub},
                                         {"gitlab", writeGitlab},
                                         {"junit", writeJunit},
                                         {"checkstyle", writeCheckstyle},
                                         {"html", writeHtml, /*WantsMap=*/true},
                                         {"dot", writeDot, /*WantsMap=*/true}};
  return All;
}

static const ReportFormat *find(StringRef Name, Messages &Out) {
  std::vector<StringRef> Names;
  for (const ReportFormat &F : reportFormats()) {
    if (F.Name == Name)
      return &F;
    Names.push_back(F.Name);
  }
  Out.error("unknown value '" + Name + "' of '--format'" +
            didYouMean(Name, Names) + " (there are " + join(Names, ", ") + ")");
  return nullptr;
}

/// Why \p Requests cannot all be written; empty where they can.
static std::string conflict(ArrayRef<ReportRequest> Requests) {
  for (const ReportRequest &A : Requests)
    for (const ReportRequest &B : Requests.drop_front(&A - Requests.data() + 1))
      if (A.File == B.File)
        return A.File.empty()
                   ? ("both '--format=" + A.As->Name +
                      "' and '--format=" + B.As->Name +
                      "' go to standard output; give '--output=FILE' after one")
                         .str()
                   : "two reports go to '" + A.File + "'; give each its own";
  return "";
}

std::optional<std::vector<ReportRequest>>
pairReports(const std::vector<Placed> &Formats,
            const std::vector<Placed> &Files, Messages &Out) {
  std::vector<ReportRequest> Requests;
  const bool AnyOrder = Formats.size() <= 1 && Files.size() <= 1;
  std::vector<unsigned> Starts; // of each request
  for (const Placed &F : Formats) {
    const ReportFormat *As = find(F.Value, Out);
    if (!As)
      return std::nullopt;
    Requests.push_back({As, ""});
    Starts.push_back(AnyOrder ? 0 : F.Position);
  }
  if (Requests.empty()) {
    Requests.push_back({reportFormats().data(), ""});
    Starts.push_back(0);
  }
  for (const Placed &F : Files) {
    auto Next = llvm::upper_bound(Starts, F.Position);
    if (Next == Starts.begin()) {
      Out.error("'--output=" + F.Value +
                "' stands before every '--format'; put it after its own");
      return std::nullopt;
    }
    ReportRequest &Its = Requests[Next - Starts.begin() - 1];
    if (!Its.File.empty()) {
      Out.error("'--output=" + Its.File + "' and '--output=" + F.Value +
                "' follow one '--format'; give each its own");
      return std::nullopt;
    }
    Its.File = F.Value;
  }
  if (std::string Why = conflict(Requests); !Why.empty()) {
    Out.error(Why);
    return std::nullopt;
  }
  return Requests;
}

} // namespace cotidy
