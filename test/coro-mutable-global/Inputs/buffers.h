//===- buffers.h - A library of buffers, as Asio's --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TEST_BUFFERS_H
#define COTIDY_TEST_BUFFERS_H

#pragma GCC system_header

#include "coro.h"
#include <string>

namespace asio {
struct mutable_buffer {
  void *data;
  unsigned long size;
};
mutable_buffer buffer(std::string &text);

struct socket {};
template <typename Buffers>
coro::number_awaiter async_write(socket &to, const Buffers &from);
template <typename Buffers>
coro::number_awaiter async_read(socket &from, const Buffers &to);
} // namespace asio

#endif // COTIDY_TEST_BUFFERS_H
