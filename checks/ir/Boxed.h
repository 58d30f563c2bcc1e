//===- Boxed.h - An optional that takes a pointer's room --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_BOXED_H
#define COTIDY_IR_BOXED_H

#include <memory>
#include <utility>

namespace cotidy {

/// As std::optional<T>, for a large T that most objects do not have.
template <typename T> class Boxed {
public:
  Boxed() = default;
  Boxed(const Boxed &Other)
      : Held(Other ? std::make_unique<T>(*Other) : nullptr) {}
  Boxed(Boxed &&) noexcept = default;
  Boxed &operator=(Boxed Other) noexcept {
    Held = std::move(Other.Held);
    return *this;
  }
  Boxed &operator=(T Value) {
    emplace() = std::move(Value);
    return *this;
  }
  ~Boxed() = default;

  T &emplace() { return *(Held = std::make_unique<T>()); }
  explicit operator bool() const { return Held != nullptr; }
  T &operator*() { return *Held; }
  const T &operator*() const { return *Held; }
  T *operator->() { return Held.get(); }
  const T *operator->() const { return Held.get(); }

private:
  std::unique_ptr<T> Held;
};

} // namespace cotidy

#endif // COTIDY_IR_BOXED_H
