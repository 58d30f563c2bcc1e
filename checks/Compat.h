//===- Compat.h - What differs between LLVM's major versions ----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every LLVM_VERSION_MAJOR conditional of the project stands here.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_COMPAT_H
#define COTIDY_COMPAT_H

#include "llvm/Config/llvm-config.h"

/// Where ClangTidyModuleRegistry is declared.
#if LLVM_VERSION_MAJOR >= 22
#define COTIDY_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModule.h"
#else
#define COTIDY_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModuleRegistry.h"
#endif

#endif // COTIDY_COMPAT_H
