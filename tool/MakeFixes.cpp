//===- MakeFixes.cpp - What --fix and its kin do --------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MakeFixes.h"
#include "FixOutput.h"
#include "Messages.h"
#include "Suppressions.h"
#include "WriteFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// How many findings there are to report once \p Made stands on disk: what was
/// not reported before is not then.
static size_t countLeft(Fixes &Made, const Results &Found) {
  std::set<std::string> Unreported;
  for (const Result &R : Found.All)
    if (!R.reported())
      Unreported.insert(subjectKey(R.What, Found));
  Sources Edited(Made.Left.Files, Made.Files.fileSystem());
  Messages Said(nulls(), false); // once, of the files as they were
  suppress(Made.Left, Edited, Said);
  return llvm::count_if(Made.Left.All, [&](const Result &R) {
    return R.reported() && !Unreported.contains(subjectKey(R.What, Made.Left));
  });
}

static void giveUp(Fixes &Made, const std::string &Why) {
  for (Attempt &A : Made.Attempts)
    if (A.Made) {
      A.Made = false;
      A.Reason = Why;
    }
}

size_t makeFixes(const CommandLine &Line, std::vector<FixUnit> Units,
                 Results &Found, Sources &From, const Output &To,
                 Messages &Out) {
  Fixes Made =
      fix(std::move(Units), Found,
          {Line.Jobs, Line.TimeoutSeconds, Line.MemoryLimit}, Line.CrashIn);
  size_t Left =
      llvm::count_if(Found.All, [](const Result &R) { return R.reported(); });
  if (Line.Fix && !Made.Files.empty()) {
    // The report shows the text that findings were found in.
    for (size_t I = 0; I != Found.Files.size(); ++I)
      From.text(I);
    size_t LeftThen = countLeft(Made, Found);
    if (auto Why = writeFiles(Made.Files)) {
      Out.error("no file was edited: " + *Why);
      giveUp(Made, *Why);
    } else {
      Found.Fixed = true;
      Left = LeftThen;
    }
  }
  noteAttempts(Found, Made);
  for (const EditedFile *File : Made.Files.all())
    Found.Edits.push_back({File->Path, File->Before, File->Edits});
  if (!Line.ExportFixes.empty())
    To.write(Line.ExportFixes, exportedFixes(Found), Out);
  if (Line.Diff)
    To.write("", diff(Made.Files, Out), Out);
  return Left;
}

} // namespace cotidy
