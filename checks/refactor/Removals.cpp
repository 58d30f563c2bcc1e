//===- Removals.cpp - What is left around what was taken away -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Removals.h"
#include "refactor/OwnerEdits.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

namespace {

bool within(const Span &Inner, const Span &Outer) {
  return Inner.File == Outer.File && Outer.Begin <= Inner.Begin &&
         Inner.End <= Outer.End;
}

class EmptiedNamespaces : public RecursiveASTVisitor<EmptiedNamespaces> {
  using Base = RecursiveASTVisitor<EmptiedNamespaces>;

public:
  EmptiedNamespaces(const Plan &P, SourceEdits &Edits) : P(P), Edits(Edits) {}

  bool TraverseNamespaceDecl(NamespaceDecl *N) {
    Base::TraverseNamespaceDecl(N); // those inside first
    if (!N->isNested())
      consider(*N);
    return true;
  }

private:
  void consider(const NamespaceDecl &N);
  bool isLeftBlank(const Span &S) const;
  bool isNamedElsewhere(const NamespaceDecl &N, const Span &S) const;

  const Plan &P;
  SourceEdits &Edits;
};

bool EmptiedNamespaces::isLeftBlank(const Span &S) const {
  const StringRef Buffer = Edits.buffer(S.File);
  std::vector<const Change *> Inside;
  for (const Change &C : Edits.changes())
    if (within(C.Where, S))
      Inside.push_back(&C);
  llvm::sort(Inside, [](const Change *A, const Change *B) {
    return A->Where.Begin < B->Where.Begin;
  });
  uint32_t At = S.Begin;
  for (const Change *C : Inside) {
    if (!StringRef(C->Text).trim().empty() ||
        (At < C->Where.Begin &&
         !Buffer.slice(At, C->Where.Begin).trim().empty()))
      return false;
    At = std::max(At, C->Where.End);
  }
  return !Inside.empty() && Buffer.slice(At, S.End).trim().empty();
}

/// By the file's text: whatever it is that has the name.
bool EmptiedNamespaces::isNamedElsewhere(const NamespaceDecl &N,
                                         const Span &S) const {
  if (N.isAnonymousNamespace())
    return false;
  if (!Edits.SM.isInMainFile(Edits.SM.getFileLoc(N.getLocation())))
    return true;
  const StringRef Text = Edits.buffer(S.File);
  Lexer L(Edits.SM.getLocForStartOfFile(S.File), Edits.Context.getLangOpts(),
          Text.begin(), Text.begin(), Text.end());
  Token T;
  for (L.LexFromRawLexer(T); T.isNot(tok::eof); L.LexFromRawLexer(T)) {
    if (T.isNot(tok::raw_identifier) || T.getRawIdentifier() != N.getName())
      continue;
    const uint32_t At = Edits.SM.getFileOffset(T.getLocation());
    const Span Name{S.File, At, At + T.getLength()};
    if (!within(Name, S) &&
        llvm::none_of(Edits.changes(),
                      [&](const Change &C) { return within(Name, C.Where); }))
      return true;
  }
  return false;
}

void EmptiedNamespaces::consider(const NamespaceDecl &N) {
  auto S = Edits.span({N.getBeginLoc(), N.getRBraceLoc()});
  if (!S || !Edits.touched().contains(S->File))
    return;
  const StringRef Buffer = Edits.buffer(S->File);
  const size_t Open = Buffer.find('{', S->Begin);
  if (Open >= S->End)
    return;
  const auto Inside = static_cast<uint32_t>(Open + 1);
  const bool HasStruct =
      P.Placed.Offset >= S->Begin && P.Placed.Offset <= S->End &&
      P.Placed.File ==
          Edits.place(Edits.SM.getLocForStartOfFile(S->File)).first;
  if (HasStruct || !isLeftBlank({S->File, Inside, S->End - 1}) ||
      isNamedElsewhere(N, *S))
    return;
  const Commented All = removalOf(*S, Edits);
  const bool Says =
      !All.Above.empty() ||
      (!All.Behind.empty() && !StringRef(All.Behind).contains("namespace"));
  if (Says)
    return;
  std::vector<Change> &Changes = Edits.changes();
  llvm::erase_if(Changes,
                 [&](const Change &C) { return within(C.Where, All.Whole); });
  Edits.replace(All.Whole, "");
}

/// The length of the line's end at the start of \p Text; 0 where there is none.
uint32_t lineEnd(StringRef Text) {
  return Text.starts_with("\n") ? 1 : Text.starts_with("\r\n") ? 2 : 0;
}

bool endsWithEmptyLine(StringRef Text) {
  if (!Text.consume_back("\n"))
    return Text.empty();
  Text.consume_back("\r");
  return Text.empty() || Text.ends_with("\n") || Text.ends_with("{");
}

/// Removals that follow each other, with an empty line before the first and one
/// behind the last.
void closeGaps(const Plan &P, SourceEdits &Edits) {
  std::vector<Change *> Removals;
  for (Change &C : Edits.changes())
    if (C.Text.empty() && C.Where.Begin < C.Where.End)
      Removals.push_back(&C);
  llvm::sort(Removals, [](const Change *A, const Change *B) {
    return std::tie(A->Where.File, A->Where.Begin, A->Where.End) <
           std::tie(B->Where.File, B->Where.Begin, B->Where.End);
  });
  for (size_t I = 0; I < Removals.size();) {
    const Span First = Removals[I]->Where;
    uint32_t End = First.End;
    size_t J = I + 1;
    while (J < Removals.size() && Removals[J]->Where.File == First.File &&
           Removals[J]->Where.Begin <= End)
      End = std::max(End, Removals[J++]->Where.End);
    const StringRef Buffer = Edits.buffer(First.File);
    const uint32_t Empty = lineEnd(Buffer.substr(End));
    const bool HasStruct =
        P.Placed.Offset == End &&
        P.Placed.File ==
            Edits.place(Edits.SM.getLocForStartOfFile(First.File)).first;
    if (Empty != 0 && !HasStruct && Buffer.take_front(End).ends_with("\n") &&
        endsWithEmptyLine(Buffer.take_front(First.Begin)))
      for (size_t K = I; K < J; ++K)
        if (Removals[K]->Where.End == End)
          Removals[K]->Where.End += Empty;
    I = J;
  }
}

} // namespace

void cleanUpRemovals(const Plan &P, SourceEdits &Edits) {
  EmptiedNamespaces(P, Edits).TraverseAST(
      const_cast<ASTContext &>(Edits.Context));
  closeGaps(P, Edits);
}

} // namespace cotidy
