//===- Tasks.cpp - How one function runs its tasks ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Forward over the function's blocks go the tasks that may be underway: those
// made and not consumed yet, and those started and not waited for. Whatever
// starts while another one runs, runs beside it.
//
//===----------------------------------------------------------------------===//

#include "program/Tasks.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "program/TaskSources.h"
#include <algorithm>
#include <set>

namespace cotidy {

/// The name of what is called; of a function object that is a whole global, the
/// variable's.
static TextRef calledName(const Program::Impl &P, TextRef CalleeName,
                          uint32_t Global) {
  return Global != None && lastComponent(CalleeName) == "operator()"
             ? P.Globals[Global].Display
             : CalleeName;
}

static TextRef calledName(const Program::Impl &P, const Event &Call) {
  return calledName(P, Call.CalleeName, calledGlobal(Call));
}

TaskNames::Kind TaskNames::kind(const Program::Impl &P, const Event &Call) {
  return kind(calledName(P, Call));
}

TaskNames::Kind TaskNames::kind(const Program::Impl &P, const Mention &Call) {
  return kind(calledName(P, Call.CalleeName, Call.Global));
}

TaskNames::Kind TaskNames::kind(std::string_view Name) {
  auto [It, New] = Known.try_emplace(Name, Other);
  if (New)
    It->second = matchesName(O.Combinators, Name) ? Combinator
                 : matchesName(O.Spawners, Name)  ? Spawner
                 : matchesName(O.Joins, Name)     ? Join
                                                  : Other;
  return It->second;
}

namespace {

/// Tasks that one event starts and leaves running.
struct Start {
  EventRef At;
  Tasks What;
  std::vector<ValueId> Makers;  ///< whose awaiting waits for them
  bool Eager = false;           ///< no more than a call of an eager coroutine
  std::vector<uint32_t> Params; ///< … and parameters' tasks
};

class TaskFollower {
public:
  TaskFollower(const Program::Impl &P, FunctionId F, const Options &O,
               TaskNames &Names, const std::vector<TaskSummary> &Summaries)
      : P(P), Fl(P.flow(F)), Fn(P.Functions[F]), Me(F), O(O), Names(Names),
        Summaries(Summaries), Sources(P, Fl, Summaries) {}

  TaskResult run();

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const FunctionId Me;
  const Options &O;
  TaskNames &Names;
  const std::vector<TaskSummary> &Summaries;
  TaskSources Sources;
  TaskResult Result;
  std::map<std::pair<uint32_t, uint32_t>, Start> Starts; ///< by block, index

  /// What may be underway: values of makers, and starts.
  struct State {
    std::set<ValueId> Made;
    std::set<EventRef> Running;
    bool operator==(const State &) const = default;
  };

  /// Indices of Result.Pairs, by the two functions.
  std::map<std::pair<FunctionId, FunctionId>, std::vector<size_t>> Paired;

  std::unordered_map<ValueId, std::vector<uint32_t>> Holders;

  const std::vector<uint32_t> &holders(ValueId V);
  void findStarts();
  bool saturated(FunctionId A, FunctionId B) const;
  bool waitsFor(EventRef Started, const std::vector<ValueId> &Makers) const;
  void take(const Argument &A, Start &S) const;
  void findStart(EventRef At, const Event &E);
  void step(EventRef At, const Event &E, State &S, bool Report);
  void pair(const Task &A, const Task &B, const Event &At, std::string How,
            bool Own = false);
  void combine(const Event &E);
  void beside(const Tasks &New, const State &S, const Event &At,
              const std::vector<ValueId> &Consumed, EventRef Now);
  std::string display(FunctionId F) const;
};

std::string TaskFollower::display(FunctionId F) const {
  return P.Functions[F].Lambda ? "the lambda"
                               : "'" + P.Functions[F].Display + "'";
}

/// Flow::holders, asked once.
const std::vector<uint32_t> &TaskFollower::holders(ValueId V) {
  auto [It, New] = Holders.try_emplace(V);
  if (New)
    It->second = Fl.holders(V);
  return It->second;
}

/// A few pairs of two functions say it all; each call with each would be many.
bool TaskFollower::saturated(FunctionId A, FunctionId B) const {
  constexpr size_t Enough = 16;
  auto It = Paired.find({A, B});
  return It != Paired.end() && It->second.size() >= Enough;
}

void TaskFollower::pair(const Task &A, const Task &B, const Event &At,
                        std::string How, bool Own) {
  if (saturated(A.F, B.F))
    return;
  std::vector<size_t> &Same = Paired[{A.F, B.F}];
  for (size_t I : Same)
    if (Result.Pairs[I].CallA == A.Call && Result.Pairs[I].CallB == B.Call)
      return;
  Same.push_back(Result.Pairs.size());
  Result.Pairs.push_back({A.F, B.F, A.Call, B.Call, At.Loc, std::move(How)});
  Result.Own.push_back(Own);
}

/// A combinator runs what its arguments bring, all at once.
void TaskFollower::combine(const Event &E) {
  const std::string Name(lastComponent(calledName(P, E)));
  const std::string How = "'" + Name + "' runs both";
  // One callable for each of many elements.
  const bool Each = Name.find("for_each") != Name.npos;
  const bool Range =
      Name.find("ange") != Name.npos || Name.find("Windowed") != Name.npos;
  std::vector<std::pair<Tasks, bool>> Groups;
  for (const Argument &A : E.Args) {
    const std::vector<ValueId> Makers = Sources.makersIn(A);
    Tasks Brought = Sources.tasksOf(Makers);
    for (ValueId V : Makers)
      if (Each || (Range && Fl.maker({Place::Value, V, {}})->K != Event::Call))
        for (Task &T : Brought)
          T.Many = true;
    if (!Brought.empty())
      Groups.push_back({std::move(Brought), Sources.holdsMany(A)});
  }
  for (size_t I = 0; I < Groups.size(); ++I) {
    const auto &[Brought, All] = Groups[I];
    for (size_t A = 0; A < Brought.size(); ++A) {
      if (Brought[A].Many)
        pair(Brought[A], Brought[A], E, "'" + Name + "' runs several of it");
      for (size_t B = A + 1; All && B < Brought.size(); ++B)
        pair(Brought[A], Brought[B], E, How);
      for (size_t J = I + 1; J < Groups.size(); ++J)
        for (const Task &T : Groups[J].first)
          pair(Brought[A], T, E, How);
    }
  }
}

/// An argument's tasks start, be they made here or a caller's.
void TaskFollower::take(const Argument &A, Start &S) const {
  for (ValueId V : Sources.makersIn(A))
    S.Makers.push_back(V);
  for (const PlaceSet &Set : {Fl.referents(A), Fl.held(A)})
    for (const Place &Pl : Set)
      if (Pl.Base == Place::Parameter)
        S.Params.push_back(Pl.Index);
}

void TaskFollower::findStart(EventRef At, const Event &E) {
  if (E.K != Event::Call)
    return;
  const TaskNames::Kind Kind = Names.kind(P, E);
  if (Kind != TaskNames::Spawner && Kind != TaskNames::Other)
    return;
  Start S;
  S.At = At;
  if (Kind == TaskNames::Spawner) {
    for (const Argument &A : E.Args)
      take(A, S);
    if (E.Args.empty() && E.Receiver)
      take(*E.Receiver, S);
    S.What = Sources.tasksOf(S.Makers);
  }
  // What is no spawner by its name may be one by what it does.
  if (S.What.empty())
    for (FunctionId Callee : Fl.callees(E)) {
      const Function &Body = P.Functions[Callee];
      for (uint32_t Index : Summaries[Callee].StartsParams)
        if (Index < E.Args.size())
          take(E.Args[Index], S);
      addTasks(S.What, Sources.tasksOf(S.Makers));
      addTasks(S.What, Summaries[Callee].LeftRunning);
      if (Body.Coroutine && !Body.LazyStart && P.EffectsOf[Callee].Suspends) {
        addTasks(S.What, Sources.tasksOf(E.Result));
        S.Makers.push_back(E.Result);
        S.Eager = true;
      }
    }
  if (S.What.empty() && S.Params.empty())
    return;
  for (const Task &T : S.What)
    Result.Started.push_back(T.F);
  Starts.emplace(std::pair(At.Block, At.Index), std::move(S));
}

void TaskFollower::findStarts() {
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      findStart({Me, B, I}, Fn.Blocks[B].Events[I]);
}

/// Is what was started there one of the tasks that are waited for?
bool TaskFollower::waitsFor(EventRef Started,
                            const std::vector<ValueId> &Makers) const {
  const Start &Earlier = Starts.at({Started.Block, Started.Index});
  return std::any_of(
      Earlier.Makers.begin(), Earlier.Makers.end(), [&](ValueId V) {
        return std::find(Makers.begin(), Makers.end(), V) != Makers.end();
      });
}

/// Pairs what begins to run here, by the start \p Now if any, with what runs
/// already.
void TaskFollower::beside(const Tasks &New, const State &S, const Event &At,
                          const std::vector<ValueId> &Consumed, EventRef Now) {
  for (EventRef Other : S.Running) {
    if (Other == Now || waitsFor(Other, Consumed))
      continue;
    for (const Task &A : Starts.at({Other.Block, Other.Index}).What)
      for (const Task &B : New)
        if (!saturated(A.F, B.F))
          pair(A, B, At,
               display(A.F) + " still runs when " +
                   (A.F == B.F ? "it is started again"
                               : display(B.F) + " starts"));
  }
}

void TaskFollower::step(EventRef At, const Event &E, State &S, bool Report) {
  auto Consume = [&](const std::vector<ValueId> &Makers) {
    for (ValueId V : Makers)
      S.Made.erase(V);
  };
  auto Wait = [&](const std::vector<ValueId> &Makers) {
    Consume(Makers);
    std::erase_if(S.Running,
                  [&](EventRef Other) { return waitsFor(Other, Makers); });
  };
  switch (E.K) {
  case Event::Suspend: {
    if (E.Suspending == SuspendKind::Initial)
      return;
    std::vector<ValueId> Awaited;
    for (ValueId V : E.Operands)
      for (ValueId M : Sources.makersIn(V))
        Awaited.push_back(M);
    if (Report && suspends(E, O)) {
      beside(Sources.tasksOf(Awaited), S, E, Awaited, {});
      for (EventRef Other : S.Running)
        if (!waitsFor(Other, Awaited))
          for (const Task &T : Starts.at({Other.Block, Other.Index}).What)
            if (!saturated(T.F, Me))
              pair(T, {Me, {}, false}, E,
                   display(Me) + " goes on while " + display(T.F) + " runs",
                   /*Own=*/true);
    }
    return Wait(Awaited);
  }
  case Event::ScopeEnd: {
    if (E.Target.Base != Place::Local)
      return;
    std::vector<ValueId> Ended;
    for (ValueId V : S.Made)
      if (holders(V) == std::vector<uint32_t>{E.Target.Index})
        Ended.push_back(V);
    Consume(Ended);
    // Its destructor joins.
    if (lastComponent(Fn.Locals[E.Target.Index].Ty.Record) == "jthread") {
      Argument A;
      A.How = Passing::Reference;
      A.From = {Place::Local, E.Target.Index, {}};
      Wait(Sources.makersIn(A));
    }
    return;
  }
  case Event::Call:
    break;
  default:
    return;
  }

  const TaskNames::Kind Kind = Names.kind(P, E);
  if (Kind == TaskNames::Combinator) {
    if (Report)
      combine(E);
    for (const Argument &A : E.Args)
      Consume(Sources.makersIn(A));
    return;
  }
  if (Kind == TaskNames::Join) {
    std::vector<ValueId> Run;
    for (const Argument &A : E.Args)
      for (ValueId V : Sources.makersIn(A))
        Run.push_back(V);
    if (Report)
      beside(Sources.tasksOf(Run), S, E, Run, {});
    Consume(Run);
    S.Running.clear();
    return;
  }
  if (auto It = Starts.find({At.Block, At.Index}); It != Starts.end()) {
    const Start &Now = It->second;
    if (Report) {
      beside(Now.What, S, E, {}, At);
      for (size_t A = 0; A < Now.What.size(); ++A)
        if (S.Running.contains(At) || Now.What[A].Many)
          for (size_t B = A; B < Now.What.size(); ++B)
            pair(Now.What[A], Now.What[B], E,
                 display(Now.What[A].F) + " is started in a loop");
    }
    if (!Now.Eager)
      Consume(Now.Makers);
    S.Running.insert(At);
  }
  if (E.Result != None && Sources.makes(E.Result)) {
    if (!S.Made.insert(E.Result).second)
      Sources.repeat(E.Result);
  }
}

TaskResult TaskFollower::run() {
  findStarts();
  std::vector<std::optional<State>> Entry(Fn.Blocks.size());
  std::vector<uint32_t> Open{0};
  Entry[0] = State();
  while (!Open.empty()) {
    const uint32_t B = Open.back();
    Open.pop_back();
    State S = *Entry[B];
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      step({Me, B, I}, Fn.Blocks[B].Events[I], S, /*Report=*/false);
    for (uint32_t To : Fn.Blocks[B].End.Succs) {
      if (To >= Fn.Blocks.size())
        continue;
      if (!Entry[To]) {
        Entry[To] = S;
        Open.push_back(To);
        continue;
      }
      const State Before = *Entry[To];
      Entry[To]->Made.insert(S.Made.begin(), S.Made.end());
      Entry[To]->Running.insert(S.Running.begin(), S.Running.end());
      if (!(*Entry[To] == Before))
        Open.push_back(To);
    }
  }
  // Now that it is known what is made repeatedly.
  Starts.clear();
  Result.Started.clear();
  findStarts();
  std::set<EventRef> Left;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    if (!Entry[B])
      continue;
    State S = *Entry[B];
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      step({Me, B, I}, E, S, /*Report=*/true);
      if (E.K == Event::Return)
        for (ValueId V : E.Operands)
          for (ValueId M : Sources.makersIn(V))
            if (!Fn.Coroutine)
              for (const Task &T : Sources.tasksOf(M))
                addTask(Result.Summary.HandedOut, T);
    }
    if (Fn.Blocks[B].End.Succs.empty())
      Left.insert(S.Running.begin(), S.Running.end());
  }
  for (EventRef At : Left) {
    const Start &S = Starts.at({At.Block, At.Index});
    for (const Task &T : S.What) {
      const bool Returned =
          S.Eager && std::any_of(Result.Summary.HandedOut.begin(),
                                 Result.Summary.HandedOut.end(),
                                 [&](const Task &H) { return H.F == T.F; });
      if (!Returned)
        addTask(Result.Summary.LeftRunning, T);
    }
    for (uint32_t Index : S.Params)
      if (std::find(Result.Summary.StartsParams.begin(),
                    Result.Summary.StartsParams.end(),
                    Index) == Result.Summary.StartsParams.end())
        Result.Summary.StartsParams.push_back(Index);
  }
  return std::move(Result);
}

/// Is there anything in a function's text that has to do with tasks?
bool hasTasks(const Program::Impl &P, FunctionId F, TaskNames &Names,
              const std::vector<TaskSummary> &Summaries) {
  auto Matters = [&](FunctionId Body) {
    return P.Functions[Body].Coroutine || Summaries[Body].any();
  };
  for (FunctionId Body : P.Edges[F])
    if (Matters(Body))
      return true;
  if (P.Edges[F].empty() && P.Functions[F].Params.empty())
    return false;
  const std::vector<Mention> Mentions = P.Functions[F].Blocks.mentions();
  return std::any_of(Mentions.begin(), Mentions.end(), [&](const Mention &M) {
    return M.IsCall && Names.kind(P, M) == TaskNames::Spawner;
  });
}

} // namespace

TaskResult followTasks(const Program::Impl &P, FunctionId F, const Options &O,
                       TaskNames &Names,
                       const std::vector<TaskSummary> &Summaries) {
  if (!hasTasks(P, F, Names, Summaries))
    return {};
  return TaskFollower(P, F, O, Names, Summaries).run();
}

} // namespace cotidy
