//===- Suppressions.cpp - NOLINT comments ---------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Suppressions.h"
#include "Messages.h"
#include "Sources.h"
#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/Tooling/Core/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"
#include <set>

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// Asks clang-tidy about each diagnostic that it is handed.
class Question : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    Suppressed =
        Handler.shouldSuppress(Level, Info, Check, Malformed,
                               /*AllowIO=*/true, /*EnableNoLintBlocks=*/true);
  }

  StringRef Check;
  bool Suppressed = false;
  SmallVector<tooling::Diagnostic, 0> Malformed;

private:
  tidy::NoLintDirectiveHandler Handler;
};

} // namespace

/// FILE:LINE:COLUMN, as far as it is known.
static std::string place(const tooling::DiagnosticMessage &M, const Results &R,
                         Sources &From) {
  auto File = llvm::find_if(
      R.Files, [&](const SourceFile &F) { return F.Path == M.FilePath; });
  if (File == R.Files.end())
    return M.FilePath;
  StringRef Before = From.text(File - R.Files.begin()).take_front(M.FileOffset);
  size_t Column = Before.size() - (Before.rfind('\n') + 1) + 1;
  return (M.FilePath + ":" + Twine(Before.count('\n') + 1) + ":" +
          Twine(Column))
      .str();
}

void suppress(Results &R, Sources &From, Messages &Out) {
  Question Ask;
  for (Result &Each : R.All) {
    Ask.Check = Each.What.Check;
    Ask.Suppressed = false;
    From.report(Ask, DiagnosticIDs::Warning, Each.What.Loc, Each.What.Message);
    Each.Suppressed = Ask.Suppressed;
  }
  std::set<std::string> Said;
  for (const tooling::Diagnostic &D : Ask.Malformed) {
    std::string Sentence = place(D.Message, R, From) + ": " + D.Message.Message;
    if (Said.insert(Sentence).second)
      Out.error(Sentence, D.Message.FilePath);
  }
}

} // namespace cotidy
