//===- UseEdits.cpp - Uses, calls and signatures --------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace cotidy {

static std::string namespaceOf(const DeclContext *C) {
  std::string Name;
  for (; C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      if (!N->isAnonymousNamespace() && !N->isInline())
        Name.insert(0, N->getNameAsString() + (Name.empty() ? "" : "::"));
  return Name;
}

std::string structName(const Plan &P, const DeclContext *Where) {
  const std::string Around = namespaceOf(Where);
  const std::string &Own = P.Placed.Namespace;
  if (Own.empty() || Around == Own || Around.starts_with(Own + "::"))
    return P.Struct;
  return Own + "::" + P.Struct;
}

std::string parameterText(const Plan &P, const DeclContext *Where) {
  const std::string Name = structName(P, Where);
  return P.Owns == Plan::Ownership::SharedPointer
             ? "std::shared_ptr<" + Name + "> " + P.Parameter
             : Name + " &" + P.Parameter;
}

namespace {

class UseEditor : public RecursiveASTVisitor<UseEditor> {
  using Base = RecursiveASTVisitor<UseEditor>;

public:
  UseEditor(const Plan &P, const Entities &What, SourceEdits &Edits)
      : P(P), What(What), Edits(Edits),
        ByCopies(P.Members.front().Global.empty()) {}

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
      signature(*F, *T);
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

  bool VisitOverloadExpr(OverloadExpr *E) {
    if (Called.contains(E))
      return true;
    for (const NamedDecl *D : E->decls())
      if (const FunctionDecl *F = D->getUnderlyingDecl()->getAsFunction();
          F && What.taker(F))
        Edits.refuse(E->getNameLoc(),
                     "what is called here depends on a template parameter");
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    // A call that depends on a template parameter, but has one candidate.
    if (const auto *Open =
            dyn_cast<OverloadExpr>(E->getCallee()->IgnoreParenImpCasts());
        Open && Open->getNumDecls() == 1)
      F = (*Open->decls_begin())->getUnderlyingDecl()->getAsFunction();
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

  bool VisitUsingShadowDecl(UsingShadowDecl *D) {
    if (const auto *V = dyn_cast<VarDecl>(D->getTargetDecl());
        V && What.member(V))
      Edits.refuse(D->getLocation(),
                   "a using-declaration names '" + V->getNameAsString() + "'");
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

  /// Something else of the parameter's name, where that is to be in scope.
  void name(const NamedDecl *D, SourceLocation At) {
    if (D->getIdentifier() && D->getName() == P.Parameter && reached() &&
        !What.taker(dyn_cast<FunctionDecl>(D)))
      Edits.refuse(At, "'" + P.Parameter + "' is the name of something else");
    if (D->getIdentifier() && D->getName() == P.Struct)
      Edits.refuse(At, "'" + P.Struct + "' is the name of something else");
  }

  std::string access(uint32_t Member) const {
    return P.Parameter +
           (P.Owns == Plan::Ownership::SharedPointer ? "->" : ".") +
           P.Members[Member].Name;
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

  void capture(const LambdaExpr &L);
  void explicitCapture(const LambdaExpr &L, const LambdaCapture &C);
  void signature(const FunctionDecl &F, const PlanTaker &T);
  void call(const CallExpr &E, const PlanTaker &T);
  void removeListed(SourceRange Tokens);
  void documentation(const FunctionDecl &F, const PlanTaker &T);
  void checkOverloads(const FunctionDecl &F, const PlanTaker &T);

  const Plan &P;
  const Entities &What;
  SourceEdits &Edits;
  bool ByCopies;
  llvm::SmallVector<Frame, 8> Around;
  llvm::DenseSet<const Expr *> Called; ///< callees of calls that are edited
  llvm::DenseSet<const Expr *> Done;   ///< arguments that went with their call
  llvm::DenseSet<const LambdaExpr *> Captured;
};

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

/// Takes an element of a list away, and the comma before it, and leaves the
/// comments alone.
void UseEditor::removeListed(SourceRange Tokens) {
  const auto S = Edits.span(Tokens);
  if (!S)
    return Edits.refuse(Tokens.getBegin(),
                        "a macro spells what would change here");
  // Backwards over spaces and comments, which a lexer cannot do: forwards from
  // each comma that may be the one.
  const StringRef Buffer = Edits.buffer(S->File);
  for (size_t At = S->Begin;
       (At = Buffer.rfind(',', At - 1)) != StringRef::npos; --At) {
    const uint32_t Next =
        Edits.tokenFrom(S->File, static_cast<uint32_t>(At) + 1).second.Begin;
    if (Next < S->Begin)
      break;
    if (Next != S->Begin)
      continue;
    const StringRef Between = Buffer.slice(At + 1, S->Begin);
    if (Between.trim().empty())
      return Edits.replace({S->File, static_cast<uint32_t>(At), S->End}, "");
    Edits.replace(
        {S->File, static_cast<uint32_t>(At), static_cast<uint32_t>(At) + 1},
        "");
    return Edits.replace(*S, "");
  }
  Edits.refuse(Tokens.getBegin(), "it cannot be taken out of its list");
}

/// "\\param counter ..." tells of the object now, or goes.
void UseEditor::documentation(const FunctionDecl &F, const PlanTaker &T) {
  const RawComment *Comment = Edits.Context.getRawCommentForDeclNoCache(&F);
  const auto Begin =
      Comment ? Edits.span(Comment->getBeginLoc()) : std::optional<Span>();
  if (!Begin)
    return;
  const StringRef Buffer = Edits.buffer(Begin->File);
  const uint32_t End = Edits.SM.getFileOffset(Comment->getEndLoc());
  bool First = true;
  for (const PlanTaker::Replaced &R : T.Parameters) {
    const StringRef Name = F.getParamDecl(R.Parameter)->getName();
    for (uint32_t Line = Begin->Begin; Line < End && !Name.empty();) {
      const uint32_t Next = std::min<size_t>(Buffer.find('\n', Line), End) + 1;
      const StringRef Text = Buffer.slice(Line, Next);
      size_t Command = Text.find("\\param");
      if (Command == StringRef::npos)
        Command = Text.find("@param");
      StringRef Word =
          Command == StringRef::npos ? "" : Text.substr(Command + 6);
      if (Word.starts_with("["))
        Word = Word.substr(Word.find(']') + 1);
      Word = Word.ltrim();
      if (Word.size() > Name.size() && Word.starts_with(Name) &&
          !isAsciiIdentifierContinue(Word[Name.size()])) {
        const auto At = static_cast<uint32_t>(Word.data() - Buffer.data());
        const auto Stop = static_cast<uint32_t>(Line + Text.rtrim().size());
        if (First)
          Edits.replace({Begin->File, At, Stop},
                        P.Parameter + " what it shares with others");
        else if (Text.trim().starts_with("//"))
          Edits.replace(wholeLine(Buffer, {Begin->File, Line, Stop}), "");
        First = false;
      }
      Line = Next;
    }
  }
}

void UseEditor::checkOverloads(const FunctionDecl &F, const PlanTaker &T) {
  const size_t Count = T.Parameters.empty()
                           ? F.getNumParams() + 1
                           : F.getNumParams() + 1 - T.Parameters.size();
  for (const NamedDecl *D : F.getDeclContext()->lookup(F.getDeclName())) {
    const FunctionDecl *Other = D->getAsFunction();
    if (!Other || What.taker(Other))
      continue;
    if (Other->isVariadic() || isa<FunctionTemplateDecl>(D) ||
        (Other->getMinRequiredArguments() <= Count &&
         Count <= Other->getNumParams()))
      return Edits.refuse(Other->getLocation(),
                          "another '" + F.getNameAsString() +
                              "' would take as many arguments");
  }
}

void UseEditor::signature(const FunctionDecl &F, const PlanTaker &T) {
  const FunctionTypeLoc Written = F.getFunctionTypeLoc();
  if (Written.isNull())
    return Edits.refuse(F.getLocation(), "the parameters of '" +
                                             F.getNameAsString() +
                                             "' are not written here");
  if (F.isExternC())
    return Edits.refuse(F.getLocation(),
                        "'" + F.getNameAsString() + "' is extern \"C\"");
  if (std::string Why = promiseDependsOnParameters(F); !Why.empty())
    return Edits.refuse(F.getLocation(), Why);
  checkOverloads(F, T);

  std::string Text = parameterText(P, F.getLexicalDeclContext());
  if (T.Parameters.empty() && F.isThisDeclarationADefinition() &&
      (T.Unused || What.Kin.contains(F.getCanonicalDecl())))
    Text.resize(Text.size() - P.Parameter.size()); // it would go unused
  if (T.Parameters.empty()) {
    const auto Open = Edits.span(Written.getLParenLoc());
    if (!Open)
      return Edits.refuse(F.getLocation(),
                          "a macro spells what would change here");
    const auto Close = Edits.span(Written.getRParenLoc());
    if (F.getNumParams() == 0 && Close && Close->File == Open->File &&
        !F.isVariadic() &&
        Edits.buffer(Open->File).slice(Open->End, Close->Begin).trim() ==
            "void")
      return Edits.replace({Open->File, Open->End, Close->Begin}, Text);
    const bool More = F.getNumParams() != 0 || F.isVariadic();
    return Edits.replace({Open->File, Open->End, Open->End},
                         Text + (More ? ", " : ""));
  }
  for (const PlanTaker::Replaced &R : T.Parameters)
    if (R.Parameter >= F.getNumParams())
      return Edits.refuse(F.getLocation(), "its parameters are not as before");
  documentation(F, T);
  bool First = true;
  for (const PlanTaker::Replaced &R : T.Parameters) {
    const ParmVarDecl *Param = F.getParamDecl(R.Parameter);
    if (Param->isParameterPack())
      return Edits.refuse(Param->getLocation(), "it is a parameter pack");
    for (const auto &[D, M] : What.Members)
      if (M == R.Member &&
          (!isa<ParmVarDecl>(D) ||
           What.isOwner(dyn_cast<FunctionDecl>(D->getDeclContext()))) &&
          !Edits.Context.hasSameUnqualifiedType(D->getType(), Param->getType()))
        Edits.refuse(Param->getLocation(), "'" + Param->getNameAsString() +
                                               "' is of another type than '" +
                                               D->getNameAsString() + "'");
    if (First)
      Edits.replace(Param->getSourceRange(), Text);
    else
      removeListed(Param->getSourceRange());
    First = false;
  }
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
      removeListed(Named->getSourceRange());
    First = false;
  }
}

} // namespace

void editUses(const Plan &P, const Entities &What, SourceEdits &Edits) {
  UseEditor(P, What, Edits)
      .TraverseAST(const_cast<ASTContext &>(Edits.Context));
}

} // namespace cotidy
