//===- HostVersion.cpp - Refuse a clang-tidy of another LLVM -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs before everything else in the plugin, and needs no symbol of LLVM's:
// under another version some that the plugin uses may be missing.
//
//===----------------------------------------------------------------------===//

#include "llvm/Config/llvm-config.h"
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace {

/// The major version of the Clang that loads the plugin; 0 where it has none.
unsigned hostMajorVersion() {
  using FullVersion = std::string();
  void *Symbol = dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev");
  if (!Symbol)
    return 0;
  const std::string Version = reinterpret_cast<FullVersion *>(Symbol)();
  const size_t At = Version.find("version ");
  return At == std::string::npos ? 0 : std::atoi(Version.c_str() + At + 8);
}

[[gnu::constructor(101)]] void refuseOtherVersions() {
  const unsigned Host = hostMajorVersion();
  if (Host == LLVM_VERSION_MAJOR)
    return;
  const std::string What =
      Host ? "of LLVM " + std::to_string(Host) : "not of LLVM";
  std::fprintf(stderr,
               "cotidy-plugin.so was built for LLVM %d and this program is %s; "
               "load it into clang-tidy-%d, or build it with "
               "-DCOTIDY_LLVM_VERSION=%d\n",
               LLVM_VERSION_MAJOR, What.c_str(), LLVM_VERSION_MAJOR,
               Host ? Host : LLVM_VERSION_MAJOR);
  std::fflush(stderr);
  std::_Exit(2);
}

} // namespace
