//===- Link.cpp - Many summaries, one program -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramImpl.h"

namespace cotidy {

namespace {

/// Renumbers one translation unit's files and globals to the program's.
struct Renumbering {
  std::vector<uint32_t> Files, Globals;

  void apply(Location &L) const {
    L.File = L.File < Files.size() ? Files[L.File] : None;
    if (L.SpellingFile != None)
      L.SpellingFile =
          L.SpellingFile < Files.size() ? Files[L.SpellingFile] : None;
  }
  void apply(Place &P) const {
    if (P.Base != Place::Global)
      return;
    if (P.Index < Globals.size())
      P.Index = Globals[P.Index];
    else
      P = {};
  }
  void apply(Argument &A) const {
    apply(A.From);
    apply(A.Loc);
  }
  void apply(Function &F) const {
    apply(F.Loc);
    for (Parameter &P : F.Params)
      apply(P.Loc);
    for (Capture &C : F.Captures)
      apply(C.Loc);
    for (Local &L : F.Locals)
      apply(L.Loc);
    for (Block &B : F.Blocks) {
      for (Event &E : B.Events) {
        apply(E.Loc);
        apply(E.Target);
        for (Argument &A : E.Args)
          apply(A);
        if (E.Receiver)
          apply(*E.Receiver);
      }
      apply(B.End.Loc);
    }
  }
};

} // namespace

/// Two declarations of one variable: the definition knows more.
static void mergeVariable(Variable &Known, Variable Other) {
  bool ThreadLocal = Known.ThreadLocal || Other.ThreadLocal;
  bool Constant = Known.Constant || Other.Constant;
  if (Other.Defined && !Known.Defined)
    Known = std::move(Other);
  Known.ThreadLocal = ThreadLocal;
  Known.Constant = Constant;
}

void Program::Impl::merge(std::vector<TUSummary> Units) {
  std::unordered_map<std::string, uint32_t> FileIds;
  std::unordered_map<EntityName, GlobalId> GlobalIds;
  for (TUSummary &Unit : Units) {
    Renumbering To;
    for (SourceFile &File : Unit.Files) {
      auto [It, New] = FileIds.try_emplace(File.Path, Files.size());
      if (New)
        Files.push_back(std::move(File));
      To.Files.push_back(It->second);
    }
    for (Variable &V : Unit.Globals) {
      To.apply(V.Loc);
      auto [It, New] = GlobalIds.try_emplace(V.Name, Globals.size());
      To.Globals.push_back(It->second);
      if (New)
        Globals.push_back(std::move(V));
      else
        mergeVariable(Globals[It->second], std::move(V));
    }
    for (Function &F : Unit.Functions) {
      // An override without a body still leads on to those that have one.
      for (const EntityName &Base : F.Overrides)
        Overridden[Base].push_back(F.Name);
      if (F.Blocks.empty() ||
          !ByName.try_emplace(F.Name, Functions.size()).second)
        continue;
      To.apply(F);
      Functions.push_back(std::move(F));
    }
  }
}

} // namespace cotidy
