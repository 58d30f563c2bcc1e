//===- LeadingIncludes.cpp - The includes a file begins with --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LeadingIncludes.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Token.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace llvm;
using namespace clang;

namespace cotidy {

/// Is \p Text a header's name as it stands in most directives: no macro, none
/// with something after it?
static bool isHeaderName(StringRef Text) {
  const auto Within = [&](StringRef Begin, StringRef End) {
    return Text.size() > 2 && Text.consume_front(Begin) &&
           Text.consume_back(End) &&
           Text.find_first_of((Begin + End + "\n\\").str()) == StringRef::npos;
  };
  return Within("<", ">") || Within("\"", "\"");
}

std::vector<LeadingInclude> leadingIncludes(StringRef Text, StringRef Path) {
  LangOptions Options;
  Options.CPlusPlus = true;
  Options.LineComment = true;
  Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin(), Text.end());
  const auto Begin = [&](const Token &T) {
    return Lex.getBufferLocation() - T.getLength();
  };

  std::vector<LeadingInclude> Found;
  Token T;
  Lex.LexFromRawLexer(T);
  while (T.is(tok::hash) && T.isAtStartOfLine()) {
    Lex.LexFromRawLexer(T);
    if (T.isNot(tok::raw_identifier) || T.isAtStartOfLine() ||
        T.getRawIdentifier() != "include")
      break;
    Lex.LexFromRawLexer(T);
    if (T.is(tok::eof) || T.isAtStartOfLine())
      break;
    const char *const Name = Begin(T);
    const char *End = Name;
    do {
      End = Lex.getBufferLocation();
      Lex.LexFromRawLexer(T);
    } while (T.isNot(tok::eof) && !T.isAtStartOfLine());
    const StringRef Header(Name, End - Name);
    if (!isHeaderName(Header))
      break;
    const StringRef Folder =
        Header.starts_with("\"") ? sys::path::parent_path(Path) : "";
    Found.push_back({(Folder + Header).str(), size_t(End - Text.begin())});
  }
  return Found;
}

size_t numAlike(ArrayRef<LeadingInclude> A, ArrayRef<LeadingInclude> B) {
  return std::mismatch(A.begin(), A.end(), B.begin(), B.end(),
                       [](const LeadingInclude &X, const LeadingInclude &Y) {
                         return X.Header == Y.Header;
                       })
             .first -
         A.begin();
}

} // namespace cotidy
