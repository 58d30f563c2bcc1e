//===- StructEdits.cpp - The struct and the object ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace cotidy {

/// The declaration at namespace scope that \p D is in.
static const Decl *outermost(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const auto *T = F->getDescribedFunctionTemplate())
      D = T;
  for (;;) {
    const DeclContext *C = D->getLexicalDeclContext();
    if (!C || C->isTranslationUnit() || C->isNamespace())
      break;
    const auto *Next = cast<Decl>(C);
    D = Next;
    if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      if (const auto *T = R->getDescribedClassTemplate())
        D = T;
  }
  return D;
}

bool settlePlace(Plan &P, const Entities &What, SourceEdits &Edits) {
  const SourceManager &SM = Edits.SM;
  std::vector<const Decl *> Users{What.Owner};
  for (const auto &[F, T] : What.Takers)
    for (const FunctionDecl *D : F->redecls())
      Users.push_back(D);
  auto Before = [&](const Decl *A, const Decl *B) {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  };
  for (const Decl *&D : Users)
    D = outermost(D);
  const Decl *At = *std::min_element(Users.begin(), Users.end(), Before);

  // Where the last of the globals is declared first, types and constants that
  // the fields need are known.
  const Decl *LastGlobal = nullptr;
  for (const auto &[V, M] : What.Members)
    if (!P.Members[M].Global.empty() && (!LastGlobal || Before(LastGlobal, V)))
      LastGlobal = V;
  if (LastGlobal && outermost(LastGlobal) == LastGlobal &&
      Before(LastGlobal, At))
    At = LastGlobal;

  const auto S = Edits.span(At->getBeginLoc());
  if (!S || SM.isInSystemHeader(At->getBeginLoc())) {
    Edits.refuse(At->getBeginLoc(), "there is no place for the struct here");
    return false;
  }
  const Commented Place = withComments(Edits.buffer(S->File), *S);
  P.Placed.File = Edits.place(SM.getLocForStartOfFile(S->File)).first;
  P.Placed.Offset = Place.Whole.Begin;
  std::string Name;
  for (const DeclContext *C = At->getLexicalDeclContext(); C;
       C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C);
        N && !N->isAnonymousNamespace() && !N->isInline())
      Name = N->getNameAsString() + (Name.empty() ? "" : "::" + Name);
  P.Placed.Namespace = Name;
  return true;
}

/// Nobody else can see the struct: it is in a source file, and all that take it
/// are that file's own.
static bool wantsUnnamedNamespace(const Plan &P, const Entities &What,
                                  SourceEdits &Edits) {
  const std::string Main =
      Edits.place(Edits.SM.getLocForStartOfFile(Edits.SM.getMainFileID()))
          .first;
  if (P.Placed.File != Main)
    return false;
  for (const auto &[F, T] : What.Takers) {
    if (F->isExternallyVisible())
      return false;
    for (const DeclContext *C = F->getDeclContext(); C; C = C->getParent())
      if (const auto *N = dyn_cast<NamespaceDecl>(C);
          N && N->isAnonymousNamespace())
        return false;
  }
  return true;
}

std::string structText(const Plan &P, const Entities &What,
                       const std::vector<Field> &Fields, SourceEdits &Edits) {
  const bool Unnamed = wantsUnnamedNamespace(P, What, Edits);
  std::string Text = Unnamed ? "namespace {\n" : "";
  Text += "struct " + P.Struct + " {\n";
  for (const Field &F : Fields) {
    if (!F.Variable)
      continue;
    const auto Declared = declarator(P, *F.Variable);
    if (!Declared) {
      Edits.refuse(F.Variable->getLocation(),
                   "the type of '" + F.Variable->getNameAsString() +
                       "' cannot be named outside of its function");
      continue;
    }
    StringRef Above = F.Above;
    while (!Above.empty()) {
      auto [Line, Rest] = Above.split('\n');
      Text += "  " + Line.trim().str() + "\n";
      Above = Rest;
    }
    Text += "  " + *Declared + F.Initialiser + ";" +
            (F.Behind.empty() ? "" : " " + F.Behind) + "\n";
  }
  Text += Unnamed ? "};\n} // namespace\n\n" : "};\n\n";
  return Text;
}

std::string objectText(const Plan &P, const DeclContext *Where,
                       const std::string &Values) {
  const std::string Type = structName(P, Where);
  if (P.Owns == Plan::Ownership::SharedPointer)
    return "auto " + P.Parameter + " = std::make_shared<" + Type + ">(" +
           (Values.empty() ? "" : Type + "{" + Values + "}") + ");";
  return Type + " " + P.Parameter + (Values.empty() ? "" : "{" + Values + "}") +
         ";";
}

} // namespace cotidy
