//===- UseEdits.cpp - Uses, calls and signatures --------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "refactor/DependentCalls.h"
#include "refactor/OwnerEdits.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace cotidy {

namespace {

class UseEditor : public RecursiveASTVisitor<UseEditor> {
  using Base = RecursiveASTVisitor<UseEditor>;

public:
  UseEditor(const Plan &P, const Entities &What, SourceEdits &Edits)
      : P(P), What(What), Edits(Edits),
        ByCopies(P.Members.front().Global.empty()), Dependent(What, Edits) {}

  bool TraverseDecl(Decl *D) {
    auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (!F)
      return Base::TraverseDecl(D);
    Around.push_back({F, nullptr});
    const bool Go = Base::TraverseDecl(D);
    Around.pop_back();
    return Go;
  }

  bool TraverseLambdaExpr(LambdaExpr *L) {
    Around.push_back({L->getCallOperator(), L});
    const bool Go = Base::TraverseLambdaExpr(L);
    const Frame Done = Around.pop_back_val();
    if (Done.Uses && !What.isOwner(Done.Function))
      capture(*L);
    return Go;
  }

  bool TraverseLambdaCapture(LambdaExpr *L, const LambdaCapture *C,
                             Expr *Init) {
    if (C->capturesVariable() && C->isExplicit() && !L->isInitCapture(C))
      if (const auto M = What.member(dyn_cast<VarDecl>(C->getCapturedVar()))) {
        explicitCapture(*L, *C);
        return true;
      }
    return Base::TraverseLambdaCapture(L, C, Init);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (const PlanTaker *T = What.taker(F))
      editSignature(*F, *T, P, What, Edits);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (Done.contains(E))
      return true;
    if (const auto M = What.member(E->getDecl())) {
      use(E->getSourceRange(), *M);
    } else if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl())) {
      if (What.taker(F) && !Called.contains(E))
        Edits.refuse(E->getBeginLoc(), "the address of '" +
                                           F->getNameAsString() +
                                           "' is taken here");
    }
    name(E->getDecl(), E->getBeginLoc());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto M = What.member(dyn_cast<VarDecl>(E->getMemberDecl()))) {
      // A static data member, through an object that nothing makes here.
      if (isa<CXXThisExpr, DeclRefExpr>(E->getBase()->IgnoreParenImpCasts()))
        use(E->getSourceRange(), *M);
      else
        Edits.refuse(E->getMemberLoc(),
                     "'" + P.Members[*M].Name + "' is used through an object");
    }
    if (const auto *F = dyn_cast<FunctionDecl>(E->getMemberDecl()))
      if (What.taker(F) && !Called.contains(E))
        Edits.refuse(E->getMemberLoc(), "the address of '" +
                                            F->getNameAsString() +
                                            "' is taken here");
    if (E->isImplicitAccess())
      name(E->getMemberDecl(), E->getMemberLoc());
    return true;
  }

  bool VisitTypeLoc(TypeLoc T) {
    if (const NamedDecl *D = namedBy(T.getType()))
      name(D, T.getBeginLoc());
    return true;
  }

  bool VisitOverloadExpr(OverloadExpr *E) {
    if (isParameter(E->getName()) && reached())
      clash(E->getNameLoc(), P.Parameter);
    return open(*E);
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    return open(*E);
  }
  bool VisitDependentScopeDeclRefExpr(DependentScopeDeclRefExpr *E) {
    return open(*E);
  }

  // Where it is only asked whether something compiles, or of which type it is.
  template <typename... More> // what comes with it depends on the LLVM
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc T, More... M) {
    const llvm::SaveAndRestore Now(Asked, true);
    return Base::TraverseDecltypeTypeLoc(T, M...);
  }
  bool TraverseRequiresExpr(RequiresExpr *E) {
    const llvm::SaveAndRestore Now(Asked, true);
    return Base::TraverseRequiresExpr(E);
  }
  bool TraverseCompoundStmt(CompoundStmt *S) {
    const llvm::SaveAndRestore Now(Asked, false);
    return Base::TraverseCompoundStmt(S);
  }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = Dependent.callee(*E);
    const PlanTaker *T = What.taker(F);
    if (!T)
      return true;
    Called.insert(E->getCallee()->IgnoreParenImpCasts());
    if (!reached())
      Edits.refuse(E->getBeginLoc(), "'" + F->getNameAsString() +
                                         "' is called here, out of reach of "
                                         "the state's owner");
    else
      call(*E, *T);
    return true;
  }

  bool VisitUsingDecl(UsingDecl *D) {
    const auto IsMember = [&](const UsingShadowDecl *S) {
      return What.member(dyn_cast<VarDecl>(S->getTargetDecl())).has_value();
    };
    if (llvm::any_of(D->shadows(), IsMember))
      usingDeclaration(*D);
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (V->isLocalExternDecl() && What.member(V))
      Edits.refuse(V->getLocation(), "'" + V->getNameAsString() +
                                         "' is declared inside a function");
    return true;
  }

  bool VisitNamedDecl(NamedDecl *D) {
    name(D, D->getLocation());
    return true;
  }

private:
  struct Frame {
    const FunctionDecl *Function;
    const LambdaExpr *Lambda;
    bool Uses = false; ///< of the state object, in a lambda's text
  };

  /// The owner or a taker is the function around, and none but lambdas are
  /// between.
  bool reached() {
    for (auto It = Around.rbegin(); It != Around.rend(); ++It) {
      if (What.isOwner(It->Function) || What.taker(It->Function))
        return true;
      if (!It->Lambda)
        return false;
    }
    return false;
  }
  void markUsed() {
    for (auto It = Around.rbegin(); It != Around.rend(); ++It) {
      It->Uses = true;
      if (!It->Lambda || What.isOwner(It->Function))
        return;
    }
  }

  bool isParameter(DeclarationName Name) const {
    return Name.isIdentifier() && Name.getAsIdentifierInfo() &&
           Name.getAsIdentifierInfo()->getName() == P.Parameter;
  }
  /// Something else of the parameter's name, where that is to be in scope.
  void name(const NamedDecl *D, SourceLocation At) {
    if (isParameter(D->getDeclName()) && reached() &&
        !What.taker(dyn_cast<FunctionDecl>(D)))
      clash(At, P.Parameter);
    if (D->getIdentifier() && D->getName() == P.Struct)
      clash(At, P.Struct);
  }
  void clash(SourceLocation At, const std::string &Name) {
    Edits.refuse(At, "'" + Name + "' is the name of something else");
  }

  std::string access(uint32_t Member) const {
    return P.Parameter +
           (P.Owns == Plan::Ownership::SharedPointer ? "->" : ".") +
           P.Members[Member].Name;
  }

  /// What is called, or not, depends on a template parameter.
  bool open(const Expr &Callee) {
    if (!Called.contains(&Callee))
      Dependent.leave(Callee, !Asked);
    return true;
  }

  void use(SourceRange Tokens, uint32_t Member) {
    if (!reached()) {
      Edits.refuse(Tokens.getBegin(),
                   "'" + P.Members[Member].Name +
                       "' is used here, out of reach of the state's owner");
      return;
    }
    markUsed();
    Edits.replace(Tokens, access(Member));
  }

  void usingDeclaration(const UsingDecl &D);
  void capture(const LambdaExpr &L);
  void explicitCapture(const LambdaExpr &L, const LambdaCapture &C);
  void call(const CallExpr &E, const PlanTaker &T);

  const Plan &P;
  const Entities &What;
  SourceEdits &Edits;
  bool ByCopies;
  DependentCalls Dependent;
  bool Asked = true; ///< outside of functions' bodies too
  llvm::SmallVector<Frame, 8> Around;
  llvm::DenseSet<const Expr *> Called; ///< callees of calls that are edited
  llvm::DenseSet<const Expr *> Done;   ///< arguments that went with their call
  llvm::DenseSet<const LambdaExpr *> Captured;
};

/// A variable that is no more cannot be brought into a scope.
void UseEditor::usingDeclaration(const UsingDecl &D) {
  auto S = Edits.span({D.getUsingLoc(), D.getNameInfo().getEndLoc()});
  const auto [Kind, Semicolon] =
      S ? Edits.tokenFrom(S->File, S->End) : std::pair(tok::unknown, Span());
  if (Kind != tok::semi)
    return Edits.refuse(D.getLocation(), "a using-declaration names '" +
                                             D.getNameAsString() + "'");
  S->End = Semicolon.End;
  Edits.replace(wholeLine(Edits.buffer(S->File), *S), "");
}

/// A lambda in the owner or a taker needs the object inside.
void UseEditor::capture(const LambdaExpr &L) {
  const bool Shared = P.Owns == Plan::Ownership::SharedPointer;
  const LambdaCaptureDefault Default = L.getCaptureDefault();
  if (L.getCallOperator()->getBody() &&
      isa<CoroutineBodyStmt>(L.getCallOperator()->getBody()) &&
      Default == LCD_None && L.explicit_captures().empty())
    return Edits.refuse(L.getBeginLoc(),
                        "a lambda coroutine without captures would have to "
                        "capture it");
  if (Captured.contains(&L))
    return; // an explicit capture was replaced
  if (Default == LCD_ByCopy && ByCopies &&
      !What.Lambdas.contains(L.getCallOperator()))
    return Edits.refuse(L.getCaptureDefaultLoc(),
                        "a lambda captures a copy here");
  // A shared pointer is always copied: the lambda may outlive the function.
  if (Default == (Shared ? LCD_ByCopy : LCD_ByRef))
    return;
  const std::string Text = (Shared ? "" : "&") + P.Parameter;
  const SourceLocation Open = L.getIntroducerRange().getBegin();
  if (Default != LCD_None) {
    const auto S = Edits.span(L.getCaptureDefaultLoc());
    if (!S)
      return Edits.refuse(Open, "a macro spells what would change here");
    return Edits.replace({S->File, S->End, S->End}, ", " + Text);
  }
  const auto S = Edits.span(Open);
  if (!S)
    return Edits.refuse(Open, "a macro spells what would change here");
  Edits.replace({S->File, S->End, S->End},
                Text + (L.explicit_captures().empty() ? "" : ", "));
}

void UseEditor::explicitCapture(const LambdaExpr &L, const LambdaCapture &C) {
  const bool ByRef = C.getCaptureKind() == LCK_ByRef;
  if (!ByRef && !What.Lambdas.contains(L.getCallOperator()))
    return Edits.refuse(C.getLocation(),
                        "a lambda captures a copy of '" +
                            C.getCapturedVar()->getNameAsString() + "' here");
  const auto Name = Edits.span(C.getLocation());
  const StringRef Buffer = Name ? Edits.buffer(Name->File) : StringRef();
  uint32_t Begin = Name ? Name->Begin : 0;
  if (ByRef) {
    while (Begin > 0 && Buffer[Begin - 1] == ' ')
      --Begin;
    Begin = Begin > 0 && Buffer[Begin - 1] == '&' ? Begin - 1 : 0;
  }
  if (!Name || Begin == 0)
    return Edits.refuse(C.getLocation(),
                        "a macro spells what would change here");
  if (Captured.insert(&L).second)
    return Edits.replace({Name->File, Begin, Name->End},
                         (P.Owns == Plan::Ownership::SharedPointer ? "" : "&") +
                             P.Parameter);
  // A further one goes, with the comma before it.
  uint32_t Comma = Begin;
  while (Comma > 0 && isWhitespace(Buffer[Comma - 1]))
    --Comma;
  if (Comma == 0 || Buffer[Comma - 1] != ',')
    return Edits.refuse(C.getLocation(), "its capture cannot be taken away");
  Edits.replace({Name->File, Comma - 1, Name->End}, "");
}

void UseEditor::call(const CallExpr &E, const PlanTaker &T) {
  markUsed();
  if (isa<CXXOperatorCallExpr>(E))
    return Edits.refuse(E.getBeginLoc(), "an operator is called here");
  if (T.Parameters.empty()) {
    const bool Any = E.getNumArgs() > 0 && !isa<CXXDefaultArgExpr>(E.getArg(0));
    const auto Before =
        Edits.span(Any ? E.getArg(0)->getBeginLoc() : E.getRParenLoc());
    if (!Before)
      return Edits.refuse(E.getBeginLoc(),
                          "a macro spells what would change here");
    return Edits.replace({Before->File, Before->Begin, Before->Begin},
                         P.Parameter + (Any ? ", " : ""));
  }
  bool First = true;
  for (const PlanTaker::Replaced &R : T.Parameters) {
    const Expr *Arg =
        R.Parameter < E.getNumArgs() ? E.getArg(R.Parameter) : nullptr;
    if (Arg)
      Arg = Arg->IgnoreUnlessSpelledInSource();
    const auto *Named = dyn_cast_or_null<DeclRefExpr>(Arg);
    const auto M = Named ? What.member(Named->getDecl()) : std::nullopt;
    if (!M || *M != R.Member)
      return Edits.refuse(Arg ? Arg->getBeginLoc() : E.getBeginLoc(),
                          "something else than '" + P.Members[R.Member].Name +
                              "' is passed here");
    Done.insert(Named);
    if (First)
      Edits.replace(Named->getSourceRange(), P.Parameter);
    else
      removeListed(Named->getSourceRange(), Edits);
    First = false;
  }
}

} // namespace

void editUses(const Plan &P, const Entities &What, SourceEdits &Edits) {
  UseEditor(P, What, Edits)
      .TraverseAST(const_cast<ASTContext &>(Edits.Context));
}

} // namespace cotidy
