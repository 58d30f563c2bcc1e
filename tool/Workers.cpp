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
#include <csignal>
#include <map>
#include <memory>
#include <mutex>

using namespace llvm;

namespace cotidy {

namespace {

/// A stack for this thread's signal handlers.
class AlternateStack {
public:
  AlternateStack() : Memory(new char[Size]) {
    stack_t Stack = {};
    Stack.ss_sp = Memory.get();
    Stack.ss_size = Size;
    sigaltstack(&Stack, nullptr);
  }
  ~AlternateStack() {
    stack_t Stack = {};
    Stack.ss_flags = SS_DISABLE;
    sigaltstack(&Stack, nullptr);
  }
  AlternateStack(const AlternateStack &) = delete;
  AlternateStack &operator=(const AlternateStack &) = delete;

private:
  static constexpr size_t Size = 64 << 10;
  std::unique_ptr<char[]> Memory;
};

class Pool : public std::enable_shared_from_this<Pool> {
public:
  Pool(size_t Count, function_ref<void(size_t)> Work)
      : Work(Work), Survived(Count) {}

  void startWorker() {
    std::lock_guard<std::mutex> Lock(Mutex);
    addWorker();
  }

  std::vector<bool> wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [&] { return Finished == Survived.size(); });
    Lock.unlock();
    for (auto &Entry : Threads)
      Entry.second.join();
    return Survived;
  }

private:
  static constexpr unsigned StackSize = 16 << 20;

  void addWorker() {
    const size_t Number = Started++;
    Threads.emplace(Number, llvm::thread(std::optional<unsigned>(StackSize),
                                         [Self = shared_from_this(), Number] {
                                           Self->run(Number);
                                         }));
  }

  void run(size_t Number) {
    const AlternateStack OnOverflow;
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Next < Survived.size()) {
      size_t I = Next++;
      Lock.unlock();
      CrashRecoveryContext Recovery;
      bool Ok = Recovery.RunSafely([&] { Work(I); });
      Lock.lock();
      Survived[I] = Ok;
      ++Finished;
      if (!Ok) {
        // Something may still point into this stack: another thread goes on,
        // and this one waits for the end of the process.
        Threads.at(Number).detach();
        Threads.erase(Number);
        addWorker();
      }
      if (Finished == Survived.size())
        Changed.notify_all();
      if (!Ok)
        Changed.wait(Lock, [] { return false; });
    }
  }

  function_ref<void(size_t)> Work;
  std::mutex Mutex;
  std::condition_variable Changed;
  size_t Next = 0, Finished = 0, Started = 0;
  std::vector<bool> Survived;
  std::map<size_t, llvm::thread> Threads; ///< that did not crash
};

/// A stack overflow is to be survived, too: LLVM's handlers run on the stack
/// that overflowed unless told otherwise.
void handleOnAlternateStack() {
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Now;
    sigaction(Signal, nullptr, &Now);
    Now.sa_flags |= SA_ONSTACK;
    sigaction(Signal, &Now, nullptr);
  }
}

} // namespace

std::vector<bool> runAll(size_t Count, unsigned Jobs,
                         function_ref<void(size_t)> Work) {
  CrashRecoveryContext::Enable();
  handleOnAlternateStack();
  size_t Threads = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  auto Workers = std::make_shared<Pool>(Count, Work);
  for (size_t I = 0, E = std::min(Threads, Count); I != E; ++I)
    Workers->startWorker();
  std::vector<bool> Survived = Workers->wait();
  CrashRecoveryContext::Disable();
  return Survived;
}

} // namespace cotidy
