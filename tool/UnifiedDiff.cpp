//===- UnifiedDiff.cpp - What differs between two texts -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The shortest edit script by E. W. Myers, "An O(ND) Difference Algorithm and
// Its Variations", Algorithmica 1 (1986): greedily, diagonal by diagonal. What
// fixes change is little, so that the traces it keeps are short.
//
//===----------------------------------------------------------------------===//

#include "UnifiedDiff.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <vector>

using namespace llvm;

namespace cotidy {

namespace {

using Lines = std::vector<StringRef>; ///< with their ends

/// Lines [OldBegin, OldEnd) became [NewBegin, NewEnd); 0-based.
struct Change {
  size_t OldBegin, OldEnd, NewBegin, NewEnd;
};

constexpr size_t Context = 3;

Lines split(StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Result.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Result;
}

/// Furthest old line reached on each diagonal (old minus new), -Max ... Max.
class Frontier {
public:
  explicit Frontier(int Max) : Max(Max), Reached(2 * Max + 1) {}
  int &operator[](int Diagonal) { return Reached[Diagonal + Max]; }

private:
  int Max;
  std::vector<int> Reached;
};

/// Did the best way onto \p Diagonal, at distance \p D, insert a line?
bool inserts(Frontier &F, int Diagonal, int D) {
  return Diagonal == -D || (Diagonal != D && F[Diagonal - 1] < F[Diagonal + 1]);
}

/// The frontiers before each distance, until both ends are met.
std::vector<Frontier> traces(ArrayRef<StringRef> Old, ArrayRef<StringRef> New) {
  const int N = Old.size(), M = New.size();
  std::vector<Frontier> Result;
  Frontier F(1);
  for (int D = 0;; ++D) {
    Frontier Next(D + 1);
    for (int K = -D + 1; K < D; ++K)
      Next[K] = F[K];
    F = std::move(Next);
    Result.push_back(F);
    for (int K = -D; K <= D; K += 2) {
      int X = D == 0 ? 0 : inserts(F, K, D) ? F[K + 1] : F[K - 1] + 1;
      while (X < N && X - K < M && Old[X] == New[X - K])
        ++X;
      F[K] = X;
      if (X >= N && X - K >= M)
        return Result;
    }
  }
}

void addChange(std::vector<Change> &Changes, const Change &C) {
  // They are found from the end to the beginning.
  if (!Changes.empty() && Changes.back().OldBegin == C.OldEnd &&
      Changes.back().NewBegin == C.NewEnd) {
    Changes.back().OldBegin = C.OldBegin;
    Changes.back().NewBegin = C.NewBegin;
  } else {
    Changes.push_back(C);
  }
}

std::vector<Change> changes(ArrayRef<StringRef> Old, ArrayRef<StringRef> New) {
  size_t Same = 0;
  while (Same < std::min(Old.size(), New.size()) && Old[Same] == New[Same])
    ++Same;
  Old = Old.drop_front(Same);
  New = New.drop_front(Same);
  while (!Old.empty() && !New.empty() && Old.back() == New.back()) {
    Old = Old.drop_back();
    New = New.drop_back();
  }

  std::vector<Frontier> Traces = traces(Old, New);
  std::vector<Change> Result;
  int X = Old.size(), Y = New.size();
  for (int D = Traces.size() - 1; D > 0; --D) {
    Frontier &F = Traces[D];
    bool Insert = inserts(F, X - Y, D);
    int K = X - Y + (Insert ? 1 : -1);
    X = F[K];
    Y = X - K;
    addChange(Result,
              {Same + X, Same + X + !Insert, Same + Y, Same + Y + Insert});
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

/// As git quotes a path that holds control characters, quotes or bytes that are
/// not ASCII.
std::string quoted(StringRef Path) {
  auto IsPlain = [](char C) { return isPrint(C) && C != '"' && C != '\\'; };
  if (all_of(Path, IsPlain))
    return Path.str();
  std::string Result = "\"";
  for (unsigned char C : Path) {
    if (IsPlain(C)) {
      Result += C;
    } else {
      Result += '\\';
      for (int Shift : {6, 3, 0})
        Result += char('0' + ((C >> Shift) & 7));
    }
  }
  return Result + '"';
}

void printLine(raw_ostream &OS, char Mark, StringRef Line) {
  OS << Mark << Line;
  if (!Line.ends_with("\n"))
    OS << "\n\\ No newline at end of file\n";
}

/// "BEGIN,COUNT" of a hunk's header: 1-based, the line before where none is.
void printRange(raw_ostream &OS, size_t Begin, size_t End) {
  OS << (Begin == End ? Begin : Begin + 1);
  if (End - Begin != 1)
    OS << ',' << End - Begin;
}

void printHunk(raw_ostream &OS, ArrayRef<Change> Changes, const Lines &Old,
               const Lines &New) {
  size_t Before = std::min(Context, Changes.front().OldBegin);
  size_t After = std::min(Context, Old.size() - Changes.back().OldEnd);
  size_t At = Changes.front().OldBegin - Before;
  OS << "@@ -";
  printRange(OS, At, Changes.back().OldEnd + After);
  OS << " +";
  printRange(OS, Changes.front().NewBegin - Before,
             Changes.back().NewEnd + After);
  OS << " @@\n";
  for (const Change &C : Changes) {
    for (; At != C.OldBegin; ++At)
      printLine(OS, ' ', Old[At]);
    for (; At != C.OldEnd; ++At)
      printLine(OS, '-', Old[At]);
    for (size_t I = C.NewBegin; I != C.NewEnd; ++I)
      printLine(OS, '+', New[I]);
  }
  for (size_t End = At + After; At != End; ++At)
    printLine(OS, ' ', Old[At]);
}

} // namespace

std::string unifiedDiff(StringRef Name, StringRef Before, StringRef After) {
  Lines Old = split(Before), New = split(After);
  std::vector<Change> All = changes(Old, New);
  if (All.empty())
    return "";
  std::string Text;
  raw_string_ostream OS(Text);
  OS << "--- " << quoted(("a/" + Name).str()) << '\n'
     << "+++ " << quoted(("b/" + Name).str()) << '\n';
  for (ArrayRef<Change> Rest = All; !Rest.empty();) {
    size_t Count = 1;
    while (Count < Rest.size() &&
           Rest[Count].OldBegin - Rest[Count - 1].OldEnd <= 2 * Context)
      ++Count;
    printHunk(OS, Rest.take_front(Count), Old, New);
    Rest = Rest.drop_front(Count);
  }
  return Text;
}

} // namespace cotidy
