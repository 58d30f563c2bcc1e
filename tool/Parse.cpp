//===- Parse.cpp - From an input to its summary ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parse.h"
#include "Compat.h"
#include "Inputs.h"
#include "lower/Lower.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// Counts errors and prints the first of them, with their notes.
class FirstErrors : public DiagnosticConsumer {
public:
  FirstErrors(std::string &Text, bool Color)
      : Options(new DiagnosticOptions), Stream(Text),
        Printer(Stream, diagnosticOptionsArgument(Options)) {
    Options->ShowColors = Color;
  }

  void BeginSourceFile(const LangOptions &LangOpts,
                       const Preprocessor *PP) override {
    Printer.BeginSourceFile(LangOpts, PP);
  }
  void EndSourceFile() override { Printer.EndSourceFile(); }

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    if (Level != DiagnosticsEngine::Note)
      Printing = Level >= DiagnosticsEngine::Error && NumErrors++ < Limit;
    if (Printing)
      Printer.HandleDiagnostic(Level, Info);
  }

  unsigned count() const { return NumErrors; }

private:
  static constexpr unsigned Limit = 3;
  bool Printing = false;
  DiagnosticOptionsPtr<> Options;
  raw_string_ostream Stream;
  TextDiagnosticPrinter Printer;
};

/// What is done to a translation unit.
using Look = function_ref<void(ASTContext &)>;

class Looking : public ASTConsumer {
public:
  explicit Looking(Look At) : At(At) {}

  void HandleTranslationUnit(ASTContext &Context) override { At(Context); }

  /// Clang asks only for functions whose bodies nobody needs to go on: no
  /// constexpr function, none with a deduced return type. `await_ready` tells
  /// whether an awaitable suspends.
  bool shouldSkipFunctionBody(Decl *D) override {
    const FunctionDecl *F = D->getAsFunction();
    const IdentifierInfo *Name = F ? F->getIdentifier() : nullptr;
    if (Name && Name->isStr("await_ready"))
      return false;
    const SourceManager &SM = D->getASTContext().getSourceManager();
    return SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation()));
  }

private:
  Look At;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(Look At) : At(At) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Looking>(At);
  }

private:
  Look At;
};

class Factory : public tooling::FrontendActionFactory {
public:
  explicit Factory(Look At) : At(At) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(At);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    // Without carets Clang does not count its warnings aloud.
    Invocation->getDiagnosticOpts().ShowCarets = false;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(Containers), Consumer);
  }

private:
  Look At;
};

std::vector<std::string> opened(FileManager &Files) {
  SmallVector<OptionalFileEntryRef> Entries;
  Files.GetUniqueIDMapping(Entries);
  std::vector<std::string> Paths;
  for (const OptionalFileEntryRef &Entry : Entries) {
    if (!Entry)
      continue;
    SmallString<256> Path(Entry->getName());
    Files.makeAbsolutePath(Path);
    sys::path::remove_dots(Path);
    Paths.push_back(Path.str().str());
  }
  llvm::sort(Paths);
  Paths.erase(llvm::unique(Paths), Paths.end());
  return Paths;
}

} // namespace

ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color) {
  return parse(In, Edits, Color, vfs::createPhysicalFileSystem(),
               [](ASTContext &) {});
}

ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color,
                 IntrusiveRefCntPtr<vfs::FileSystem> Disk, Look Then) {
  ParsedUnit Unit;
  auto Summarise = [&](ASTContext &Context) {
    Unit.Summary = lower(Context);
    Unit.Parsed = true;
    Then(Context);
  };
  Disk->setCurrentWorkingDirectory(In.Directory);
  auto Files =
      makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), std::move(Disk));
  FirstErrors Errors(Unit.Diagnostics, Color);
  Factory MakeAction(Summarise);
  tooling::ToolInvocation Invocation(
      forAnalysis(In.Arguments, Edits, In.File), &MakeAction, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  Invocation.run();
  Unit.NumErrors = Errors.count();
  Unit.Files = opened(*Files);
  return Unit;
}

} // namespace cotidy
