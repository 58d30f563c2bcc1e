//===- Vocabulary.cpp - What naming a macro brings in ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Vocabulary.h"

using namespace llvm;

namespace cotidy {

void Vocabulary::add(ArrayRef<Expansion> More) {
  for (const Expansion &M : More) {
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

WordSet Vocabulary::bringing(Word Name) const {
  WordSet Names;
  Names.insert(Name);
  spread(Names);
  return Names;
}

} // namespace cotidy
