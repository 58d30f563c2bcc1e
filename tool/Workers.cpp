//===- Workers.cpp - Work on several threads ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/thread.h"
#include <algorithm>
#include <atomic>

using namespace llvm;

namespace cotidy {

static constexpr unsigned StackSize = 16 << 20;

std::vector<bool> runAll(size_t Count, unsigned Jobs,
                         function_ref<void(size_t)> Work) {
  CrashRecoveryContext::Enable();
  // Not vector<bool>: its elements share bytes.
  std::vector<char> Done(Count);
  std::atomic<size_t> Next = 0;
  auto Worker = [&] {
    for (size_t I; (I = Next++) < Count;) {
      CrashRecoveryContext Recovery;
      Done[I] = Recovery.RunSafely([&] { Work(I); });
    }
  };
  size_t Threads = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  std::vector<llvm::thread> Running;
  for (size_t I = 0, E = std::min(Threads, Count); I != E; ++I)
    Running.emplace_back(std::optional<unsigned>(StackSize), Worker);
  for (llvm::thread &T : Running)
    T.join();
  CrashRecoveryContext::Disable();
  return {Done.begin(), Done.end()};
}

} // namespace cotidy
