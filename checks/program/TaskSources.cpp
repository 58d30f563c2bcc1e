//===- TaskSources.cpp - Where a function's tasks come from ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/TaskSources.h"
#include "program/ProgramImpl.h"

namespace cotidy {

void addTask(Tasks &Into, const Task &T) {
  for (Task &Same : Into)
    if (Same.F == T.F && Same.Call == T.Call) {
      Same.Many |= T.Many;
      return;
    }
  constexpr size_t Enough = 32;
  if (Into.size() < Enough)
    Into.push_back(T);
}

void addTasks(Tasks &Into, const Tasks &From) {
  for (const Task &T : From)
    addTask(Into, T);
}

bool TaskSources::makes(ValueId V, int Depth) const {
  const Event *E = Fl.maker({Place::Value, V, {}});
  return E && !tasksOf(V, Depth).empty();
}

/// The tasks that an event makes, be it a call or the name of a function. With
/// a coroutine come the tasks that it is given to run.
Tasks TaskSources::tasksOf(ValueId Maker, int Depth) const {
  Tasks Made;
  const EventRef At = Fl.definition(Maker);
  if (!At.isValid())
    return Made;
  const Event &E = P.event(At);
  const bool Many = Repeated.contains(Maker);
  auto Add = [&](FunctionId Body) {
    if (P.Functions[Body].Coroutine)
      addTask(Made, {Body, At, Many});
    for (Task T : Summaries[Body].HandedOut) {
      T.Many |= Many;
      addTask(Made, T);
    }
  };
  if (E.K == Event::Call) {
    constexpr int Deepest = 4;
    for (FunctionId Body : Fl.callees(E)) {
      Add(Body);
      if (P.Functions[Body].Coroutine && Depth < Deepest)
        for (const Argument &A : E.Args)
          for (ValueId V : makersIn(A, Depth + 1))
            if (V != Maker && P.event(Fl.definition(V)).K == Event::Call)
              addTasks(Made, tasksOf(V, Depth + 1));
    }
  } else if (FunctionId Body = P.find(E.Callee); Body != None) {
    Add(Body);
    if (Made.empty()) // an ordinary function, for a thread to run
      addTask(Made, {Body, At, Many});
  }
  return Made;
}

/// Coroutines count more than the handlers that are passed beside them.
Tasks TaskSources::tasksOf(const std::vector<ValueId> &Makers) const {
  Tasks All, Coroutines;
  for (ValueId V : Makers)
    for (const Task &T : tasksOf(V)) {
      addTask(All, T);
      if (P.Functions[T.F].Coroutine)
        addTask(Coroutines, T);
    }
  return Coroutines.empty() ? All : Coroutines;
}

std::vector<ValueId> TaskSources::makersIn(const Argument &A, int Depth) const {
  PlaceSet Objects = Fl.referents(A);
  unite(Objects, Fl.held(A));
  unite(Objects, Fl.contents(Objects));
  std::vector<ValueId> Makers;
  for (const Place &Pl : Objects)
    if (Fl.maker(Pl) && makes(Pl.Index, Depth))
      Makers.push_back(Pl.Index);
  return Makers;
}

std::vector<ValueId> TaskSources::makersIn(ValueId V) const {
  Argument A;
  A.Val = V;
  return makersIn(A);
}

/// Does the argument bring all tasks that it refers to, not one of them?
bool TaskSources::holdsMany(const Argument &A) const {
  for (const Place &Pl : Fl.referents(A)) {
    if (!Pl.isWhole())
      return true;
    if (const Type *T = Fl.typeOf(Pl); T && T->Class == TypeClass::Container)
      return true;
  }
  const EventRef Made = Fl.definition(A.Val);
  if (!Made.isValid())
    return false;
  const Event &E = P.event(Made);
  return E.ResultType.Class == TypeClass::Container ||
         (E.K == Event::Op && E.Text == "aggregate");
}

} // namespace cotidy
