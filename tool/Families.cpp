//===- Families.cpp - Which files are parsed together ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Families.h"
#include "Inputs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

using namespace llvm;

namespace cotidy {

namespace {

/// So many are parsed again at most where a process that parses others' begin
/// ends.
constexpr size_t MostMembers = 32;

/// What jobs have in common that can be parsed together.
struct Likeness {
  std::string Directory, Extension;
  Arguments Command; ///< without the file
  std::string Begin; ///< the first include, where the command has none

  auto operator<=>(const Likeness &) const = default;
};

struct Candidate {
  size_t Job = 0;
  Branch Its;

  /// What begins alike stands together.
  bool operator<(const Candidate &Other) const {
    const auto Headers = [](const Candidate &C) {
      return map_range(
          C.Its.Includes,
          [](const LeadingInclude &I) -> StringRef { return I.Header; });
    };
    const auto A = Headers(*this), B = Headers(Other);
    return std::lexicographical_compare(A.begin(), A.end(), B.begin(), B.end());
  }
};

} // namespace

/// Where \p Command names \p In; its end if it does so never or twice.
static Arguments::iterator findName(const Input &In, Arguments &Command) {
  const auto Is = [&](StringRef Argument) {
    if (Argument.starts_with("-"))
      return false;
    SmallString<256> Path(sys::path::is_absolute(Argument) ? "" : In.Directory);
    sys::path::append(Path, Argument);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path == In.File;
  };
  const auto Name = find_if(Command, Is);
  return Name == Command.end() || std::any_of(Name + 1, Command.end(), Is)
             ? Command.end()
             : Name;
}

/// Nothing where \p Job is to be parsed alone.
static std::optional<std::pair<Likeness, Branch>> look(const ParseJob &Job) {
  const Input &In = *Job.In;
  Arguments Command = forAnalysis(In.Arguments, *Job.Edits, In.File);
  const auto Name = findName(In, Command);
  const auto Text = MemoryBuffer::getFile(In.File);
  if (Name == Command.end() || !Text)
    return std::nullopt;
  Branch Its = {*Name, leadingIncludes((*Text)->getBuffer(), *Name)};
  const std::string Extension = sys::path::extension(*Name).str();
  Command.erase(Name);
  std::string Begin;
  if (!is_contained(Command, "-include")) {
    if (Its.Includes.empty())
      return std::nullopt;
    Begin = Its.Includes.front().Header;
  }
  return std::pair(
      Likeness{In.Directory, Extension, std::move(Command), std::move(Begin)},
      std::move(Its));
}

/// Members are cheaper by what they have alike with those before them.
static double expectedSeconds(const Family &F, ArrayRef<ParseJob> Work) {
  double Sum = 0;
  for (size_t I = 0; I != F.Members.size(); ++I) {
    ArrayRef<LeadingInclude> Its = F.Branches[I].Includes;
    const size_t Alike = I ? numAlike(F.Branches[I - 1].Includes, Its) : 0;
    Sum += Work[F.Members[I]].Seconds * double(1 + Its.size() - Alike) /
           double(1 + Its.size());
  }
  return Sum;
}

static Family family(ArrayRef<Candidate> Members, ArrayRef<ParseJob> Work) {
  Family F;
  for (const Candidate &C : Members) {
    F.Members.push_back(C.Job);
    F.Branches.push_back(C.Its);
  }
  F.Seconds = expectedSeconds(F, Work);
  return F;
}

/// Leaves the first half in \p F.
static Family takeHalf(Family &F, ArrayRef<ParseJob> Work) {
  const auto Half = [](auto &From) {
    const auto Middle = From.begin() + From.size() / 2;
    auto Taken = std::vector(std::make_move_iterator(Middle),
                             std::make_move_iterator(From.end()));
    From.erase(Middle, From.end());
    return Taken;
  };
  Family Other = {Half(F.Members), Half(F.Branches), 0};
  Other.Seconds = expectedSeconds(Other, Work);
  F.Seconds = expectedSeconds(F, Work);
  return Other;
}

/// Until the longest takes no longer than all of them spread over \p Jobs.
static void spread(std::vector<Family> &All, unsigned Jobs,
                   ArrayRef<ParseJob> Work) {
  const auto IsShorter = [](const Family &A, const Family &B) {
    return A.Seconds < B.Seconds;
  };
  double Sum = 0;
  for (const Family &F : All)
    Sum += F.Seconds;
  std::make_heap(All.begin(), All.end(), IsShorter);
  while (!All.empty() && All.front().Members.size() > 1 &&
         All.front().Seconds > Sum / Jobs) {
    std::pop_heap(All.begin(), All.end(), IsShorter);
    Sum -= All.back().Seconds;
    Family Other = takeHalf(All.back(), Work);
    Sum += All.back().Seconds + Other.Seconds;
    std::push_heap(All.begin(), All.end(), IsShorter);
    All.push_back(std::move(Other));
    std::push_heap(All.begin(), All.end(), IsShorter);
  }
}

static void sortLongestFirst(std::vector<Family> &All) {
  llvm::sort(All, [](const Family &A, const Family &B) {
    return std::pair(-A.Seconds, A.Members.front()) <
           std::pair(-B.Seconds, B.Members.front());
  });
}

std::vector<Family> singles(ArrayRef<ParseJob> Work, ArrayRef<size_t> Which) {
  std::vector<Family> All;
  for (size_t I : Which)
    All.push_back(family({{I, {}}}, Work));
  sortLongestFirst(All);
  return All;
}

std::vector<Family> families(ArrayRef<ParseJob> Work, unsigned Jobs) {
  std::map<Likeness, std::vector<Candidate>> Alike;
  std::vector<Family> All;
  for (size_t I = 0; I != Work.size(); ++I) {
    if (auto Found = look(Work[I]))
      Alike[std::move(Found->first)].push_back({I, std::move(Found->second)});
    else
      All.push_back(family({{I, {}}}, Work));
  }
  for (auto &[Key, Members] : Alike) {
    llvm::sort(Members);
    for (ArrayRef<Candidate> Rest = Members; !Rest.empty();
         Rest = Rest.drop_front(std::min(Rest.size(), MostMembers)))
      All.push_back(family(Rest.take_front(MostMembers), Work));
  }
  spread(All, Jobs ? Jobs : hardware_concurrency().compute_thread_count(),
         Work);
  sortLongestFirst(All);
  return All;
}

} // namespace cotidy
