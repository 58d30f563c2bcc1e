//===- Vocabulary.cpp - What naming a macro brings in ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Vocabulary.h"

using namespace llvm;

namespace cotidy {

void Vocabulary::add(const ExpansionRef &M) {
  Macros.insert(M.Name);
  for (Word Name : M.Body)
    In[Name].push_back(M.Name);
  if (M.Pastes) {
    Pasting.insert(M.Name);
    Pieces.insert(M.Pieces.begin(), M.Pieces.end());
  }
  if (M.Pastes || M.CallsParameter)
    Defining.insert(M.Name);
}

void Vocabulary::spread(WordSet &Through) const {
  std::vector<Word> Open(Through.begin(), Through.end());
  while (!Open.empty()) {
    const Word Name = Open.back();
    Open.pop_back();
    if (auto It = In.find(Name); It != In.end())
      for (Word Macro : It->second)
        if (Through.insert(Macro).second)
          Open.push_back(Macro);
  }
}

void Vocabulary::finish() {
  spread(Pasting);
  spread(Defining);
}

uint64_t Vocabulary::sum() const {
  // Words are hashes: multiplied, they do not cancel each other out.
  uint64_t Sum = 1;
  for (Word Name : Macros)
    Sum += Name * 0x9e3779b97f4a7c15;
  for (Word Name : Defining)
    Sum += Name * 0xc2b2ae3d27d4eb4f;
  return Sum;
}

WordSet Vocabulary::bringing(Word Name) const {
  WordSet Names;
  Names.insert(Name);
  spread(Names);
  return Names;
}

} // namespace cotidy
