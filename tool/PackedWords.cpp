//===- PackedWords.cpp - The names in a source text, kept -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PackedWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace cotidy {

namespace {

// What the bits of a head's or an expansion's flags are.
constexpr uint64_t Bindings = 1, Modules = 2, Threads = 4;
constexpr uint64_t Pastes = 1, Default = 2, CallsParameter = 4;

/// Takes numbers off an array, and none after too few.
class Taker {
public:
  explicit Taker(ArrayRef<uint64_t> From) : From(From) {}

  ArrayRef<uint64_t> take(uint64_t Count) {
    if (Failed || Count > From.size()) {
      Failed = true;
      return {};
    }
    const ArrayRef<uint64_t> Taken = From.take_front(Count);
    From = From.drop_front(Count);
    return Taken;
  }
  uint64_t one() {
    const ArrayRef<uint64_t> Taken = take(1);
    return Taken.empty() ? 0 : Taken.front();
  }
  ArrayRef<uint64_t> rest() const { return From; }
  bool done() const { return Failed || From.empty(); }
  bool failed() const { return Failed; }

private:
  ArrayRef<uint64_t> From;
  bool Failed = false;
};

ExpansionRef takeExpansion(Taker &From) {
  ExpansionRef M;
  M.Name = From.one();
  const uint64_t Flags = From.one();
  M.Pastes = Flags & Pastes;
  M.Default = Flags & Default;
  M.CallsParameter = Flags & CallsParameter;
  const uint64_t NumBody = From.one(), NumPieces = From.one();
  M.Body = From.take(NumBody);
  M.Pieces = From.take(NumPieces);
  return M;
}

void addSorted(std::vector<uint64_t> &To, const WordSet &Words) {
  const size_t First = To.size();
  To.insert(To.end(), Words.begin(), Words.end());
  llvm::sort(To.begin() + First, To.end());
}

} // namespace

bool SortedWords::contains(Word W) const {
  return std::binary_search(Sorted.begin(), Sorted.end(), W);
}

bool SortedWords::overlaps(const WordSet &Others) const {
  if (Sorted.size() < Others.size())
    return any_of(Sorted, [&](Word W) { return Others.contains(W); });
  return any_of(Others, [&](Word W) { return contains(W); });
}

std::optional<PackedWords> PackedWords::read(ArrayRef<uint64_t> Numbers) {
  Taker From(Numbers);
  PackedWords Words;
  const uint64_t Flags = From.one();
  Words.Bindings = Flags & cotidy::Bindings;
  Words.Modules = Flags & cotidy::Modules;
  Words.Threads = Flags & cotidy::Threads;
  Words.DefinedFor = From.one();
  const uint64_t NumAll = From.one(), NumUnder = From.one(),
                 NumDefined = From.one();
  Words.All = SortedWords(From.take(NumAll));
  Words.UnderCondition = SortedWords(From.take(NumUnder));
  Words.Defined = SortedWords(From.take(NumDefined));
  Words.Expansions = From.rest();
  while (!From.done())
    takeExpansion(From);
  if (From.failed())
    return std::nullopt;
  return Words;
}

void PackedWords::eachExpansion(
    function_ref<void(const ExpansionRef &)> Do) const {
  for (Taker From(Expansions); !From.done();)
    Do(takeExpansion(From));
}

std::vector<uint64_t> pack(const FileWords &Words, const WordSet &Defined,
                           uint64_t DefinedFor) {
  std::vector<uint64_t> To = {(Words.Bindings ? Bindings : 0) |
                                  (Words.Modules ? Modules : 0) |
                                  (Words.Threads ? Threads : 0),
                              DefinedFor, Words.All.size(),
                              Words.UnderCondition.size(), Defined.size()};
  addSorted(To, Words.All);
  addSorted(To, Words.UnderCondition);
  addSorted(To, Defined);
  for (const Expansion &M : Words.Expansions) {
    To.insert(To.end(), {M.Name,
                         (M.Pastes ? Pastes : 0) | (M.Default ? Default : 0) |
                             (M.CallsParameter ? CallsParameter : 0),
                         M.Body.size(), M.Pieces.size()});
    To.insert(To.end(), M.Body.begin(), M.Body.end());
    To.insert(To.end(), M.Pieces.begin(), M.Pieces.end());
  }
  return To;
}

} // namespace cotidy
