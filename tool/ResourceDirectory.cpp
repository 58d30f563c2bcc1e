//===- ResourceDirectory.cpp - Where Clang's own headers are --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ResourceDirectory.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cotidy {

static std::string find() {
  SmallString<256> Own(sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&resourceDirectory)));
  sys::path::remove_filename(Own);
  sys::path::remove_filename(Own);
  sys::path::append(Own, "lib", "clang", std::to_string(LLVM_VERSION_MAJOR));
  for (StringRef Folder : {StringRef(Own), StringRef(COTIDY_RESOURCE_DIR)})
    if (sys::fs::exists(Folder + "/include/stddef.h"))
      return Folder.str();
  return "";
}

std::string resourceDirectory() {
  static const std::string Found = find();
  return Found;
}

} // namespace cotidy
