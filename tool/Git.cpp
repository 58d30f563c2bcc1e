//===- Git.cpp - Questions to git -----------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Git.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <optional>

using namespace llvm;

namespace cotidy {

static std::string contents(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> File =
      MemoryBuffer::getFile(Path, /*IsText=*/false,
                            /*RequiresNullTerminator=*/false);
  return File ? (*File)->getBuffer().str() : std::string();
}

Expected<std::string> git(ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return createStringError(Program.getError(), "git is not installed");
  SmallString<128> Output, Errors;
  if (std::error_code Error =
          sys::fs::createTemporaryFile("cotidy-git", "out", Output))
    return errorCodeToError(Error);
  FileRemover RemoveOutput(Output);
  if (std::error_code Error =
          sys::fs::createTemporaryFile("cotidy-git", "err", Errors))
    return errorCodeToError(Error);
  FileRemover RemoveErrors(Errors);

  SmallVector<StringRef> Line{*Program};
  append_range(Line, Arguments);
  const std::optional<StringRef> Redirects[] = {StringRef(), Output, Errors};
  std::string Why;
  const int Status = sys::ExecuteAndWait(*Program, Line, /*Env=*/std::nullopt,
                                         Redirects, /*SecondsToWait=*/0,
                                         /*MemoryLimit=*/0, &Why);
  if (!Status)
    return contents(Output);
  if (Why.empty())
    Why = StringRef(contents(Errors)).split('\n').first.str();
  return createStringError(inconvertibleErrorCode(), Why);
}

} // namespace cotidy
