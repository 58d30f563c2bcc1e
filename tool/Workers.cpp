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
#include <condition_variable>
#include <memory>
#include <mutex>

using namespace llvm;

namespace cotidy {

namespace {

class Pool : public std::enable_shared_from_this<Pool> {
public:
  Pool(size_t Count, function_ref<void(size_t)> Work)
      : Work(Work), Survived(Count) {}

  void startWorker() {
    llvm::thread(std::optional<unsigned>(StackSize), [Self =
                                                          shared_from_this()] {
      Self->run();
    }).detach();
  }

  std::vector<bool> wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [&] { return Finished == Survived.size(); });
    return Survived;
  }

private:
  static constexpr unsigned StackSize = 16 << 20;

  void run() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Next < Survived.size()) {
      size_t I = Next++;
      Lock.unlock();
      CrashRecoveryContext Recovery;
      bool Ok = Recovery.RunSafely([&] { Work(I); });
      Lock.lock();
      Survived[I] = Ok;
      ++Finished;
      Changed.notify_all();
      if (Ok)
        continue;
      // Something may still point into this stack: another thread goes on, and
      // this one waits for the end of the process.
      startWorker();
      Changed.wait(Lock, [] { return false; });
    }
  }

  function_ref<void(size_t)> Work;
  std::mutex Mutex;
  std::condition_variable Changed;
  size_t Next = 0, Finished = 0;
  std::vector<bool> Survived;
};

} // namespace

std::vector<bool> runAll(size_t Count, unsigned Jobs,
                         function_ref<void(size_t)> Work) {
  CrashRecoveryContext::Enable();
  size_t Threads = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  auto Workers = std::make_shared<Pool>(Count, Work);
  for (size_t I = 0, E = std::min(Threads, Count); I != E; ++I)
    Workers->startWorker();
  std::vector<bool> Survived = Workers->wait();
  CrashRecoveryContext::Disable();
  return Survived;
}

} // namespace cotidy
