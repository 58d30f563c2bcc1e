//===- TextPool.h - Keeps what TextRefs refer to ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_TEXTPOOL_H
#define COTIDY_LOWER_TEXTPOOL_H

#include "ir/TextRef.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/StringSaver.h"

namespace cotidy {

/// The names of one translation unit, each once.
class TextPool {
public:
  TextRef keep(llvm::StringRef Text) {
    return TextRef(std::string_view(Saver.save(Text)));
  }

private:
  llvm::BumpPtrAllocator Allocator;
  llvm::UniqueStringSaver Saver{Allocator};
};

} // namespace cotidy

#endif // COTIDY_LOWER_TEXTPOOL_H
