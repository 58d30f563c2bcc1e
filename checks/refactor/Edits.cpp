//===- Edits.cpp - The state-object refactor's edits ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Edits.h"
#include "refactor/OwnerEdits.h"
#include "refactor/SourceEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

/// What was a global's is declared first thing in the owner.
static void declareObject(const Plan &P, const Entities &What,
                          SourceEdits &Edits) {
  const Stmt *Body = What.Owner->getBody();
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  const auto *Block = dyn_cast<CompoundStmt>(Body);
  const auto Open =
      Block ? Edits.span(Block->getLBracLoc()) : std::optional<Span>();
  if (!Open)
    return Edits.refuse(What.Owner->getLocation(),
                        "there is no place for the object in it");
  const StringRef Buffer = Edits.buffer(Open->File);
  const bool OneLine =
      Buffer
          .slice(Open->End, Edits.SM.getFileOffset(
                                Edits.SM.getFileLoc(Block->getRBracLoc())))
          .find('\n') == StringRef::npos;
  const std::string Indent = indentationAt(Buffer, Open->Begin);
  Edits.replace({Open->File, Open->End, Open->End},
                "\n" + Indent + "  " + objectText(P, What.Owner, "") +
                    (OneLine ? "\n" + Indent + " " : ""));
}

/// The struct's text stands before whatever else happens to that place.
static void placeStruct(const Plan &P, StringRef Buffer, UnitEdits &Into) {
  const Plan::Placement &At = P.Placed;
  for (Edit &E : Into.Edits)
    if (E.File == At.File && E.Offset == At.Offset) {
      StringRef Struct = At.Text;
      if (Buffer.substr(E.Offset + E.Length).starts_with("\n"))
        Struct.consume_back("\n");
      E.Text = Struct.str() + E.Text;
      return;
    }
  Into.Edits.push_back({At.File, At.Offset, 0, At.Text});
}

/// std::shared_ptr needs its header in the file that has the struct.
static void includeMemory(const Plan &P, StringRef Buffer, UnitEdits &Into) {
  if (P.Owns != Plan::Ownership::SharedPointer)
    return;
  size_t Best = 0;
  bool After = false;
  for (size_t Line = 0; Line < P.Placed.Offset;) {
    const size_t End = std::min(Buffer.find('\n', Line), Buffer.size());
    const StringRef Text = Buffer.slice(Line, End).ltrim();
    if (Text.starts_with("#include")) {
      if (Text.contains("<memory>"))
        return;
      const bool Angled = Text.contains('<');
      if (Angled || !After || Best == 0) {
        // Sorted in, as far as the others are.
        if (!Angled || Text.substr(Text.find('<')) < "<memory>" || !After)
          Best = End + 1;
        After |= Angled;
      }
    }
    Line = End + 1;
  }
  if (Best > Buffer.size())
    return;
  Into.Edits.push_back(
      {P.Placed.File, static_cast<uint32_t>(Best), 0,
       Best == 0 ? "#include <memory>\n\n" : "#include <memory>\n"});
}

/// The file of the struct, if the unit reads it.
static FileID fileOfStruct(const Plan &P, const SourceManager &SM,
                           SourceEdits &Edits) {
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It) {
    const FileID File = SM.translateFile(It->first);
    if (File.isValid() &&
        Edits.place(SM.getLocForStartOfFile(File)).first == P.Placed.File)
      return File;
  }
  return {};
}

static bool mainFileOnly(const Entities &What, SourceEdits &Edits) {
  const SourceManager &SM = Edits.SM;
  auto Here = [&](const Decl *D) {
    return SM.isInMainFile(SM.getFileLoc(D->getLocation()));
  };
  for (const auto &[F, T] : What.Takers)
    for (const FunctionDecl *D : F->redecls())
      if (!Here(D))
        return false;
  for (const auto &[V, M] : What.Members)
    for (const VarDecl *D : V->redecls())
      if (!Here(D))
        return false;
  return What.Owner && Here(What.Owner);
}

UnitEdits editsFor(Plan &P, ASTContext &Unit) {
  SourceEdits Edits(Unit);
  if (P.Members.empty())
    return {};
  const Entities What = resolve(P, Edits);
  const bool First = P.Placed.File.empty();
  if (First) {
    if (!What.Owner) {
      Edits.refuse({}, "'" + P.Owner.Display + "' was not found again");
      return std::move(Edits).take();
    }
    if (!settlePlace(P, What, Edits))
      return std::move(Edits).take();
  }
  editUses(P, What, Edits);
  const bool Globals = !P.Members.front().Global.empty();
  const std::vector<Field> Fields = Globals
                                        ? editGlobals(P, What, Edits)
                                        : editOwnersVariables(P, What, Edits);
  if (First)
    P.Placed.Text = structText(P, What, Fields, Edits);
  if (Globals && What.Owner)
    declareObject(P, What, Edits);
  const bool MainFileOnly = mainFileOnly(What, Edits);
  const FileID File = fileOfStruct(P, Unit.getSourceManager(), Edits);
  UnitEdits Out = std::move(Edits).take();
  Out.MainFileOnly = MainFileOnly;
  if (File.isValid() && Out.Refused.empty()) {
    const StringRef Buffer = Unit.getSourceManager().getBufferData(File);
    placeStruct(P, Buffer, Out);
    includeMemory(P, Buffer, Out);
    llvm::sort(Out.Edits);
  }
  return Out;
}

} // namespace cotidy
