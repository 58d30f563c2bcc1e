//===- HiddenUses.cpp - Names in code that the AST does not have ----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   #ifdef TRACE                       // not in this build
//     std::printf("%d\n", counter);    // but it would not compile any more
//   #endif
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"
#include <set>

using namespace clang;

namespace cotidy {

namespace {

using Spot = std::pair<FileID, uint32_t>;

/// Where the AST names something that is called like an entity of the plan.
class Names : public RecursiveASTVisitor<Names> {
public:
  Names(const llvm::StringSet<> &Watched, const SourceEdits &Edits)
      : Watched(Watched), Edits(Edits) {}

  std::set<Spot> Seen;

  bool VisitNamedDecl(NamedDecl *D) {
    see(D->getDeclName(), D->getLocation());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    see(E->getNameInfo().getName(), E->getLocation());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    see(E->getMemberDecl()->getDeclName(), E->getMemberLoc());
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *E) {
    see(E->getName(), E->getNameLoc());
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    see(E->getMember(), E->getMemberLoc());
    return true;
  }
  bool VisitDependentScopeDeclRefExpr(DependentScopeDeclRefExpr *E) {
    see(E->getDeclName(), E->getLocation());
    return true;
  }
  bool TraverseLambdaCapture(LambdaExpr *L, const LambdaCapture *C,
                             Expr *Init) {
    if (C->capturesVariable() && C->isExplicit())
      see(C->getCapturedVar()->getDeclName(), C->getLocation());
    return RecursiveASTVisitor::TraverseLambdaCapture(L, C, Init);
  }
  bool TraverseConstructorInitializer(CXXCtorInitializer *I) {
    if (I->isMemberInitializer())
      see(I->getMember()->getDeclName(), I->getSourceLocation());
    return RecursiveASTVisitor::TraverseConstructorInitializer(I);
  }

private:
  void see(DeclarationName Name, SourceLocation At) {
    if (Name.isIdentifier() && Name.getAsIdentifierInfo() &&
        Watched.contains(Name.getAsIdentifierInfo()->getName()))
      if (const auto S = Edits.span(At))
        Seen.insert({S->File, S->Begin});
  }

  const llvm::StringSet<> &Watched;
  const SourceEdits &Edits;
};

/// Reads a file's tokens, conditional directives and macros among them.
class Scan {
public:
  Scan(FileID File, const llvm::StringSet<> &Watched,
       const std::set<Spot> &Seen, SourceEdits &Edits)
      : File(File), Watched(Watched), Seen(Seen), Edits(Edits) {}

  void run() {
    const StringRef Text = Edits.buffer(File);
    Lexer L(Edits.SM.getLocForStartOfFile(File), Edits.Context.getLangOpts(),
            Text.begin(), Text.begin(), Text.end());
    Token T;
    bool First = true;
    for (L.LexFromRawLexer(T); T.isNot(tok::eof); L.LexFromRawLexer(T)) {
      if (T.isAtStartOfLine())
        InMacro = false;
      if (T.is(tok::hash) && T.isAtStartOfLine()) {
        L.LexFromRawLexer(T);
        directive(T, First);
      } else if (T.is(tok::raw_identifier)) {
        identifier(T);
      }
      First = false;
    }
  }

private:
  void directive(const Token &T, bool First) {
    if (T.isNot(tok::raw_identifier))
      return;
    const StringRef Name = T.getRawIdentifier();
    if (Name == "if" || Name == "ifdef" || Name == "ifndef") {
      // What guards the whole file leaves nothing out.
      if (First && Name == "ifndef")
        Guard = 1;
      ++Depth;
    } else if (Name == "endif") {
      --Depth;
    } else if (Name == "define") {
      InMacro = true;
    }
  }

  void identifier(const Token &T) {
    if ((!InMacro && Depth <= Guard) ||
        !Watched.contains(T.getRawIdentifier()) ||
        Seen.contains({File, Edits.SM.getFileOffset(T.getLocation())}))
      return;
    Edits.refuse(T.getLocation(),
                 "'" + T.getRawIdentifier().str() +
                     (InMacro ? "' is named by a macro here"
                              : "' is named here, in code that this build "
                                "leaves out"));
  }

  FileID File;
  const llvm::StringSet<> &Watched;
  const std::set<Spot> &Seen;
  SourceEdits &Edits;
  int Depth = 0, Guard = 0;
  bool InMacro = false;
};

} // namespace

void refuseHiddenUses(const Plan &P, SourceEdits &Edits) {
  llvm::StringSet<> Watched;
  if (!P.Members.front().Global.empty())
    for (const PlanMember &M : P.Members)
      Watched.insert(M.Name);
  for (const PlanTaker &T : P.Takers)
    if (!T.Lambda)
      Watched.insert(T.Display.substr(T.Display.rfind(':') + 1));
  Names Known(Watched, Edits);
  Known.TraverseAST(const_cast<ASTContext &>(Edits.Context));
  for (FileID File : Edits.touched())
    Scan(File, Watched, Known.Seen, Edits).run();
}

} // namespace cotidy
