//===- MemberNames.cpp - Names for a state object -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/MemberNames.h"
#include <algorithm>
#include <cctype>

namespace cotidy {

namespace {

/// Adds every component of "a::b::c".
void addComponents(std::unordered_set<std::string> &To,
                   std::string_view Qualified) {
  size_t Start = 0;
  while (Start < Qualified.size()) {
    size_t End = Qualified.find("::", Start);
    To.emplace(Qualified.substr(Start, End - Start));
    if (End == Qualified.npos)
      return;
    Start = End + 2;
  }
}

void addPath(std::set<std::string> &To, const Place &Where) {
  for (const PathElement &E : Where.Path)
    if (E.K == PathElement::Field)
      To.emplace(E.Name);
}

/// "counter" of "g_counter", "m_counter", "s_counter", "counter_".
std::string stem(std::string Name) {
  if (Name.size() > 2 && Name[1] == '_' &&
      std::string("gms").find(Name[0]) != std::string::npos)
    Name.erase(0, 2);
  while (Name.size() > 1 && Name.back() == '_')
    Name.pop_back();
  while (Name.size() > 1 && Name.front() == '_')
    Name.erase(0, 1);
  return Name;
}

/// "ShouldContinue" of "should_continue" or "shouldContinue".
std::string capitalised(const std::string &Name) {
  std::string Out;
  bool Upper = true;
  const bool Shouts = std::none_of(Name.begin(), Name.end(), [](char C) {
    return std::islower(static_cast<unsigned char>(C));
  });
  for (char C : Name) {
    const auto U = static_cast<unsigned char>(C);
    if (C == '_')
      Upper = true;
    else {
      Out += Upper ? std::toupper(U) : Shouts ? std::tolower(U) : C;
      Upper = false;
    }
  }
  return Out;
}

/// The pattern with \p Name for its `*`: as it is spelled beside an underscore
/// and at the front of what begins with a small letter, else capitalised.
std::string filledIn(const std::string &Pattern, const std::string &Name,
                     bool Capitalised) {
  const size_t Star = Pattern.find('*');
  if (Star == std::string::npos)
    return Pattern;
  const bool Snake = Pattern.find('_') != std::string::npos;
  return Pattern.substr(0, Star) +
         (Snake || (!Capitalised && Star == 0) ? Name : capitalised(Name)) +
         Pattern.substr(Star + 1);
}

} // namespace

MemberNames::MemberNames(const Program &P, const Options &O) : P(P), O(O) {
  for (const Variable &V : P.globals()) {
    addComponents(Known, V.Display);
    addComponents(Known, V.Ty.Record);
  }
  std::unordered_set<const BodySource *> Sources;
  for (const Function &F : P.functions()) {
    addComponents(Known, F.Display);
    addComponents(Known, F.Record);
    for (const Parameter &Param : F.Params)
      addComponents(Known, Param.Ty.Record);
    for (const Local &L : F.Locals)
      addComponents(Known, L.Ty.Record);
    for (const Mention &M : F.Blocks.mentions())
      addComponents(Known, M.CalleeName);
    const BodySource *From = F.Blocks.source().get();
    if (!From)
      for (const Block &B : F.Blocks)
        for (const Event &E : B.Events)
          addComponents(Known, E.ResultType.Record);
    else if (Sources.insert(From).second)
      for (const Type &T : From->types())
        addComponents(Known, T.Record);
  }
}

std::string MemberNames::typeFor(const std::string &Member) {
  const std::string Base =
      filledIn(O.StateStruct, stem(Member), /*Capitalised=*/true);
  std::string Name = Base;
  for (unsigned N = 2; !Known.insert(Name).second; ++N)
    Name = Base + std::to_string(N);
  return Name;
}

void MemberNames::collect(FunctionId F) {
  std::set<std::string> &Names = InFunction[F];
  if (!Names.empty())
    return;
  Names.insert(""); // collected
  const Function &Fn = P.function(F);
  for (const Parameter &Param : Fn.Params)
    Names.emplace(Param.Name);
  for (const Local &L : Fn.Locals)
    Names.emplace(L.Name);
  for (const Capture &C : Fn.Captures)
    Names.emplace(C.Name);
  for (const Block &B : Fn.Blocks)
    for (const Event &E : B.Events) {
      addPath(Names, E.Target);
      for (const Argument &A : E.Args)
        addPath(Names, A.From);
      if (E.Receiver)
        addPath(Names, E.Receiver->From);
    }
}

std::string MemberNames::variableFor(const std::string &Member,
                                     const std::vector<FunctionId> &Functions) {
  const std::string Stem = stem(Member);
  const bool Snake = Stem.find('_') != std::string::npos;
  const std::string First =
      filledIn(O.StateParameter, Stem, /*Capitalised=*/false);
  const std::string Second = Snake ? "_" + First : capitalised(First);
  std::vector<std::string> Candidates = {First};
  if (O.StateParameter.find('*') == std::string::npos)
    Candidates.push_back(Stem + Second);
  Candidates.push_back("shared" + Second);
  for (unsigned N = 2; N < 10; ++N)
    Candidates.push_back(First + std::to_string(N));
  for (FunctionId F : Functions)
    collect(F);
  auto Free = std::find_if(
      Candidates.begin(), Candidates.end(), [&](const std::string &Name) {
        return !Known.contains(Name) &&
               std::none_of(
                   Functions.begin(), Functions.end(),
                   [&](FunctionId F) { return InFunction[F].contains(Name); });
      });
  const std::string Name =
      Free == Candidates.end() ? Candidates.front() : *Free;
  for (FunctionId F : Functions)
    InFunction[F].insert(Name);
  return Name;
}

} // namespace cotidy
