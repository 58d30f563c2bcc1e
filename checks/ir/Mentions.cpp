//===- Mentions.cpp - What a body calls and names -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/IR.h"
#include <algorithm>

namespace cotidy {

uint32_t calledGlobal(const Event &Call) {
  return Call.Receiver && Call.Receiver->From.Base == Place::Global &&
                 Call.Receiver->From.isWhole()
             ? Call.Receiver->From.Index
             : None;
}

std::vector<Mention> mentionsIn(const std::vector<Block> &Blocks) {
  std::vector<Mention> Found;
  for (const Block &B : Blocks)
    for (const Event &E : B.Events) {
      if (E.K != Event::Call && E.Callee.empty())
        continue;
      Mention M;
      M.Callee = E.Callee;
      M.CalleeName = E.CalleeName;
      M.CalleeRecord = E.CalleeRecord;
      M.Global = calledGlobal(E);
      M.IsCall = E.K == Event::Call && E.Why != Implicit::Destructor;
      M.Virtual = E.Virtual;
      M.Constructor = E.Constructor;
      Found.push_back(M);
    }
  std::sort(Found.begin(), Found.end());
  Found.erase(std::unique(Found.begin(), Found.end()), Found.end());
  return Found;
}

std::vector<Mention> Body::mentions() const {
  return From ? From->mentions(Offset) : mentionsIn(Own);
}

const std::vector<Block> &Body::blocks() const {
  if (!From)
    return Own;
  return Read.get([&] {
    return std::make_unique<const std::vector<Block>>(From->blocks(Offset));
  });
}

} // namespace cotidy
