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
#include <mutex>

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// One thread's view of the files, and what all of them share.
using ScanFiles = COTIDY_SCANNING_NAMESPACE::DependencyScanningWorkerFilesystem;
using ScanCache =
    COTIDY_SCANNING_NAMESPACE::DependencyScanningFilesystemSharedCache;

/// Notes what a preprocessor comes by.
class Notes : public PPCallbacks {
public:
  Notes(Preprocessor &PP, ScannedUnit &Into) : PP(PP), Into(Into) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    if (Reason != EnterFile)
      return;
    const SourceManager &SM = PP.getSourceManager();
    const OptionalFileEntryRef File =
        SM.getFileEntryRefForID(SM.getFileID(Loc));
    if (!File)
      return;
    auto [It, New] = Seen.try_emplace(&File->getFileEntry(), Into.Files.size());
    if (New)
      Into.Files.push_back(
          {summaryPath(*File, SM.getFileManager()), SrcMgr::isSystem(Kind)});
    else if (!SrcMgr::isSystem(Kind))
      Into.Files[It->second].System = false;
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
    Into.Macros.push_back(std::move(Text));
  }

private:
  Preprocessor &PP;
  ScannedUnit &Into;
  DenseMap<const FileEntry *, size_t> Seen;
};

class Action : public PreprocessOnlyAction {
public:
  Action(ScanFiles &Files, ScannedUnit &Into) : Files(Files), Into(Into) {}

protected:
  bool BeginInvocation(CompilerInstance &CI) override {
    seeDirectives<FileEntryRef>(
        CI, [Files = &Files](FileEntryRef File) -> DirectivesOfFile {
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
  ScanFiles &Files;
  ScannedUnit &Into;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(ScanFiles &Files, ScannedUnit &Into) : Files(Files), Into(Into) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Files, Into);
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
  ScanFiles &Files;
  ScannedUnit &Into;
};

} // namespace

struct Scanner::Impl {
  ScanCache Shared;
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

Scanner::Scanner() : I(std::make_unique<Impl>()) {}
Scanner::~Scanner() = default;

ScannedUnit Scanner::scan(const Input &In, const ArgumentEdits &Edits) {
  ScannedUnit Unit;
  IntrusiveRefCntPtr<ScanFiles> Disk = I->take();
  Disk->setCurrentWorkingDirectory(In.Directory);
  auto Files = makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Disk);
  DiagnosticConsumer Errors; // counts them
  Factory MakeAction(*Disk, Unit);
  tooling::ToolInvocation Invocation(
      forAnalysis(In.Arguments, Edits, In.File), &MakeAction, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  Unit.Known = Invocation.run() && Errors.getNumErrors() == 0 &&
               !Unit.Files.empty() && !Unit.Files.front().System;
  I->giveBack(std::move(Disk));
  return Unit;
}

} // namespace cotidy
