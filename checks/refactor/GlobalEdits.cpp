//===- GlobalEdits.cpp - Globals that become fields -----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <map>

using namespace clang;

namespace cotidy {

std::optional<Span> declarationSpan(const VarDecl &Last,
                                    const SourceEdits &Edits) {
  auto S = Edits.span(Last.getSourceRange());
  const auto Init = initialiserOf(Last, Edits);
  if (!S || !Init)
    return std::nullopt;
  S->End = std::max(S->End, Init->Where.End);
  const auto [Kind, Semicolon] = Edits.tokenFrom(S->File, S->End);
  if (Kind != tok::semi)
    return std::nullopt;
  S->End = Semicolon.End;
  return S;
}

Commented removalOf(const Span &Declaration, const SourceEdits &Edits) {
  const StringRef Buffer = Edits.buffer(Declaration.File);
  Commented Place = withComments(Buffer, Declaration);
  // The empty line behind goes too, if there is one before.
  if (Buffer.substr(Place.Whole.End).starts_with("\n") &&
      (Place.Whole.Begin == 0 ||
       Buffer.take_front(Place.Whole.Begin).ends_with("\n\n")))
    ++Place.Whole.End;
  return Place;
}

namespace {

/// All declarations of variables of static storage, by where they start:
/// `int a, b;` are two that start in one place.
class Declarations : public RecursiveASTVisitor<Declarations> {
public:
  explicit Declarations(const SourceEdits &Edits) : Edits(Edits) {}
  std::map<std::pair<FileID, uint32_t>, std::vector<const VarDecl *>> ByBegin;

  bool VisitVarDecl(VarDecl *V) {
    if (V->isFileVarDecl() || V->isStaticLocal())
      if (const auto S = Edits.span(V->getBeginLoc()))
        ByBegin[{S->File, S->Begin}].push_back(V);
    return true;
  }

private:
  const SourceEdits &Edits;
};

/// Does an initialiser do something when it is evaluated, or depend on what
/// may have another value when the owner is entered?
class Effects : public RecursiveASTVisitor<Effects> {
public:
  const Expr *Found = nullptr;

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    return (F && F->isConstexpr()) || stop(E);
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *C = E->getConstructor();
    return C->isConstexpr() || C->isImplicit() || C->isDefaulted() ||
           C->isInStdNamespace() || stop(E);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    return !V || V->isConstexpr() || V->getType().isConstQualified() || stop(E);
  }
  bool VisitCXXNewExpr(CXXNewExpr *E) { return stop(E); }
  bool VisitLambdaExpr(LambdaExpr *E) { return stop(E); }

private:
  bool stop(const Expr *E) {
    Found = E;
    return false;
  }
};

/// Would braces initialise nothing more than the default constructor does?
bool leavesNothing(QualType T) {
  const CXXRecordDecl *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || R->isUnion())
    return false;
  if (R->hasUserProvidedDefaultConstructor())
    return true;
  return llvm::all_of(R->bases(),
                      [](const CXXBaseSpecifier &B) {
                        return leavesNothing(B.getType());
                      }) &&
         llvm::all_of(R->fields(), [](const FieldDecl *F) {
           return F->hasInClassInitializer() || leavesNothing(F->getType());
         });
}

class GlobalEditor {
public:
  GlobalEditor(Plan &P, const Entities &What, SourceEdits &Edits)
      : P(P), What(What), Edits(Edits) {}

  void run();

private:
  void declaration(const std::vector<const VarDecl *> &Together);
  void checkDefinition(const VarDecl &V);
  void field(const VarDecl &V, const Commented &Place);

  Plan &P;
  const Entities &What;
  SourceEdits &Edits;
};

/// Has each translation unit that sees its declaration one of its own?
bool isOnePerUnit(const VarDecl &V) {
  if (V.isStaticLocal())
    for (const DeclContext *C = V.getDeclContext(); C; C = C->getParent())
      if (const auto *F = dyn_cast<FunctionDecl>(C))
        if (!F->isExternallyVisible())
          return true;
  return !V.isStaticLocal() && !V.isExternallyVisible();
}

void GlobalEditor::checkDefinition(const VarDecl &V) {
  auto Refuse = [&](SourceLocation At, const std::string &Why) {
    Edits.refuse(At, "'" + V.getNameAsString() + "' " + Why);
  };
  if (V.isExternC())
    Refuse(V.getLocation(), "is extern \"C\"");
  if (P.Units.size() > 1 && isOnePerUnit(V) &&
      !Edits.SM.isInMainFile(Edits.SM.getFileLoc(V.getLocation())))
    Refuse(V.getLocation(), "is another variable in each file that includes "
                            "this one");
  if (V.getTLSKind() != VarDecl::TLS_None)
    Refuse(V.getLocation(), "is thread_local");
  if (V.getType().isConstQualified() || V.getType().isVolatileQualified())
    Refuse(V.getLocation(), "is const or volatile");
  for (const Attr *A : V.attrs())
    if (!A->isImplicit() && !isa<UnusedAttr, ConstInitAttr>(A))
      Refuse(A->getLocation(), "has an attribute");
  if (const auto *Record =
          V.getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
      Record && Record->hasDefinition() && !Record->isInStdNamespace() &&
      !Record->hasTrivialDestructor() && Record->getDestructor() &&
      Record->getDestructor()->isUserProvided())
    Refuse(V.getLocation(), "has a destructor of its own, which would run "
                            "where the owner ends");
  if (V.getInit()) {
    Effects E;
    E.TraverseStmt(const_cast<Expr *>(V.getInit()));
    if (E.Found)
      Refuse(E.Found->getBeginLoc(),
             "is initialised before 'main' by what may then differ");
  }
}

void GlobalEditor::field(const VarDecl &V, const Commented &Place) {
  const uint32_t Member = *What.member(&V);
  Plan::Placement::Field &F = P.Placed.Fields[Member];
  const bool Defines = V.isThisDeclarationADefinition() == VarDecl::Definition;
  if (F.Above.empty() || (Defines && !Place.Above.empty()))
    F.Above = Place.Above;
  if (F.Behind.empty() || (Defines && !Place.Behind.empty()))
    F.Behind = Place.Behind;
  if (!Defines)
    return;
  checkDefinition(V);
  const auto Init = initialiserOf(V, Edits);
  if (!Init)
    return Edits.refuse(V.getLocation(),
                        "a macro spells what would change here");
  if (const Expr *Other =
          V.getInit() ? otherMeaning(P, *V.getInit(), Edits) : nullptr)
    return Edits.refuse(Other->getBeginLoc(),
                        "what the initialiser of '" + V.getNameAsString() +
                            "' names may mean something else in a struct");
  const auto Type = typeText(P, V);
  std::string Initialiser;
  switch (Init->How) {
  case WrittenInit::Nothing:
    // A global is zeroed before anything else.
    if (!V.getType()->getBaseElementTypeUnsafe()->isRecordType())
      Initialiser = V.getType()->isArrayType()        ? "{}"
                    : V.getType()->isBooleanType()    ? " = false"
                    : V.getType()->isPointerType()    ? " = nullptr"
                    : V.getType()->isArithmeticType() ? " = 0"
                                                      : "{}";
    else if (!leavesNothing(V.getType()))
      Initialiser = "{}";
    break;
  case WrittenInit::Assigned:
    Initialiser = " = " + Init->Text;
    break;
  case WrittenInit::Braced:
    Initialiser = Init->Text;
    break;
  case WrittenInit::Called:
    if (!Type)
      return Edits.refuse(V.getLocation(), "its type cannot be spelled here");
    Initialiser =
        " = " + (V.getType()->isRecordType() ? *Type : "") + Init->Text;
    break;
  }
  setField(P, Member, V, Initialiser, Edits);
}

void GlobalEditor::declaration(const std::vector<const VarDecl *> &Together) {
  if (std::none_of(Together.begin(), Together.end(), [&](const VarDecl *V) {
        return What.member(V).has_value();
      }))
    return;
  for (const VarDecl *V : Together)
    if (V->getDescribedVarTemplate() || isa<VarTemplateSpecializationDecl>(V))
      return Edits.refuse(V->getLocation(),
                          "'" + V->getNameAsString() + "' is a template");
  for (const VarDecl *V : Together)
    if (V->isTemplated() || V->getTemplateInstantiationPattern())
      return Edits.refuse(V->getLocation(),
                          "'" + V->getNameAsString() +
                              "' is another variable in each instantiation of "
                              "the template around it");
  for (const VarDecl *V : Together)
    if (!What.member(V))
      return Edits.refuse(V->getLocation(), "it is declared together with '" +
                                                V->getNameAsString() + "'");
  const VarDecl &Last = *Together.back();
  const auto All = declarationSpan(Last, Edits);
  if (!All)
    return Edits.refuse(Last.getLocation(),
                        "a macro, a comment or an attribute stands inside the "
                        "declaration of '" +
                            Last.getNameAsString() + "'");
  if (Edits
          .text({All->File, All->Begin,
                 Edits.SM.getFileOffset(
                     Edits.SM.getFileLoc(Together.front()->getLocation()))})
          .contains('{'))
    return Edits.refuse(Last.getLocation(), "the type of '" +
                                                Last.getNameAsString() +
                                                "' is defined together with "
                                                "it");
  const Commented Place = removalOf(*All, Edits);
  for (const VarDecl *V : Together)
    field(*V, V == Together.front() ? Place : Commented());
  Edits.replace(Place.Whole, "");
}

void GlobalEditor::run() {
  Declarations All(Edits);
  All.TraverseAST(const_cast<ASTContext &>(Edits.Context));
  for (const auto &[Begin, Together] : All.ByBegin)
    declaration(Together);
}

} // namespace

void editGlobals(Plan &P, const Entities &What, SourceEdits &Edits) {
  GlobalEditor(P, What, Edits).run();
}

} // namespace cotidy
