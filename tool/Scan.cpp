//===- Scan.cpp - What a translation unit includes ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Scan.h"
#include "Compat.h"
#include "Inputs.h"
#include "lower/Names.h"
#include "clang/Basic/SourceManager.h"
#include COTIDY_SCANNING_FILES_HEADER
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/xxhash.h"
#include <mutex>

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// One thread's view of the files, and what all of them share.
using ScanFiles = COTIDY_SCANNING_NAMESPACE::DependencyScanningWorkerFilesystem;
using ScanCache =
    COTIDY_SCANNING_NAMESPACE::DependencyScanningFilesystemSharedCache;

/// Sums of texts that all threads share and none frees.
class Sums {
public:
  uint64_t of(StringRef Text) {
    const char *Start = Text.begin();
    {
      std::lock_guard<std::mutex> Lock(Access);
      if (auto It = Known.find(Start); It != Known.end())
        return It->second;
    }
    const uint64_t Sum = xxh3_64bits(Text);
    std::lock_guard<std::mutex> Lock(Access);
    Known[Start] = Sum;
    return Sum;
  }

private:
  std::mutex Access;
  DenseMap<const char *, uint64_t> Known;
};

/// What one scan writes to.
struct Target {
  ScanFiles &Disk;
  Texts &Files;
  Sums &SumsOfTexts;
  ScannedUnit &Unit;
  bool Unreadable = false;
};

/// Notes what a preprocessor comes by.
class Notes : public PPCallbacks {
public:
  Notes(Preprocessor &PP, Target &Into) : PP(PP), Into(Into) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    if (Reason != EnterFile)
      return;
    const SourceManager &SM = PP.getSourceManager();
    const OptionalFileEntryRef File =
        SM.getFileEntryRefForID(SM.getFileID(Loc));
    if (!File)
      return;
    std::vector<ScannedFile> &Files = Into.Unit.Files;
    auto [It, New] = Seen.try_emplace(&File->getFileEntry(), Files.size());
    if (New)
      Files.push_back(
          {Into.Files.number(summaryPath(*File, SM.getFileManager())),
           SrcMgr::isSystem(Kind), sum(*File)});
    else if (!SrcMgr::isSystem(Kind))
      Files[It->second].System = false;
  }

  void MacroDefined(const clang::Token &Name,
                    const MacroDirective *MD) override {
    const SourceManager &SM = PP.getSourceManager();
    const SourceLocation Loc = MD->getLocation();
    if (SM.getFileEntryRefForID(SM.getFileID(Loc)) ||
        !SM.isWrittenInCommandLineFile(Loc))
      return;
    const MacroInfo *Macro = MD->getMacroInfo();
    std::string Text = Name.getIdentifierInfo()->getName().str();
    if (Macro->isFunctionLike()) {
      Text += '(';
      for (const IdentifierInfo *Parameter : Macro->params())
        Text += (Text.back() == '(' ? "" : ",") + Parameter->getName().str();
      Text += ')';
    }
    for (const clang::Token &T : Macro->tokens())
      Text += " " + PP.getSpelling(T);
    Into.Unit.Macros.push_back(std::move(Text));
  }

private:
  Preprocessor &PP;
  Target &Into;
  DenseMap<const FileEntry *, size_t> Seen;

  uint64_t sum(FileEntryRef File) {
    ErrorOr<COTIDY_SCANNING_NAMESPACE::EntryRef> Entry =
        Into.Disk.getOrCreateFileSystemEntry(File.getName());
    if (Entry && !Entry->isError() && !Entry->isDirectory())
      return Into.SumsOfTexts.of(Entry->getContents());
    Into.Unreadable = true;
    return 0;
  }
};

class Action : public PreprocessOnlyAction {
public:
  explicit Action(Target &Into) : Into(Into) {}

protected:
  bool BeginInvocation(CompilerInstance &CI) override {
    seeDirectives<FileEntryRef>(
        CI, [Files = &Into.Disk](FileEntryRef File) -> DirectivesOfFile {
          ErrorOr<COTIDY_SCANNING_NAMESPACE::EntryRef> Entry =
              Files->getOrCreateFileSystemEntry(File.getName());
          if (Entry && Files->ensureDirectiveTokensArePopulated(*Entry))
            return Entry->getDirectiveTokens();
          return std::nullopt;
        });
    return true;
  }
  bool BeginSourceFileAction(CompilerInstance &CI) override {
    Preprocessor &PP = CI.getPreprocessor();
    PP.addPPCallbacks(std::make_unique<Notes>(PP, Into));
    return true;
  }

private:
  Target &Into;
};

class Factory : public tooling::FrontendActionFactory {
public:
  explicit Factory(Target &Into) : Into(Into) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Into);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Manager,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    // Headers are read as text.
    Invocation->getHeaderSearchOpts().ImplicitModuleMaps = false;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Manager, std::move(Containers), Consumer);
  }

private:
  Target &Into;
};

} // namespace

struct Scanner::Impl {
  explicit Impl(Texts &Files) : Files(Files) {}

  Texts &Files;
  ScanCache Shared;
  Sums SumsOfTexts;
  std::mutex Access;
  std::vector<IntrusiveRefCntPtr<ScanFiles>> Idle;

  IntrusiveRefCntPtr<ScanFiles> take() {
    {
      std::lock_guard<std::mutex> Lock(Access);
      if (!Idle.empty()) {
        IntrusiveRefCntPtr<ScanFiles> Files = std::move(Idle.back());
        Idle.pop_back();
        return Files;
      }
    }
    return makeIntrusiveRefCnt<ScanFiles>(Shared,
                                          vfs::createPhysicalFileSystem());
  }
  void giveBack(IntrusiveRefCntPtr<ScanFiles> Files) {
    std::lock_guard<std::mutex> Lock(Access);
    Idle.push_back(std::move(Files));
  }
};

Scanner::Scanner(Texts &Files) : I(std::make_unique<Impl>(Files)) {}
Scanner::~Scanner() = default;

ScannedUnit Scanner::scan(const Input &In, const ArgumentEdits &Edits) {
  ScannedUnit Unit;
  IntrusiveRefCntPtr<ScanFiles> Disk = I->take();
  Disk->setCurrentWorkingDirectory(In.Directory);
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Disk);
  DiagnosticConsumer Errors; // counts them
  Target Into = {*Disk, I->Files, I->SumsOfTexts, Unit};
  Factory MakeAction(Into);
  tooling::ToolInvocation Invocation(
      forAnalysis(In.Arguments, Edits, In.File), &MakeAction, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  Unit.Known = Invocation.run() && Errors.getNumErrors() == 0 &&
               !Into.Unreadable && !Unit.Files.empty() &&
               !Unit.Files.front().System;
  I->giveBack(std::move(Disk));
  return Unit;
}

} // namespace cotidy
