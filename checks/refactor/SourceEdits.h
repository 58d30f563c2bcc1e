//===- SourceEdits.h - Collecting edits of one parsed unit ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_SOURCEEDITS_H
#define COTIDY_REFACTOR_SOURCEEDITS_H

#include "lower/Names.h"
#include "refactor/Edits.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/TokenKinds.h"
#include <set>

namespace cotidy {

/// Bytes of a file: [Begin, End).
struct Span {
  clang::FileID File;
  uint32_t Begin = 0, End = 0;
};

/// What is to stand in a span's place.
struct Change {
  Span Where;
  std::string Text;
};

class SourceEdits {
public:
  explicit SourceEdits(const clang::ASTContext &Context)
      : Context(Context), SM(Context.getSourceManager()),
        Locations(Context, Files) {}

  const clang::ASTContext &Context;
  const clang::SourceManager &SM;

  /// The bytes of a range of tokens as a file spells them. What an argument of
  /// a macro spells is in the file; what the macro's body does is not: none.
  std::optional<Span> span(clang::SourceRange Tokens) const;
  llvm::StringRef text(const Span &S) const;
  llvm::StringRef buffer(clang::FileID File) const;
  /// The first token at or behind an offset, past spaces and comments.
  std::pair<clang::tok::TokenKind, Span> tokenFrom(clang::FileID File,
                                                   uint32_t Offset) const;
  /// As Program::files() spells it, and the offset.
  std::pair<std::string, uint32_t> place(clang::SourceLocation L);

  void replace(const Span &What, std::string By);
  /// … the tokens, or refuses where they are not spelled in a file.
  void replace(clang::SourceRange Tokens, std::string By);
  void refuse(clang::SourceLocation At, std::string Reason);

  /// UnitEdits::Left and UnitEdits::Settled.
  void leave(clang::SourceLocation At, std::string Reason);
  void settle(clang::SourceLocation At);

  bool refused() const { return !Result.Refused.empty(); }
  /// The files that have edits.
  const std::set<clang::FileID> &touched() const { return Touched; }

  /// Refuses where an edit would change a string that a macro makes of its
  /// argument.
  void refuseStrings();

  /// All changes so far, in any order and some of them twice.
  std::vector<Change> &changes() { return Changes; }

  UnitEdits take() &&;

private:
  std::vector<SourceFile> Files;
  LocationMap Locations;
  UnitEdits Result;
  std::set<clang::FileID> Touched;
  std::vector<Change> Changes;

  EditRefusal refusal(clang::SourceLocation At, std::string Reason);
  std::optional<clang::SourceLocation> inFile(clang::SourceLocation L) const;
};

/// Moves the span's ends over spaces, and over the line's end where nothing
/// else is left on the line.
Span wholeLine(llvm::StringRef Buffer, Span S);

/// The span with the comments that belong to it: lines of comments right above,
/// and one that follows on its line.
struct Commented {
  Span Whole;
  std::string Above; ///< each line ends with '\n'
  std::string Behind;
};
Commented withComments(llvm::StringRef Buffer, Span S);

/// The spaces that the line starts with that \p Offset is in.
std::string indentationAt(llvm::StringRef Buffer, uint32_t Offset);

} // namespace cotidy

#endif // COTIDY_REFACTOR_SOURCEEDITS_H
