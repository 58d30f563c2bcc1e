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

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

// The driver's option table moved out of the driver.
#if LLVM_VERSION_MAJOR >= 22
#define COTIDY_DRIVER_OPTIONS_HEADER "clang/Options/Options.h"
#define COTIDY_DRIVER_OPTIONS_NAMESPACE clang
#else
#define COTIDY_DRIVER_OPTIONS_HEADER "clang/Driver/Options.h"
#define COTIDY_DRIVER_OPTIONS_NAMESPACE clang::driver
#endif

namespace clang {
class DiagnosticOptions;
}

namespace cotidy {

// Diagnostic options were counted and passed by pointer; now their owner passes
// a reference.
#if LLVM_VERSION_MAJOR >= 21
template <typename T = clang::DiagnosticOptions>
using DiagnosticOptionsPtr = std::unique_ptr<T>;
template <typename T>
T &diagnosticOptionsArgument(const std::unique_ptr<T> &Options) {
  return *Options;
}
#else
template <typename T = clang::DiagnosticOptions>
using DiagnosticOptionsPtr = llvm::IntrusiveRefCntPtr<T>;
template <typename T>
T *diagnosticOptionsArgument(const llvm::IntrusiveRefCntPtr<T> &Options) {
  return Options.get();
}
#endif

/// ClangTidyOptions::RemovedArgs, which LLVM 22 added.
template <typename Options>
std::vector<std::string> removedArgs(const Options &O) {
  if constexpr (requires { O.RemovedArgs; })
    return O.RemovedArgs.value_or(std::vector<std::string>());
  else
    return {};
}

} // namespace cotidy

// Dependency scanning left Tooling.
#if LLVM_VERSION_MAJOR >= 22
#define COTIDY_SCANNING_FILES_HEADER                                           \
  "clang/DependencyScanning/DependencyScanningFilesystem.h"
#define COTIDY_SCANNING_NAMESPACE clang::dependencies
#else
#define COTIDY_SCANNING_FILES_HEADER                                           \
  "clang/Tooling/DependencyScanning/DependencyScanningFilesystem.h"
#define COTIDY_SCANNING_NAMESPACE clang::tooling::dependencies
#endif

namespace clang {
class DependencyDirectivesGetter;
class FileManager;
namespace dependency_directives_scan {
struct Directive;
} // namespace dependency_directives_scan
} // namespace clang

namespace cotidy {

/// What a file's text is reduced to, if it can be.
using DirectivesOfFile =
    std::optional<llvm::ArrayRef<clang::dependency_directives_scan::Directive>>;

#if LLVM_VERSION_MAJOR >= 22
template <typename Base, typename Entry, typename Find>
class FoundDirectives : public Base {
public:
  explicit FoundDirectives(Find Of) : Of(std::move(Of)) {}
  std::unique_ptr<Base> cloneFor(clang::FileManager &) override {
    return std::make_unique<FoundDirectives>(Of);
  }
  DirectivesOfFile operator()(Entry File) override { return Of(File); }

private:
  Find Of;
};
#endif

/// Lets the preprocessor that \p CI will make see what \p Of gives for a file.
template <typename Entry, typename Instance, typename Find>
void seeDirectives(Instance &CI, Find Of) {
#if LLVM_VERSION_MAJOR >= 22
  CI.setDependencyDirectivesGetter(
      std::make_unique<
          FoundDirectives<clang::DependencyDirectivesGetter, Entry, Find>>(
          std::move(Of)));
#else
  CI.getPreprocessorOpts().DependencyDirectivesForFile = std::move(Of);
#endif
}

/// Is it a warning or extension, whatever its severity was set to?
template <typename Diagnostic> bool isWarning(const Diagnostic &Info) {
#if LLVM_VERSION_MAJOR >= 22
  return Info.getDiags()->getDiagnosticIDs()->isWarningOrExtension(
      Info.getID());
#else
  return Info.getDiags()->getDiagnosticIDs()->isBuiltinWarningOrExtension(
      Info.getID());
#endif
}

} // namespace cotidy

/// Where ClangTidyModuleRegistry is declared.
#if LLVM_VERSION_MAJOR >= 22
#define COTIDY_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModule.h"
#else
#define COTIDY_MODULE_REGISTRY_HEADER "clang-tidy/ClangTidyModuleRegistry.h"
#endif

namespace clang::tidy {
struct ClangTidyOptions;
} // namespace clang::tidy

namespace cotidy {

/// What clangd's provideDefaultChecks() returns.
#if LLVM_VERSION_MAJOR >= 22
using ClangdTidyProvider = llvm::unique_function<void(
    clang::tidy::ClangTidyOptions &, llvm::StringRef) const>;
#else
using ClangdTidyProvider =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
#endif

} // namespace cotidy

#endif // COTIDY_COMPAT_H
