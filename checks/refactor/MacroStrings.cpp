//===- MacroStrings.cpp - Edits that a macro would make strings of --------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   #define SHOW(x) std::printf("%s = %d\n", #x, x)
//   SHOW(counter);                   // would print "state.counter = 1"
//
// What system headers define, assert() for one, tells of code and is meant to
// change with it.
//
//===----------------------------------------------------------------------===//

#include "refactor/SourceEdits.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

/// The directive around an offset, with the lines that it is continued on.
static StringRef directiveAround(StringRef Buffer, size_t Offset) {
  auto Continued = [&](size_t Newline) {
    return Buffer.take_front(Newline).rtrim("\r").ends_with("\\");
  };
  size_t Begin = Offset, End = Offset;
  while ((Begin = Buffer.take_front(Begin).rfind('\n')) != StringRef::npos &&
         Continued(Begin))
    ;
  while ((End = Buffer.find('\n', End)) != StringRef::npos && Continued(End))
    ++End;
  return Buffer.slice(Begin == StringRef::npos ? 0 : Begin + 1, End);
}

/// Does the macro that is defined around \p Use, a use of its parameter, make a
/// string of that too?
static bool makesString(SourceLocation Use, const SourceManager &SM,
                        const LangOptions &Lang) {
  const auto [File, Offset] = SM.getDecomposedLoc(Use);
  const StringRef Buffer = SM.getBufferData(File);
  const StringRef Name =
      Buffer.substr(Offset, Lexer::MeasureTokenLength(Use, SM, Lang));
  const StringRef Text = directiveAround(Buffer, Offset);
  Lexer L(SM.getLocForStartOfFile(File), Lang, Buffer.begin(), Text.begin(),
          Buffer.end());
  Token T;
  bool Hash = false;
  for (L.LexFromRawLexer(T);
       T.isNot(tok::eof) && SM.getCharacterData(T.getLocation()) < Text.end();
       L.LexFromRawLexer(T)) {
    if (Hash && T.is(tok::raw_identifier) && T.getRawIdentifier() == Name)
      return true;
    Hash = T.is(tok::hash);
  }
  return false;
}

void SourceEdits::refuseStrings() {
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isExpansion() || !Entry.getExpansion().isMacroArgExpansion())
      continue;
    const SrcMgr::ExpansionInfo &Info = Entry.getExpansion();
    const auto [File, Begin] =
        SM.getDecomposedSpellingLoc(Info.getSpellingLoc());
    const auto Next = I + 1 == SM.local_sloc_entry_size()
                          ? SM.getNextLocalOffset()
                          : SM.getLocalSLocEntry(I + 1).getOffset();
    const uint32_t Length = Next - Entry.getOffset();
    const auto Hit = llvm::find_if(Changes, [&](const Change &C) {
      return C.Where.File == File && C.Where.Begin <= Begin + Length &&
             Begin <= C.Where.End;
    });
    if (Hit == Changes.end())
      continue;
    const SourceLocation Use = SM.getSpellingLoc(Info.getExpansionLocStart());
    if (!SM.isInSystemHeader(Use) &&
        makesString(Use, SM, Context.getLangOpts()))
      return refuse(
          SM.getLocForStartOfFile(File).getLocWithOffset(Hit->Where.Begin),
          "a macro makes a string of what would change here");
  }
}

} // namespace cotidy
