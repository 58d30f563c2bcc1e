//===- Lazy.h - What is made when it is asked for ---------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_LAZY_H
#define COTIDY_IR_LAZY_H

#include <atomic>
#include <memory>

namespace cotidy {

/// A T that is made when it is first asked for, by whatever thread: of several
/// that make it at once, one is first, and all get its. A copy makes its own.
template <typename T> class Lazy {
public:
  Lazy() = default;
  Lazy(const Lazy &) {}
  Lazy(Lazy &&Other) noexcept : Made(Other.Made.exchange(nullptr)) {}
  Lazy &operator=(Lazy Other) noexcept {
    delete Made.exchange(Other.Made.exchange(nullptr));
    return *this;
  }
  ~Lazy() { forget(); }

  /// \p Make gives a std::unique_ptr<const T>.
  template <typename MakeType> const T &get(MakeType Make) const {
    if (const T *Known = Made)
      return *Known;
    std::unique_ptr<const T> Mine = Make();
    const T *Known = nullptr;
    return Made.compare_exchange_strong(Known, Mine.get()) ? *Mine.release()
                                                           : *Known;
  }
  /// Not while others look at it.
  void forget() const { delete Made.exchange(nullptr); }

private:
  mutable std::atomic<const T *> Made = nullptr;
};

} // namespace cotidy

#endif // COTIDY_IR_LAZY_H
