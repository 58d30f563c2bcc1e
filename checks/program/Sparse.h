//===- Sparse.h - What few functions have -----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_SPARSE_H
#define COTIDY_PROGRAM_SPARSE_H

#include "program/Program.h"
#include <unordered_map>

namespace cotidy {

/// A T for each function; most are T().
template <typename T> class Sparse {
public:
  const T &operator[](FunctionId F) const {
    auto It = Known.find(F);
    return It == Known.end() ? Nothing : It->second;
  }
  T &add(FunctionId F) { return Known[F]; }

private:
  std::unordered_map<FunctionId, T> Known;
  T Nothing;
};

} // namespace cotidy

#endif // COTIDY_PROGRAM_SPARSE_H
