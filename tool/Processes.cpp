//===- Processes.cpp - Calls in processes of their own --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Processes.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <malloc.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

using namespace llvm;

namespace cotidy {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int NoMemoryStatus = 112;
constexpr rlim_t StackBytes = 64 << 20;
constexpr size_t MostSaid = 16 << 10;
constexpr std::chrono::milliseconds BetweenLooks(200);

/// The two ends of a pipe, closed where nobody has taken them.
struct Pipe {
  int Read = -1, Write = -1;

  Pipe() = default;
  Pipe(const Pipe &) = delete;
  Pipe &operator=(const Pipe &) = delete;
  ~Pipe() {
    closeEnd(Read);
    closeEnd(Write);
  }

  bool open() {
    int Ends[2];
    if (pipe2(Ends, O_CLOEXEC) != 0)
      return false;
    Read = Ends[0];
    Write = Ends[1];
    return fcntl(Read, F_SETFL, O_NONBLOCK) == 0;
  }
  static void closeEnd(int &End) {
    if (End >= 0)
      close(End);
    End = -1;
  }
};

struct Child {
  size_t Call;
  pid_t Id;
  int Result, Said;
  Clock::time_point Heard; ///< when it began, or its last piece was whole
  bool Killed = false;
  std::string Bytes; ///< of the next piece: its length, and it
  std::string Text;
};

//===----------------------------------------------------------------------===//
// In the child

void limit(decltype(RLIMIT_DATA) Resource, rlim_t Most) {
  struct rlimit Now;
  if (getrlimit(Resource, &Now) != 0)
    return;
  Now.rlim_cur = std::min<rlim_t>(Most, Now.rlim_max);
  setrlimit(Resource, &Now);
}

void writeAll(int To, StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Written = write(To, Bytes.data(), Bytes.size());
    if (Written > 0)
      Bytes = Bytes.drop_front(Written);
    else if (errno != EINTR)
      _exit(1);
  }
}

/// A parse needs much memory, and to be given it in small pages takes a good
/// part of the time: has the allocator take large ones.
void takeLargePages() {
#ifdef __GLIBC__
  constexpr int MostAtOnce = 256 << 20, NotMapped = 32 << 20;
  constexpr ptrdiff_t PageBytes = 2 << 20;
  mallopt(M_TOP_PAD, MostAtOnce);
  mallopt(M_MMAP_THRESHOLD, NotMapped);
  mallopt(M_TRIM_THRESHOLD, MostAtOnce);
  auto *Begin = static_cast<char *>(sbrk(0));
  Begin += offsetToAlignedAddr(Begin, Align(PageBytes));
  void *volatile Some = std::malloc(NotMapped / 2); // unused, it were elided
  std::free(Some);
  const ptrdiff_t Taken = static_cast<char *>(sbrk(0)) - Begin;
  if (Taken >= PageBytes)
    madvise(Begin, Taken - Taken % PageBytes, MADV_HUGEPAGE);
#endif
}

void exitWithoutMemory(void *, const char *, bool) { _exit(NoMemoryStatus); }

[[noreturn]] void runChild(function_ref<void(Giving)> Work, pid_t Parent,
                           const Pipe &Result, const Pipe &Said,
                           unsigned Mebibytes) {
  endWith(Parent);
  // A crash is the parent's to tell, and so is what the parent's handlers do.
  for (int Signal = 1; Signal != NSIG; ++Signal) {
    struct sigaction Now;
    if (sigaction(Signal, nullptr, &Now) == 0 && Now.sa_handler != SIG_IGN &&
        Now.sa_handler != SIG_DFL)
      std::signal(Signal, SIG_DFL);
  }
  sigset_t None;
  sigemptyset(&None);
  sigprocmask(SIG_SETMASK, &None, nullptr);
  dup2(Said.Write, STDOUT_FILENO);
  dup2(Said.Write, STDERR_FILENO);
  limit(RLIMIT_STACK, StackBytes);
  if (Mebibytes)
    limit(RLIMIT_DATA, rlim_t(Mebibytes) << 20);
  else
    takeLargePages(); // more than are used count against a limit
  install_bad_alloc_error_handler(exitWithoutMemory);

  Work([&](StringRef Piece) {
    const uint64_t Length = Piece.size();
    writeAll(Result.Write, StringRef(reinterpret_cast<const char *>(&Length),
                                     sizeof(Length)));
    writeAll(Result.Write, Piece);
  });
  _exit(0);
}

//===----------------------------------------------------------------------===//
// In the parent

/// Reads what is there; false at the end.
bool readSome(int From, std::string &Into) {
  char Buffer[1 << 16];
  while (true) {
    const ssize_t Got = read(From, Buffer, sizeof(Buffer));
    if (Got > 0)
      Into.append(Buffer, Got);
    else if (Got == 0)
      return false;
    else if (errno != EINTR)
      return errno == EAGAIN || errno == EWOULDBLOCK;
  }
}

class Runner {
public:
  Runner(const ProcessLimits &Limits, function_ref<void(size_t, Giving)> Work,
         function_ref<void(size_t, std::string)> Got,
         function_ref<void(size_t, Ended)> Done,
         function_ref<void(ArrayRef<size_t>)> Look)
      : Limits(Limits),
        Jobs(Limits.Jobs ? Limits.Jobs
                         : hardware_concurrency().compute_thread_count()),
        Work(Work), Got(Got), Done(Done), Look(Look) {}

  void run(ArrayRef<size_t> Order);

private:
  int start(size_t Call);
  void wait();
  void killLate();
  void takePieces(Child &C);
  void finish(Child &C);
  static Ended outcome(const Child &C, int Status);

  ProcessLimits Limits;
  size_t Jobs;
  function_ref<void(size_t, Giving)> Work;
  function_ref<void(size_t, std::string)> Got;
  function_ref<void(size_t, Ended)> Done;
  function_ref<void(ArrayRef<size_t>)> Look;
  std::vector<Child> Running; ///< the oldest first
};

/// 0, or the errno of what failed.
int Runner::start(size_t Call) {
  Pipe Result, Said;
  if (!Result.open() || !Said.open())
    return errno;
  // What stands in a buffer would be written by both.
  outs().flush();
  errs().flush();
  std::fflush(nullptr);
  const pid_t Parent = getpid();
  const pid_t Id = fork();
  if (Id < 0)
    return errno;
  if (Id == 0)
    runChild([&](Giving Give) { Work(Call, Give); }, Parent, Result, Said,
             Limits.Mebibytes);
  Running.push_back(
      {Call, Id, Result.Read, Said.Read, Clock::now(), false, {}, {}});
  Result.Read = Said.Read = -1;
  return 0;
}

void Runner::takePieces(Child &C) {
  uint64_t Length = 0;
  while (C.Bytes.size() >= sizeof(Length)) {
    std::memcpy(&Length, C.Bytes.data(), sizeof(Length));
    if (C.Bytes.size() - sizeof(Length) < Length)
      return;
    std::string Rest = C.Bytes.substr(sizeof(Length) + Length);
    C.Bytes.resize(sizeof(Length) + Length);
    C.Bytes.erase(0, sizeof(Length));
    C.Heard = Clock::now();
    Got(C.Call, std::exchange(C.Bytes, std::move(Rest)));
  }
}

Ended Runner::outcome(const Child &C, int Status) {
  Ended E;
  if (WIFSIGNALED(Status)) {
    E.Number = WTERMSIG(Status);
    E.How =
        C.Killed && E.Number == SIGKILL ? Ended::TimedOut : Ended::Signalled;
    return E;
  }
  E.Number = WEXITSTATUS(Status);
  if (E.Number == NoMemoryStatus)
    E.How = Ended::OutOfMemory;
  else
    E.How = E.Number || !C.Bytes.empty() ? Ended::Exited : Ended::Finished;
  return E;
}

void Runner::finish(Child &C) {
  readSome(C.Said, C.Text);
  close(C.Result);
  close(C.Said);
  int Status = 0;
  struct rusage Usage = {};
  while (wait4(C.Id, &Status, 0, &Usage) < 0 && errno == EINTR)
    ;
  Ended E = outcome(C, Status);
  E.Said = std::move(C.Text);
  E.PeakBytes = uint64_t(Usage.ru_maxrss) << 10;
  Done(C.Call, std::move(E));
}

void Runner::killLate() {
  if (!Limits.Seconds)
    return;
  const Clock::time_point Latest =
      Clock::now() - std::chrono::seconds(Limits.Seconds);
  for (Child &C : Running)
    if (C.Heard <= Latest && !C.Killed) {
      C.Killed = true;
      kill(C.Id, SIGKILL);
    }
}

/// Until something can be read, or somebody wants to look.
void Runner::wait() {
  std::vector<pollfd> Waiting;
  for (const Child &C : Running) {
    Waiting.push_back({C.Result, POLLIN, 0});
    Waiting.push_back({C.Said, POLLIN, 0});
  }
  poll(Waiting.data(), Waiting.size(), BetweenLooks.count());
  killLate();
  std::vector<Child> Rest;
  for (Child &C : std::exchange(Running, {})) {
    readSome(C.Said, C.Text);
    C.Text.resize(std::min(C.Text.size(), MostSaid));
    const bool More = readSome(C.Result, C.Bytes);
    takePieces(C);
    if (More)
      Rest.push_back(std::move(C));
    else
      finish(C);
  }
  Running = std::move(Rest);
}

void Runner::run(ArrayRef<size_t> Order) {
  while (!Order.empty() || !Running.empty()) {
    while (!Order.empty() && Running.size() < Jobs) {
      if (int Error = start(Order.front())) {
        if (!Running.empty())
          break; // another one's end may make room
        Ended E;
        E.Number = Error;
        Done(Order.front(), std::move(E));
      }
      Order = Order.drop_front();
    }
    std::vector<size_t> Calls;
    Calls.reserve(Running.size());
    for (const Child &C : Running)
      Calls.push_back(C.Call);
    if (Calls.empty())
      continue;
    Look(Calls);
    wait();
  }
}

} // namespace

void endWith(pid_t Parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != Parent)
    _exit(1);
}

void runApart(ArrayRef<size_t> Order, const ProcessLimits &Limits,
              function_ref<void(size_t, Giving)> Work,
              function_ref<void(size_t, std::string)> Got,
              function_ref<void(size_t, Ended)> Done,
              function_ref<void(ArrayRef<size_t>)> Look) {
  Runner(Limits, Work, Got, Done, Look).run(Order);
}

} // namespace cotidy
