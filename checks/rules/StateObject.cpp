//===- StateObject.cpp - The cure that a note proposes ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateObject.h"
#include "rules/CallerView.h"
#include "rules/ControlFlow.h"
#include "rules/Wording.h"
#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

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

std::string variableName(const Program &P, EventRef Call, const Place &Where,
                         TextRef Otherwise) {
  const Function &Fn = P.function(Call.F);
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
  return Name.empty() ? Otherwise.str() : Name;
}

template <typename T> void addUnique(std::vector<T> &To, const T &What) {
  if (std::find(To.begin(), To.end(), What) == To.end())
    To.push_back(What);
}

Place parameter(uint32_t Index) {
  Place Root;
  Root.Base = Place::Parameter;
  Root.Index = Index;
  return Root;
}

/// Where the caller's variable is a copy already, of a variable of a caller of
/// its own: that call, and so on up.
Passed atSource(const Program &P, Passed Call) {
  std::set<FunctionId> Seen;
  while (Seen.insert(Call.At.F).second) {
    const Place &From = Call.Arg.From;
    const Function &Fn = P.function(Call.At.F);
    if (From.Base != Place::Parameter || !From.isWhole() || Fn.Lambda ||
        Fn.Params[From.Index].Ty.Reference)
      break;
    const std::vector<CallSite> &Calls = P.callers(Call.At.F);
    auto Variable = [&](const CallSite &Site) {
      const Event &E = P.event(Site.At);
      return E.K == Event::Call && From.Index < E.Args.size() &&
             E.Args[From.Index].How == Passing::Value &&
             Passed{Site.At, E.Args[From.Index], {}}.isVariable();
    };
    auto It = std::find_if(Calls.begin(), Calls.end(), Variable);
    if (It == Calls.end())
      break;
    Call = {It->At, P.event(It->At).Args[From.Index], {}};
  }
  return Call;
}

/// Collects what goes by value from one function to coroutines.
class CopiesOfOwner {
public:
  CopiesOfOwner(const Program &P, FunctionId Owner, const Options &O)
      : P(P), Owner(Owner), O(O) {}

  /// With all that belongs to it. \p Name is the variable's where it has none.
  void add(const Place &Variable, TextRef Name, EventRef Call);
  StateObject take() &&;

private:
  uint32_t member(const Place &Variable, TextRef Name, EventRef Call);
  void addCompanions(EventRef Call, FunctionId Taker);
  bool handsOn(FunctionId F, const Place &Root,
               std::set<FunctionId> &Seen) const;
  void follow(FunctionId In, const Place &Variable, uint32_t Member);
  void given(EventRef At, FunctionId C, uint32_t Arg, uint32_t Member);

  const Program &P;
  FunctionId Owner;
  const Options &O;
  StateObject S;
};

uint32_t CopiesOfOwner::member(const Place &Variable, TextRef Name,
                               EventRef Call) {
  for (uint32_t I = 0; I < S.Members.size(); ++I)
    if (S.Members[I].Where == Variable)
      return I;
  S.Members.push_back({variableName(P, Call, Variable, Name), Owner, Variable});
  return S.Members.size() - 1;
}

void CopiesOfOwner::add(const Place &Variable, TextRef Name, EventRef Call) {
  if (std::any_of(S.Members.begin(), S.Members.end(),
                  [&](const auto &M) { return M.Where == Variable; }))
    return;
  follow(Owner, Variable, member(Variable, Name, Call));
}

bool CopiesOfOwner::handsOn(FunctionId F, const Place &Root,
                            std::set<FunctionId> &Seen) const {
  if (!Seen.insert(F).second)
    return false;
  const Function &Fn = P.function(F);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.K != Event::Call)
        continue;
      for (uint32_t A = 0; A < E.Args.size(); ++A) {
        if (!(E.Args[A].From == Root) || E.Args[A].How != Passing::Value)
          continue;
        for (FunctionId C : P.callees({F, B, I}))
          if (P.function(C).Coroutine || handsOn(C, parameter(A), Seen))
            return true;
      }
    }
  return false;
}

/// Everyone who gets the copy that \p In has of a member, or the member.
void CopiesOfOwner::follow(FunctionId In, const Place &Variable,
                           uint32_t Member) {
  const Function &Fn = P.function(In);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      EventRef At{In, B, I};
      const Event &E = P.event(At);
      if (E.K != Event::Call && E.K != Event::Closure)
        continue;
      std::vector<FunctionId> Bodies = P.callees(At);
      if (FunctionId Body = P.find(E.Callee);
          E.K == Event::Closure && Body != None)
        Bodies = {Body};
      for (FunctionId C : Bodies)
        for (uint32_t A = 0; A < E.Args.size(); ++A)
          if (E.Args[A].From == Variable && E.Args[A].LValue)
            given(At, C, A, Member);
    }
}

void CopiesOfOwner::given(EventRef At, FunctionId C, uint32_t Arg,
                          uint32_t Member) {
  const Event &E = P.event(At);
  const bool ByValue = E.Args[Arg].How == Passing::Value;
  Place Root = parameter(Arg);
  if (E.K == Event::Closure)
    Root.Base = Place::Capture;
  std::set<FunctionId> Seen;
  if (!P.function(C).Coroutine &&
      (E.K == Event::Closure || !ByValue || !handsOn(C, Root, Seen)))
    return;
  if (P.function(C).Coroutine)
    addUnique(S.Takers, C);
  if (!ByValue || C == Owner ||
      std::any_of(S.Copies.begin(), S.Copies.end(),
                  [&](const StateObject::Replaced &R) {
                    return R.F == C && R.Root == Root && R.Member == Member;
                  }))
    return;
  S.Copies.push_back({C, Root, Member});
  if (At.F == Owner)
    addCompanions(At, C);
  follow(C, Root, Member);
}

/// In the order of the variables' declarations.
StateObject CopiesOfOwner::take() && {
  auto Key = [&](uint32_t I) {
    const Place &Where = S.Members[I].Where;
    return std::make_tuple(Where.Base, Where.Index, I);
  };
  std::vector<uint32_t> Order(S.Members.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::sort(Order.begin(), Order.end(),
            [&](uint32_t A, uint32_t B) { return Key(A) < Key(B); });
  std::vector<StateObject::Member> Sorted;
  std::vector<uint32_t> Now(Order.size());
  for (uint32_t I : Order) {
    Now[I] = Sorted.size();
    Sorted.push_back(std::move(S.Members[I]));
  }
  S.Members = std::move(Sorted);
  for (StateObject::Replaced &R : S.Copies)
    R.Member = Now[R.Member];
  std::sort(S.Takers.begin(), S.Takers.end());
  return std::move(S);
}

/// What the same call passes too, if the coroutine changes it or another one
/// gets it.
void CopiesOfOwner::addCompanions(EventRef Call, FunctionId Taker) {
  for (const Copy &Other : copiesOf(P, Taker, O))
    for (const Passed &From : passedTo(P, Other)) {
      if (From.At != Call || !From.isVariable())
        continue;
      const std::vector<Access> &Does = P.accesses(Taker);
      if (std::any_of(Does.begin(), Does.end(),
                      [&](const Access &A) {
                        return A.Kind == AccessKind::Write &&
                               isOf(Other, A.Where) && A.Why == Implicit::No;
                      }) ||
          !siblings(P, From, Taker).empty())
        add(From.Arg.From, Other.Name, Call);
    }
}

} // namespace

std::vector<FunctionId> commonOwners(const Program &P,
                                     const std::vector<FunctionId> &Users) {
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
  // The nearest one has the most functions above it.
  std::vector<std::pair<size_t, FunctionId>> ByDistance;
  for (FunctionId C : Common)
    if (!avoids(P, Users, C))
      ByDistance.push_back({withAllRunners(P, C).size(), C});
  std::sort(
      ByDistance.begin(), ByDistance.end(), [](const auto &A, const auto &B) {
        return A.first != B.first ? A.first > B.first : A.second < B.second;
      });
  std::vector<FunctionId> Out;
  Out.reserve(ByDistance.size());
  for (const auto &[Above, C] : ByDistance)
    Out.push_back(C);
  return Out;
}

bool runsOnce(const Program &P, FunctionId F, const Options &O) {
  std::set<FunctionId> Seen;
  while (Seen.insert(F).second) {
    const std::vector<CallSite> &Calls = P.callers(F);
    if (P.function(F).Main)
      return Calls.empty();
    if (Calls.size() != 1 || P.function(F).Virtual || P.function(F).Lambda ||
        P.event(Calls[0].At).K != Event::Call)
      return false;
    EventRef At = Calls[0].At;
    if (ControlFlow(P, At.F, O).mayFollow(At, At))
      return false;
    F = At.F;
  }
  return false;
}

StateObject stateOfGlobals(const Program &P,
                           const std::vector<GlobalId> &Globals,
                           std::vector<FunctionId> Takers, const Options &O,
                           bool Threads) {
  StateObject S;
  S.Threads = Threads;
  std::sort(Takers.begin(), Takers.end());
  S.Takers = std::move(Takers);
  std::vector<FunctionId> Users;
  for (GlobalId G : Globals) {
    Place Where;
    Where.Base = Place::Global;
    Where.Index = G;
    S.Members.push_back({P.globals()[G].Display.str(), None, Where, true});
    for (const Program::GlobalUse &U : P.uses(G))
      if (!U.How->InCallee && !P.function(U.F).Initializer)
        addUnique(Users, U.F);
  }
  for (FunctionId T : S.Takers)
    addUnique(Users, T);

  // The coroutine that runs the others may hold the object.
  std::vector<FunctionId> Owners = commonOwners(P, Users);
  if (S.Takers.size() == 1)
    std::erase(Owners, S.Takers.front());
  auto Owner = std::find_if(Owners.begin(), Owners.end(),
                            [&](FunctionId F) { return runsOnce(P, F, O); });
  if (Owner == Owners.end())
    Owner = std::find_if(Owners.begin(), Owners.end(), [&](FunctionId F) {
      return P.callers(F).size() <= 1 ||
             std::find(S.Takers.begin(), S.Takers.end(), F) == S.Takers.end();
    });
  if (Owner != Owners.end()) {
    S.Owner = *Owner;
    std::erase(S.Takers, S.Owner);
  }
  return S;
}

StateObject stateOfCopies(const Program &P, const Copy &C, const Passed *Call,
                          const Options &O, bool Threads) {
  StateObject S;
  if (Call) {
    const Passed Source = atSource(P, *Call);
    CopiesOfOwner Collect(P, Source.At.F, O);
    Collect.add(Source.Arg.From, C.Name, Source.At);
    S = std::move(Collect).take();
    for (StateObject::Member &M : S.Members)
      M.Found = M.Where == Source.Arg.From;
    for (StateObject::Replaced &R : S.Copies)
      R.Found = R.F == C.Coroutine && R.Root == C.Root;
    S.Owner = Source.At.F;
  } else {
    S.Members.push_back({C.Name.str(), None, {}, true});
    S.Takers.push_back(C.Coroutine);
    S.Copies.push_back({C.Coroutine, C.Root, 0, true});
  }
  S.Threads = Threads;
  return S;
}

/// \p Called: of a constructor its class.
static bool startsThread(std::string_view Called) {
  static const std::vector<std::string> Names = {
      "std::thread",  "std::jthread",        "std::async",    "*thread_pool*",
      "*ThreadPool*", "*ThreadPoolExecutor", "pthread_create"};
  return matchesName(Names, std::string(Called));
}

bool startsThreads(const Function &F) {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Call && E.Why != Implicit::Destructor &&
          startsThread(E.Constructor ? E.CalleeRecord : E.CalleeName))
        return true;
  return false;
}

bool startsThreads(const Program &P) {
  const std::vector<std::string_view> &Called = P.calledNames();
  return std::any_of(Called.begin(), Called.end(), startsThread);
}

std::string StateObject::cure(const Program &P) const {
  std::vector<std::string> Names;
  for (FunctionId T : Takers) {
    addUnique(Names, nameOf(P, T));
  }
  std::vector<std::string> Held;
  for (const Member &M : Members)
    addUnique(Held, M.Name);
  std::string Text = "pass one state object instead: a struct that holds " +
                     quoted(Held) + ", owned by " +
                     (Owner == None ? std::string("whoever starts them")
                                    : "'" + nameOf(P, Owner) + "'");
  for (const StateObject &Other : Others)
    Text += ", another by '" + nameOf(P, Other.Owner) + "'";
  Text += ", taken by " + quoted(Names);
  if (Owner == None && Names.size() == 1)
    Text.replace(Text.find("whoever starts them"), 19, "its caller");
  if (Threads)
    Text += "; with several threads make flags 'std::atomic' members and guard "
            "the rest by a strand or a coroutine mutex";
  return Text;
}

} // namespace cotidy
