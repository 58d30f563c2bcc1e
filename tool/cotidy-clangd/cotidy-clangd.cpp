//===- cotidy-clangd.cpp - clangd with cotidy's checks in it --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd loads no plugins, so this links clangd's own archives with our module.
// Their headers are not installed; what is used of them is declared here.
//
//===----------------------------------------------------------------------===//

#include "ResourceDirectory.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace clang::clangd {

int clangdMain(int Argc, char *Argv[]);

class SymbolIndex;

namespace remote {
/// clangd's remote index is left out, and gRPC with it.
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef Address,
                                       llvm::StringRef ProjectRoot);
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef, llvm::StringRef) {
  return nullptr;
}
} // namespace remote

} // namespace clang::clangd

/// clangd looks for Clang's own headers beside its program, where ours are not.
/// Flags that come later win, so that users can still say another folder.
static std::vector<std::string> withResourceDirectory(int Argc, char **Argv) {
  std::vector<std::string> Arguments(Argv, Argv + Argc);
  if (std::string Folder = cotidy::resourceDirectory(); !Folder.empty())
    Arguments.insert(Arguments.begin() + 1, "--resource-dir=" + Folder);
  return Arguments;
}

int main(int Argc, char **Argv) {
  std::vector<std::string> Arguments = withResourceDirectory(Argc, Argv);
  std::vector<char *> Pointers;
  Pointers.reserve(Arguments.size() + 1);
  for (std::string &Argument : Arguments)
    Pointers.push_back(Argument.data());
  Pointers.push_back(nullptr);
  return clang::clangd::clangdMain(Arguments.size(), Pointers.data());
}
