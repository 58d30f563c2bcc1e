//===- CotidyModule.cpp - Every rule as a clang-tidy check ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compat.h"
#include "RuleCheck.h"
#include COTIDY_MODULE_REGISTRY_HEADER

using namespace clang::tidy;

namespace cotidy {
namespace {

class CotidyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    // The factories outlive the module.
    const auto Analyses = std::make_shared<UnitAnalyses>();
    for (const Rule &R : rules())
      Factories.registerCheckFactory(
          R.Name, [&R, Analyses](llvm::StringRef, ClangTidyContext *Context) {
            return std::make_unique<RuleCheck>(R, Context,
                                               Analyses->of(Context));
          });
  }
};

const ClangTidyModuleRegistry::Add<CotidyModule>
    Registration("cotidy-module", "State that coroutines share wrongly.");

} // namespace
} // namespace cotidy
