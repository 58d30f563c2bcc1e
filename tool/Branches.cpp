//===- Branches.cpp - One parse of what files begin with ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Branches.h"
#include "Processes.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include <algorithm>
#include <cerrno>
#include <map>
#include <numeric>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace llvm;
using namespace clang;

namespace cotidy {

static std::vector<LeadingInclude> includesOf(const SourceManager &SM,
                                              FileID File) {
  const std::optional<StringRef> Text = SM.getBufferDataOrNone(File);
  return Text ? leadingIncludes(*Text, SM.getFileEntryRefForID(File)->getName())
              : std::vector<LeadingInclude>();
}

/// Counts the directives of the main file, and what is peculiar to it.
class Branches::Watcher : public PPCallbacks {
public:
  Watcher(Branches &Of, Preprocessor &PP)
      : Of(Of), PP(PP), SM(PP.getSourceManager()),
        BaseFile(PP.getIdentifierInfo("__BASE_FILE__")),
        IncludeLevel(PP.getIdentifierInfo("__INCLUDE_LEVEL__")) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Entering || SM.getFileID(Loc) != SM.getMainFileID())
      return;
    if (Reason == ExitFile)
      reached();
    // Clang ignores it in what it takes for the main file.
    else if (Reason == SystemHeaderPragma)
      Of.Peculiar = true;
  }

  void FileSkipped(const FileEntryRef &, const Token &Name,
                   SrcMgr::CharacteristicKind) override {
    if (SM.getFileID(Name.getLocation()) == SM.getMainFileID())
      reached();
  }

  void InclusionDirective(SourceLocation Hash, const Token &, StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File, StringRef,
                          StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (SM.getFileID(Hash) == SM.getMainFileID())
      ++NumIncludes;
    if (File && Of.isAnothers(File->getUniqueID()))
      Of.Peculiar = true;
  }

  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    const IdentifierInfo *Id = Name.getIdentifierInfo();
    if (Id == BaseFile || Id == IncludeLevel)
      Of.Peculiar = true;
  }

private:
  void reached() {
    Entering = true;
    Of.reached(NumIncludes, PP);
    Entering = false;
  }

  Branches &Of;
  Preprocessor &PP;
  const SourceManager &SM;
  const IdentifierInfo *BaseFile, *IncludeLevel;
  size_t NumIncludes = 0;
  bool Entering = false;
};

Branches::Branches(std::vector<Branch> TheBranches)
    : All(std::move(TheBranches)), Waiting(All.size() - 1) {
  std::iota(Waiting.begin(), Waiting.end(), 1);
}

void Branches::watch(Preprocessor &PP) {
  if (!Waiting.empty())
    PP.addPPCallbacks(std::make_unique<Watcher>(*this, PP));
}

double Branches::seconds() const {
  return std::chrono::duration<double>(Clock::now() - Begin - Waited).count();
}

void Branches::reached(size_t NumIncludes, Preprocessor &PP) {
  const ArrayRef<LeadingInclude> Mine = All[Current].Includes;
  // Those that go on alike are one process's.
  std::map<std::string, std::vector<size_t>> Children;
  for (size_t I : std::exchange(Waiting, {})) {
    const ArrayRef<LeadingInclude> Its = All[I].Includes;
    if (numAlike(Mine, Its) != NumIncludes)
      Waiting.push_back(I);
    else if (Its.size() > NumIncludes)
      Children[Its[NumIncludes].Header].push_back(I);
    else
      Children[std::to_string(I)].push_back(I);
  }
  if (Peculiar || PP.getDiagnostics().hasErrorOccurred())
    return;

  const pid_t Parent = getpid();
  for (auto &[Next, Which] : Children) {
    const Clock::time_point Start = Clock::now();
    const pid_t Child = fork();
    if (Child == 0) {
      endWith(Parent);
      goOnWith(std::move(Which), NumIncludes, PP);
      return;
    }
    if (Child < 0)
      continue;
    int Status = 0;
    while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
      ;
    // What it has given may be half of a result, to which nothing can be added.
    if (!WIFEXITED(Status) || WEXITSTATUS(Status) != 0)
      _exit(1);
    Waited += Clock::now() - Start;
  }
}

void Branches::goOnWith(std::vector<size_t> Mine, size_t NumIncludes,
                        Preprocessor &PP) {
  Begin = Clock::now();
  Waited = {};
  SourceManager &SM = PP.getSourceManager();
  const FileID Before = SM.getMainFileID();
  Others.insert(SM.getFileEntryRefForID(Before)->getUniqueID());
  const Branch &Next = All[Mine.front()];
  // A text that has just changed is read anew, alone.
  const auto Entry = SM.getFileManager().getOptionalFileRef(Next.Path);
  if (!Entry || isAnothers(Entry->getUniqueID()))
    _exit(0);
  auto *Lexing = static_cast<Lexer *>(PP.getCurrentLexer());
  const SourceLocation From = Lexing->getSourceLocation();
  const FileID File = SM.createFileID(*Entry, From, SrcMgr::C_User);
  const std::vector<LeadingInclude> Had = includesOf(SM, Before),
                                    Has = includesOf(SM, File);
  if (numAlike(Has, Had) < NumIncludes || !PP.markIncluded(*Entry))
    _exit(0);

  Lexing->seek(Lexing->getBuffer().size(), /*IsAtStartOfLine=*/true);
  SM.setMainFileID(File);
  if (PP.EnterSourceFile(File, nullptr, From))
    _exit(0);
  if (NumIncludes)
    static_cast<Lexer *>(PP.getCurrentLexer())
        ->seek(Has[NumIncludes - 1].End, /*IsAtStartOfLine=*/true);
  Current = Mine.front();
  Waiting.assign(Mine.begin() + 1, Mine.end());
}

} // namespace cotidy
