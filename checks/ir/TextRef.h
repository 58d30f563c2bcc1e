//===- TextRef.h - Names and spellings of the IR -------------------*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_TEXTREF_H
#define COTIDY_IR_TEXTREF_H

#include <functional>
#include <string>
#include <string_view>

namespace cotidy {

/// A view of characters that are kept elsewhere: in the program's text, or by
/// TUSummary::Texts. Most names of a program stand in its summaries, and are
/// not copied from there.
class TextRef : public std::string_view {
public:
  constexpr TextRef() = default;
  template <size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): literals are TextRefs.
  consteval TextRef(const char (&Literal)[N])
      : std::string_view(Literal, N - 1) {}
  /// \p Kept by somebody as long as this is used.
  constexpr explicit TextRef(std::string_view Kept) : std::string_view(Kept) {}
  explicit TextRef(const std::string &) = delete;

  std::string str() const { return std::string(*this); }

  friend std::string operator+(std::string Left, TextRef Right) {
    return Left.append(Right);
  }
  friend std::string operator+(TextRef Left, std::string_view Right) {
    return Left.str().append(Right);
  }
};

} // namespace cotidy

template <> struct std::hash<cotidy::TextRef> : std::hash<std::string_view> {};

#endif // COTIDY_IR_TEXTREF_H
