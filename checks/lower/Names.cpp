//===- Names.cpp - Names and locations of declarations --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Names.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace cotidy {

std::string qualifiedName(const NamedDecl &D) {
  llvm::SmallVector<std::string, 4> Components;
  Components.push_back(D.getDeclName().getAsString());
  // A constructor's or destructor's name prints its class with arguments.
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(D)) {
    const auto *Record = cast<CXXRecordDecl>(D.getDeclContext());
    Components.back() =
        (isa<CXXDestructorDecl>(D) ? "~" : "") + Record->getNameAsString();
  } else if (isa<CXXConversionDecl>(D)) {
    Components.back() = "operator conversion";
  }
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent()) {
    if (C->isFunctionOrMethod())
      break;
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isInline() && !N->isAnonymousNamespace())
        Components.push_back(N->getNameAsString());
    } else if (const auto *R = dyn_cast<RecordDecl>(C)) {
      if (R->isLambda())
        break;
      if (R->getIdentifier())
        Components.push_back(R->getNameAsString());
    }
  }
  std::string Name;
  for (const std::string &C : llvm::reverse(Components))
    Name += (Name.empty() ? "" : "::") + C;
  return Name;
}

static std::string filePath(const NamedDecl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  auto File =
      SM.getFileEntryRefForID(SM.getFileID(SM.getFileLoc(D.getLocation())));
  return File ? File->getName().str() : std::string();
}

std::string entityName(const NamedDecl &D) {
  llvm::SmallString<128> USR;
  const bool Unnamed = index::generateUSRForDecl(&D, USR);
  std::string Name = USR.str().str();
  const SourceManager &SM = D.getASTContext().getSourceManager();
  const bool InFunction = D.getParentFunctionOrMethod() != nullptr;
  if (!D.isExternallyVisible() || Unnamed || InFunction)
    Name += "@" + filePath(D);
  if (Unnamed || InFunction) {
    Name +=
        "@" + std::to_string(SM.getFileOffset(SM.getFileLoc(D.getLocation())));
    // Each instantiation of the function around has entities of its own.
    for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent())
      if (const auto *F = dyn_cast<FunctionDecl>(C)) {
        Name += "@" + entityName(*F);
        break;
      }
  }
  return Name;
}

bool inStd(const Decl &D) {
  if (const auto *F = dyn_cast<FunctionDecl>(&D); F && F->getBuiltinID())
    return true;
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

bool inSystemHeader(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  const SourceLocation L = D.getLocation();
  return L.isInvalid() || SM.isInSystemHeader(SM.getExpansionLoc(L));
}

std::string summaryPath(const FileEntryRef &File, FileManager &Files) {
  llvm::SmallString<256> Path = File.getName();
  Files.makeAbsolutePath(Path);
  llvm::SmallString<256> Plain(Path);
  llvm::sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
  // Behind a symbolic link `..` is not the folder before it.
  const auto Found = Files.getOptionalFileRef(Plain);
  return (Found && *Found == File ? Plain : Path).str().str();
}

uint32_t LocationMap::file(FileID ID) {
  auto [It, Inserted] = Known.try_emplace(ID, Files.size());
  if (!Inserted)
    return It->second;
  const SourceManager &SM = Context.getSourceManager();
  const OptionalFileEntryRef Entry = SM.getFileEntryRefForID(ID);
  Files.push_back({Entry ? summaryPath(*Entry, SM.getFileManager())
                         : SM.getBufferName(SM.getLocForStartOfFile(ID)).str(),
                   SM.isInSystemHeader(SM.getLocForStartOfFile(ID))});
  return It->second;
}

Location LocationMap::at(SourceLocation L) {
  Location Result;
  if (L.isInvalid())
    return Result;
  const SourceManager &SM = Context.getSourceManager();
  const auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(L));
  if (File.isInvalid())
    return Result;
  Result.File = file(File);
  Result.Offset = Offset;
  Result.Line = SM.getLineNumber(File, Offset);
  Result.Column = SM.getColumnNumber(File, Offset);
  // What ## pastes is spelled nowhere: the macro that does it is.
  while (L.isMacroID() &&
         !SM.getFileEntryRefForID(SM.getDecomposedSpellingLoc(L).first))
    L = SM.getImmediateExpansionRange(L).getBegin();
  if (L.isMacroID()) {
    const auto [SpellFile, SpellOffset] = SM.getDecomposedSpellingLoc(L);
    Result.SpellingFile = file(SpellFile);
    Result.SpellingOffset = SpellOffset;
    Result.SpellingLine = SM.getLineNumber(SpellFile, SpellOffset);
    Result.SpellingColumn = SM.getColumnNumber(SpellFile, SpellOffset);
  }
  return Result;
}

Location LocationMap::of(SourceRange Range) {
  Location Result = at(Range.getBegin());
  if (!Result.isValid())
    return Result;
  const SourceManager &SM = Context.getSourceManager();
  const auto [File, Offset] =
      SM.getDecomposedLoc(SM.getFileLoc(Range.getBegin()));
  const auto [EndFile, EndOffset] =
      SM.getDecomposedLoc(SM.getFileLoc(Range.getEnd()));
  if (File == EndFile && EndOffset >= Offset)
    Result.Length = EndOffset - Offset +
                    Lexer::MeasureTokenLength(SM.getFileLoc(Range.getEnd()), SM,
                                              Context.getLangOpts());
  return Result;
}

} // namespace cotidy
