//===- Edits.cpp - The state-object refactor's edits ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Edits.h"
#include "refactor/OwnerEdits.h"
#include "refactor/Removals.h"
#include "refactor/SourceEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

/// What was a global's is declared first thing in the owner.
static void declareObject(const Plan &P, const Entities &What,
                          SourceEdits &Edits) {
  const CompoundStmt *Block = nullptr;
  const auto Open = startOfOwner(*What.Owner, Edits, Block);
  if (!Open)
    return;
  const StringRef Buffer = Edits.buffer(Open->File);
  const bool OneLine =
      !Buffer
           .slice(Open->End, Edits.SM.getFileOffset(
                                 Edits.SM.getFileLoc(Block->getRBracLoc())))
           .contains('\n');
  const std::string Indent = indentationAt(Buffer, Open->Begin);
  Edits.replace({Open->File, Open->End, Open->End},
                "\n" + indentationIn(*Block, *Open, Edits) +
                    objectText(P, What.Owner, "") +
                    (OneLine ? "\n" + Indent + " " : ""));
}

static bool mainFileOnly(const Entities &What, size_t Others,
                         SourceEdits &Edits) {
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
  return What.Owner && Here(What.Owner) && What.Others.size() == Others &&
         llvm::all_of(What.Others,
                      [&](const auto &Other) { return Here(Other.first); });
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
  editExplicitInstantiations(P, What, Edits);
  declareStruct(P, What, Edits);
  if (P.Members.front().Global.empty()) {
    editOwnersVariables(P, What, Edits);
  } else {
    editGlobals(P, What, Edits);
    if (What.Owner)
      declareObject(P, What, Edits);
  }
  cleanUpRemovals(P, Edits);
  refuseHiddenUses(P, Edits);
  Edits.refuseStrings();
  const bool MainFileOnly = mainFileOnly(What, P.Others.size(), Edits);
  UnitEdits Out = std::move(Edits).take();
  Out.MainFileOnly = MainFileOnly;
  return Out;
}

UnitEdits structFor(const Plan &P) {
  UnitEdits Out;
  for (size_t I = 0; I < P.Placed.Fields.size(); ++I)
    if (!P.Placed.Fields[I].Defined)
      Out.Refused.push_back(
          {"", 0, 0, 0,
           "the definition of '" + P.Members[I].Name + "' was not found"});
  if (Out.Refused.empty())
    Out.Edits = structEdits(P);
  llvm::sort(Out.Edits);
  return Out;
}

std::optional<EditRefusal> unsettledCall(ArrayRef<const UnitEdits *> Units) {
  std::set<std::pair<std::string, uint32_t>> Settled;
  std::set<std::string> Edited;
  for (const UnitEdits *U : Units) {
    Settled.insert(U->Settled.begin(), U->Settled.end());
    for (const Edit &E : U->Edits)
      Edited.insert(E.File);
  }
  for (const UnitEdits *U : Units)
    for (const EditRefusal &Call : U->Left)
      if (Edited.contains(Call.File) &&
          !Settled.contains({Call.File, Call.Offset}))
        return Call;
  return std::nullopt;
}

void takeFields(Plan &Into, const Plan &From) {
  for (size_t I = 0; I < Into.Placed.Fields.size(); ++I)
    if (From.Placed.Fields[I].Defined && !Into.Placed.Fields[I].Defined)
      Into.Placed.Fields[I] = From.Placed.Fields[I];
}

} // namespace cotidy
