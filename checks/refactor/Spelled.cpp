//===- Spelled.cpp - What names mean where the struct is ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace cotidy {

const NamedDecl *namedBy(QualType T) {
  if (T.isNull())
    return nullptr;
  if (const auto *Alias = dyn_cast<TypedefType>(T))
    return Alias->getDecl();
  if (const auto *Tag = dyn_cast<TagType>(T))
    return Tag->getDecl();
  if (const auto *S = dyn_cast<TemplateSpecializationType>(T))
    return S->getTemplateName().getAsTemplateDecl();
  return nullptr;
}

/// No declaration at namespace scope can name it.
static bool isLocalType(QualType T) {
  T = T.getCanonicalType().getNonReferenceType();
  while (const auto *Array = T->getAsArrayTypeUnsafe())
    T = Array->getElementType();
  const TagDecl *Tag = T->getAsTagDecl();
  if (!Tag)
    return false;
  if (Tag->getParentFunctionOrMethod() ||
      (!Tag->getIdentifier() && !Tag->getTypedefNameForAnonDecl()))
    return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Tag))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type && isLocalType(A.getAsType()))
        return true;
  return false;
}

namespace {

/// What a type names that only members of a class, or one function, can name
/// so.
class InnerNames : public RecursiveASTVisitor<InnerNames> {
public:
  bool OfClass = false, OfFunction = false;

  bool VisitType(clang::Type *T) {
    if (const NamedDecl *D = namedBy(QualType(T, 0))) {
      OfClass |= D->getDeclContext()->isRecord();
      OfFunction |= D->getParentFunctionOrMethod() != nullptr;
    }
    return true;
  }
};

} // namespace

static std::optional<std::string> printed(const Plan &P, const VarDecl &V,
                                          StringRef Name) {
  QualType T = V.getType().getUnqualifiedType();
  const ASTContext &Context = V.getASTContext();
  if (isLocalType(T) || T->isReferenceType())
    return std::nullopt;
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.Bool = true;
  InnerNames Inner;
  Inner.TraverseType(T);
  if (Inner.OfFunction)
    T = T.getCanonicalType(); // an alias of the function's own
  if (const DeclContext *C = V.getDeclContext();
      Inner.OfClass || Inner.OfFunction || structName(P, C) != P.Struct ||
      (P.Placed.Namespace.empty() &&
       !C->getEnclosingNamespaceContext()->isTranslationUnit()))
    T = TypeName::getFullyQualifiedType(T, Context, /*WithGlobalNsPrefix=*/
                                        false);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  T.print(OS, Policy, Name);
  return Text;
}

std::optional<std::string> declarator(const Plan &P, const VarDecl &V,
                                      llvm::StringRef Name) {
  return printed(P, V, Name);
}

std::optional<std::string> typeText(const Plan &P, const VarDecl &V) {
  if (V.getType()->isArrayType() || V.getType()->isFunctionPointerType())
    return std::nullopt;
  return printed(P, V, "");
}

namespace {

class OtherMeanings : public RecursiveASTVisitor<OtherMeanings> {
public:
  OtherMeanings(const Plan &P, SourceEdits &Edits) : P(P), Edits(Edits) {}

  const Expr *Found = nullptr;
  const Expr *Now = nullptr; ///< what is looked at

  bool VisitExpr(Expr *E) {
    Now = E;
    // What a macro spells may be spelled otherwise there.
    return !E->getExprLoc().isMacroID() ||
           Edits.SM.isMacroArgExpansion(E->getExprLoc()) || stop();
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    return isSame(*E->getDecl(), E->getLocation()) || stop();
  }
  bool VisitTypeLoc(TypeLoc T) {
    const NamedDecl *D = namedBy(T.getType());
    return !D || isSame(*D, lastName(T)) || stop();
  }

private:
  bool stop() {
    Found = Now;
    return false;
  }
  static SourceLocation lastName(TypeLoc T) {
    if (const auto S = T.getAs<TemplateSpecializationTypeLoc>())
      return S.getTemplateNameLoc();
    return T.getEndLoc();
  }
  bool isSame(const NamedDecl &D, SourceLocation At);

  const Plan &P;
  SourceEdits &Edits;
};

bool OtherMeanings::isSame(const NamedDecl &D, SourceLocation At) {
  if (D.getParentFunctionOrMethod())
    return false;
  const auto Name = Edits.span(At);
  if (!Name)
    return false;
  const bool Qualified =
      Edits.buffer(Name->File).take_front(Name->Begin).rtrim().ends_with("::");
  // The unit with the struct has to see that very declaration.
  const SourceManager &SM = Edits.SM;
  const SourceLocation Declared = SM.getFileLoc(D.getLocation());
  if (!SM.isInSystemHeader(Declared) &&
      !P.Placed.Files.contains(Edits.place(Declared).first))
    return false;
  if (Qualified)
    return true;
  const DeclContext *C = D.getDeclContext()->getRedeclContext();
  if (!C->isFileContext())
    return false;
  const auto *Space = dyn_cast<NamespaceDecl>(C);
  while (Space && Space->isAnonymousNamespace())
    Space = dyn_cast<NamespaceDecl>(Space->getParent());
  const std::string Around = Space ? qualifiedName(*Space) : "";
  return Around.empty() || P.Placed.Namespace == Around ||
         P.Placed.Namespace.starts_with(Around + "::");
}

} // namespace

const Expr *otherMeaning(const Plan &P, const Expr &Init, SourceEdits &Edits) {
  OtherMeanings Search(P, Edits);
  Search.TraverseStmt(const_cast<Expr *>(&Init));
  return Search.Found;
}

} // namespace cotidy
