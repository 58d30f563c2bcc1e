//===- FixOutput.cpp - What is shown of fixes -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixOutput.h"
#include "Messages.h"
#include "RelativePaths.h"
#include "UnifiedDiff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace cotidy {

static void addNote(Result &To, const Location &At, const Twine &Message) {
  To.What.Notes.push_back({At.isValid() ? At : To.What.Loc, Message.str()});
}

/// For each finding that has a plan, what \p Say says of both.
static void noteEach(Results &Found,
                     function_ref<void(Result &, const Plan &)> Say) {
  for (Result &Each : Found.All)
    if (Each.Plan)
      Say(Each, Found.Plans[*Each.Plan]);
}

static void noteRefusal(Result &To, const Refusal &Why) {
  addNote(To, Why.Loc, "--fix leaves this alone: " + Why.Reason);
}

void notePlans(Results &Found) {
  noteEach(Found, [&](Result &Each, const Plan &P) {
    if (!P.Refused.empty())
      return noteRefusal(Each, P.Refused.front());
    addNote(Each, Location(),
            "--fix can make this change; --explain-fix shows every step");
    Each.Curable = true;
  });
}

/// What became of the finding \p Key last.
static const Attempt *attemptOn(const std::string &Key, const Fixes &Made) {
  const Attempt *Last = nullptr;
  for (const Attempt &A : Made.Attempts)
    if (A.Findings.contains(Key))
      Last = &A;
  return Last;
}

/// The place of an attempt's reason, in terms of \p Found.
static Location place(const Attempt &A, const Results &Found) {
  Location At = A.Where.second;
  auto File = llvm::find_if(Found.Files, [&](const SourceFile &F) {
    return F.Path == A.Where.first;
  });
  At.SpellingFile = None;
  At.File = File == Found.Files.end() ? None : File - Found.Files.begin();
  return At;
}

void noteAttempts(Results &Found, const Fixes &Made) {
  noteEach(Found, [&](Result &Each, const Plan &P) {
    const Attempt *A = attemptOn(subjectKey(Each.What, Found), Made);
    if (A && A->Made) {
      addNote(Each, Location(),
              Found.Fixed ? "--fix has made this change"
                          : "--fix can make this change");
      Each.Curable = true;
    } else if (A) {
      noteRefusal(Each, {place(*A, Found), A->Reason});
    } else if (!P.Refused.empty()) {
      noteRefusal(Each, P.Refused.front());
    }
  });
}

std::string diff(const EditedFiles &Files, Messages &Out) {
  // As the files' own paths are.
  SmallString<256> Here;
  sys::fs::real_path(currentFolder(), Here);
  const std::vector<const EditedFile *> All = Files.all();
  const RelativePaths FromHere(Here);
  StringRef Top = Here;
  if (!llvm::all_of(All, [&](const EditedFile *F) {
        return FromHere.below(F->Path).has_value();
      })) {
    Top = workTree(Here);
    Out.warning("the diff's paths are those below '" +
                (Top.empty() ? StringRef("/") : Top) + "'; apply it there");
  }
  const RelativePaths FromTop(Top);
  std::string Text;
  for (const EditedFile *F : All)
    Text += unifiedDiff(FromTop(F->Path), F->Before, F->After);
  return Text;
}

} // namespace cotidy
