//===- StateObject.cpp - The cure that a note proposes ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateObject.h"
#include "rules/CallerView.h"
#include "rules/Wording.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

/// Whoever calls \p F, and the function around it where it is a lambda.
std::set<FunctionId> runners(const Program &P, FunctionId F) {
  std::set<FunctionId> Out;
  for (const CallSite &Site : P.callers(F))
    if (Site.At.F != F && !P.function(Site.At.F).Initializer)
      Out.insert(Site.At.F);
  if (P.function(F).Lambda) {
    FunctionId Parent = P.find(P.function(F).Parent);
    if (Parent != None)
      Out.insert(Parent);
  }
  return Out;
}

std::set<FunctionId> withAllRunners(const Program &P, FunctionId F) {
  std::set<FunctionId> Seen;
  std::vector<FunctionId> Work{F};
  while (!Work.empty()) {
    FunctionId X = Work.back();
    Work.pop_back();
    if (!Seen.insert(X).second)
      continue;
    for (FunctionId R : runners(P, X))
      Work.push_back(R);
  }
  return Seen;
}

/// Can one of \p From be entered without passing \p Gate?
bool avoids(const Program &P, const std::vector<FunctionId> &From,
            FunctionId Gate) {
  std::set<FunctionId> Seen;
  std::vector<FunctionId> Work(From);
  while (!Work.empty()) {
    FunctionId X = Work.back();
    Work.pop_back();
    if (X == Gate || !Seen.insert(X).second)
      continue;
    std::set<FunctionId> Up = runners(P, X);
    if (Up.empty())
      return true;
    Work.insert(Work.end(), Up.begin(), Up.end());
  }
  return false;
}

std::string variableName(const Program &P, const Passed &From, const Copy &C) {
  const Function &Fn = P.function(From.At.F);
  const Place &Where = From.Arg.From;
  std::string Name;
  if (Where.Base == Place::Local)
    Name = Fn.Locals[Where.Index].Name;
  else if (Where.Base == Place::Parameter)
    Name = Fn.Params[Where.Index].Name;
  else if (Where.Base == Place::Capture)
    Name = Fn.Captures[Where.Index].Name;
  else if (Where.Base == Place::Global)
    Name = P.globals()[Where.Index].Display;
  for (const PathElement &E : Where.Path)
    if (E.K == PathElement::Field)
      Name = E.Name;
  return Name.empty() ? C.Name : Name;
}

} // namespace

FunctionId commonOwner(const Program &P, const std::vector<FunctionId> &Users,
                       const std::vector<FunctionId> &Excluded) {
  std::set<FunctionId> Common;
  for (FunctionId U : Users) {
    std::set<FunctionId> Up = withAllRunners(P, U);
    if (U == Users.front()) {
      Common = std::move(Up);
      continue;
    }
    std::set<FunctionId> Both;
    std::set_intersection(Common.begin(), Common.end(), Up.begin(), Up.end(),
                          std::inserter(Both, Both.end()));
    Common = std::move(Both);
  }
  for (FunctionId X : Excluded)
    Common.erase(X);

  FunctionId Best = None;
  size_t Most = 0;
  for (FunctionId C : Common) {
    if (avoids(P, Users, C))
      continue;
    // The nearest one has the most functions above it.
    size_t Above = withAllRunners(P, C).size();
    if (Above > Most) {
      Most = Above;
      Best = C;
    }
  }
  return Best;
}

StateObject stateOfCopies(const Program &P, const Copy &C, const Passed *Call,
                          const Options &O, bool Threads) {
  StateObject S;
  S.Threads = Threads;
  S.Takers.push_back(C.Coroutine);
  if (!Call) {
    S.Members.push_back(C.Name);
    return S;
  }
  S.Owner = Call->At.F;
  for (const Copy &Other : copiesOf(P, C.Coroutine, O))
    for (const Passed &From : passedTo(P, Other)) {
      if (From.At != Call->At || !From.isVariable())
        continue;
      bool Changed = std::any_of(
          P.accesses(C.Coroutine).begin(), P.accesses(C.Coroutine).end(),
          [&](const Access &A) {
            return A.Kind == AccessKind::Write && isOf(Other, A.Where);
          });
      std::vector<Sibling> Others = siblings(P, From, C.Coroutine);
      if (!(Other.Root == C.Root) && !Changed && Others.empty())
        continue;
      S.Members.push_back(variableName(P, From, Other));
      for (const Sibling &Sib : Others)
        if (std::find(S.Takers.begin(), S.Takers.end(), Sib.F) ==
            S.Takers.end())
          S.Takers.push_back(Sib.F);
    }
  std::sort(S.Takers.begin(), S.Takers.end());
  return S;
}

bool startsThreads(const Program &P) {
  static const std::vector<std::string> Names = {
      "std::thread",  "std::jthread",        "std::async",    "*thread_pool*",
      "*ThreadPool*", "*ThreadPoolExecutor", "pthread_create"};
  for (const Function &F : P.functions())
    for (const Block &B : F.Blocks)
      for (const Event &E : B.Events)
        if (E.K == Event::Call && E.Why != Implicit::Destructor &&
            (E.Constructor ? matchesName(Names, E.CalleeRecord)
                           : matchesName(Names, E.CalleeName)))
          return true;
  return false;
}

std::string StateObject::cure(const Program &P) const {
  std::vector<std::string> Names;
  for (FunctionId T : Takers) {
    std::string Name = nameOf(P, T);
    if (std::find(Names.begin(), Names.end(), Name) == Names.end())
      Names.push_back(Name);
  }
  std::string Text = "pass one state object instead: a struct that holds " +
                     quoted(Members) + ", owned by " +
                     (Owner == None ? std::string("whoever starts them")
                                    : "'" + nameOf(P, Owner) + "'") +
                     ", taken by " + quoted(Names);
  if (Owner == None && Names.size() == 1)
    Text.replace(Text.find("whoever starts them"), 19, "its caller");
  if (Threads)
    Text += "; with several threads make flags 'std::atomic' members and guard "
            "the rest by a strand or a coroutine mutex";
  return Text;
}

} // namespace cotidy
