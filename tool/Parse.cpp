//===- Parse.cpp - From an input to its summary ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parse.h"
#include "Branches.h"
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
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"
#include <chrono>
#include <map>

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
    if (Level >= DiagnosticsEngine::Error)
      Warnings |= isWarning(Info);
    if (Printing)
      Printer.HandleDiagnostic(Level, Info);
  }

  unsigned count() const { return NumErrors; }
  /// Is one of them a warning, as far as Clang goes, which the text may have
  /// turned off?
  bool anyWarning() const { return Warnings; }

private:
  static constexpr unsigned Limit = 3;
  bool Printing = false, Warnings = false;
  DiagnosticOptionsPtr<> Options;
  raw_string_ostream Stream;
  TextDiagnosticPrinter Printer;
};

/// What `#pragma clang diagnostic` and GCC's mean.
enum class Severities : uint8_t {
  AsWritten,
  /// Nothing. Clang looks up what holds at a place for each thing that it might
  /// say there, which takes a good part of the time.
  AsByDefault,
};

void ignoreDiagnosticPragmas(Preprocessor &PP) {
  for (StringRef Namespace : {"clang", "GCC"}) {
    EmptyPragmaHandler Named("diagnostic");
    PP.RemovePragmaHandler(Namespace, &Named);
    PP.AddPragmaHandler(Namespace, new EmptyPragmaHandler(Named.getName()));
  }
}

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
  Action(Look At, Severities As, Branches *Those)
      : At(At), As(As), Those(Those) {}
  bool BeginSourceFileAction(CompilerInstance &CI) override {
    if (As == Severities::AsByDefault)
      ignoreDiagnosticPragmas(CI.getPreprocessor());
    if (Those)
      Those->watch(CI.getPreprocessor());
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Looking>(At);
  }

private:
  Look At;
  Severities As;
  Branches *Those;
};

class Factory : public tooling::FrontendActionFactory {
public:
  Factory(Look At, Severities As, bool Free, Branches *Those)
      : At(At), As(As), Free(Free), Those(Those) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(At, As, Those);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    Invocation->getFrontendOpts().SkipFunctionBodies = true;
    Invocation->getFrontendOpts().DisableFree = !Free;
    // Without carets Clang does not count its warnings aloud.
    Invocation->getDiagnosticOpts().ShowCarets = false;
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(Containers), Consumer);
  }

private:
  Look At;
  Severities As;
  bool Free;
  Branches *Those;
};

using Sums = std::map<sys::fs::UniqueID, uint64_t>;

/// Of the texts that Clang has in memory.
Sums sumsOf(const SourceManager &SM) {
  Sums Result;
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It)
    if (auto Text = It->second->getBufferDataIfLoaded())
      Result[It->first.getUniqueID()] = xxh3_64bits(*Text);
  return Result;
}

std::vector<ReadFile> opened(FileManager &Files, const Sums &Known) {
  SmallVector<OptionalFileEntryRef> Entries;
  Files.GetUniqueIDMapping(Entries);
  std::vector<ReadFile> Result;
  for (const OptionalFileEntryRef &Entry : Entries) {
    if (!Entry)
      continue;
    SmallString<256> Path(Entry->getName());
    Files.makeAbsolutePath(Path);
    sys::path::remove_dots(Path);
    ReadFile &File = Result.emplace_back(
        ReadFile{Path.str().str(), Entry->getUniqueID(), 0});
    // Precompiled headers and the like are none of the source manager's.
    if (auto Sum = Known.find(File.Id); Sum != Known.end())
      File.Sum = Sum->second;
    else if (auto Text = Files.getBufferForFile(*Entry))
      File.Sum = xxh3_64bits((*Text)->getBuffer());
  }
  llvm::sort(Result, [](const ReadFile &A, const ReadFile &B) {
    return A.Path < B.Path;
  });
  Result.erase(
      llvm::unique(Result, [](const ReadFile &A,
                              const ReadFile &B) { return A.Path == B.Path; }),
      Result.end());
  return Result;
}

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point Start) {
  return std::chrono::duration<double>(Clock::now() - Start).count();
}

/// The unit, and whether an error could come of ignored pragmas.
std::pair<ParsedUnit, bool> parse(const Input &In, const ArgumentEdits &Edits,
                                  bool Color,
                                  IntrusiveRefCntPtr<vfs::FileSystem> Disk,
                                  Look Then, Severities As, bool Free,
                                  Branches *Those = nullptr) {
  ParsedUnit Unit;
  Sums Read;
  const Clock::time_point Start = Clock::now();
  auto Summarise = [&](ASTContext &Context) {
    const Clock::time_point Parsed = Clock::now();
    Unit.Summary = lower(Context);
    Unit.LowerSeconds = secondsSince(Parsed);
    Unit.Parsed = true;
    Read = sumsOf(Context.getSourceManager());
    Then(Context);
  };
  Disk->setCurrentWorkingDirectory(In.Directory);
  auto Files =
      makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), std::move(Disk));
  FirstErrors Errors(Unit.Diagnostics, Color);
  Factory MakeAction(Summarise, As, Free, Those);
  tooling::ToolInvocation Invocation(
      forAnalysis(In.Arguments, Edits, In.File), &MakeAction, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  Invocation.run();
  Unit.NumErrors = Errors.count();
  Unit.Files = opened(*Files, Read);
  Unit.ParseSeconds = secondsSince(Start) - Unit.LowerSeconds;
  return {std::move(Unit), Errors.anyWarning()};
}

} // namespace

ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color,
                 IntrusiveRefCntPtr<vfs::FileSystem> Disk) {
  auto Parse = [&](Severities As) {
    return parse(
        In, Edits, Color, Disk, [](ASTContext &) {}, As, /*Free=*/false);
  };
  auto [Unit, MaySilence] = Parse(Severities::AsByDefault);
  return MaySilence ? Parse(Severities::AsWritten).first : Unit;
}

std::optional<ParsedUnit> parse(const Input &First, const ArgumentEdits &Edits,
                                bool Color,
                                IntrusiveRefCntPtr<vfs::FileSystem> Disk,
                                Branches &Those) {
  auto [Unit, MaySilence] = parse(
      First, Edits, Color, Disk, [](ASTContext &) {}, Severities::AsByDefault,
      /*Free=*/false, &Those);
  if (!Those.current() && MaySilence)
    return parse(First, Edits, Color, std::move(Disk));
  if (!Those.sameAsAlone() || (Those.current() && Unit.NumErrors))
    return std::nullopt;
  erase_if(Unit.Files,
           [&](const ReadFile &File) { return Those.isAnothers(File.Id); });
  Unit.ParseSeconds = Those.seconds() - Unit.LowerSeconds;
  return std::move(Unit);
}

ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color,
                 IntrusiveRefCntPtr<vfs::FileSystem> Disk, Look Then) {
  return parse(In, Edits, Color, std::move(Disk), Then, Severities::AsWritten,
               /*Free=*/true)
      .first;
}

} // namespace cotidy
