//===- Messages.h - What cotidy says beside its results ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_MESSAGES_H
#define COTIDY_TOOL_MESSAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// What could not be done, and the file that it concerns, if one.
struct Failure {
  std::string File;
  std::string Sentence;
};

/// Sentences for the user, one a line, on stderr. An error makes the exit
/// status 2, whatever else is found, and reports name it too.
class Messages {
public:
  Messages(llvm::raw_ostream &OS, bool Color) : OS(OS), Color(Color) {}

  void error(const llvm::Twine &Sentence, llvm::StringRef File = "");
  void warning(const llvm::Twine &Sentence);
  /// Text that is laid out already: a compiler's diagnostics, progress.
  void print(llvm::StringRef Text);

  const std::vector<Failure> &errors() const { return Errors; }
  bool color() const { return Color; }
  void setColor(bool On) { Color = On; }

private:
  llvm::raw_ostream &OS;
  bool Color;
  std::vector<Failure> Errors;
};

/// "; did you mean 'x'?" for the entry of \p Names that is nearest to \p Wrong,
/// or nothing where none is near.
std::string didYouMean(llvm::StringRef Wrong,
                       llvm::ArrayRef<llvm::StringRef> Names);

/// Is \p Wrong, which is none of \p Names, a slip of one: a letter or two of
/// it?
bool isSlip(llvm::StringRef Wrong, llvm::ArrayRef<llvm::StringRef> Names);

} // namespace cotidy

#endif // COTIDY_TOOL_MESSAGES_H
