//===- Link.cpp - Many summaries, one program -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

namespace {

/// Renumbers one translation unit's files and globals to the program's, and
/// its names where they mean another entity than before.
struct Renumbering {
  std::vector<uint32_t> Files, Globals;
  std::unordered_map<EntityName, std::string> Names;

  void apply(EntityName &Name) const {
    if (Names.empty())
      return;
    if (auto It = Names.find(Name); It != Names.end())
      Name = TextRef(std::string_view(It->second));
  }

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
  /// All but the function's own place.
  void apply(Function &F) const {
    apply(F.Name);
    apply(F.Parent);
    for (EntityName &Base : F.Overrides)
      apply(Base);
    for (Parameter &P : F.Params)
      apply(P.Loc);
    for (Capture &C : F.Captures)
      apply(C.Loc);
    for (Local &L : F.Locals)
      apply(L.Loc);
  }
  void apply(std::vector<Block> &Blocks) const {
    for (Block &B : Blocks) {
      for (Event &E : B.Events) {
        apply(E.Loc);
        apply(E.Target);
        apply(E.Callee);
        for (Argument &A : E.Args)
          apply(A);
        if (E.Receiver)
          apply(*E.Receiver);
      }
      apply(B.End.Loc);
    }
  }
};

/// The bodies of one translation unit in the program's terms.
class Renumbered : public BodySource {
public:
  std::shared_ptr<const BodySource> Of;
  Renumbering To;

  std::vector<Block> blocks(uint32_t Offset) const override {
    std::vector<Block> Blocks = Of->blocks(Offset);
    To.apply(Blocks);
    return Blocks;
  }
  std::vector<Mention> mentions(uint32_t Offset) const override {
    std::vector<Mention> Mentions = Of->mentions(Offset);
    for (Mention &M : Mentions) {
      if (M.Global != None)
        M.Global = M.Global < To.Globals.size() ? To.Globals[M.Global] : None;
      To.apply(M.Callee);
    }
    return Mentions;
  }
  const std::vector<Type> &types() const override { return Of->types(); }
};

} // namespace

/// Two programs of one database may define one name each for itself: then the
/// place tells them apart.
static std::string nameAt(EntityName Name, const SourceFile &File,
                          const Location &L) {
  return Name + "@" + File.Path + ":" + std::to_string(L.Offset);
}

static bool samePlace(const Location &A, const Location &B) {
  return A.File == B.File && A.Offset == B.Offset;
}

/// Two declarations of one variable: the definition knows more.
static void mergeVariable(Variable &Known, const Variable &Other) {
  bool ThreadLocal = Known.ThreadLocal || Other.ThreadLocal;
  bool Constant = Known.Constant || Other.Constant;
  if (Other.Defined && !Known.Defined)
    Known = Other;
  Known.ThreadLocal = ThreadLocal;
  Known.Constant = Constant;
}

/// A template that some unit instantiates says nothing of its own: what else it
/// could be instantiated with is not in the program.
static void dropInstantiated(std::vector<Function> &Functions) {
  auto Key = [](const Location &L) {
    return (static_cast<uint64_t>(L.File) << 32) | L.Offset;
  };
  std::unordered_map<uint64_t, bool> Instantiated;
  for (const Function &F : Functions)
    if (F.Pattern && F.Loc.isValid())
      Instantiated.emplace(Key(F.Loc), false);
  if (Instantiated.empty())
    return;
  for (const Function &F : Functions)
    if (F.Instantiation && F.Loc.isValid())
      if (auto It = Instantiated.find(Key(F.Loc)); It != Instantiated.end())
        It->second = true;
  std::erase_if(Functions, [&](const Function &F) {
    return F.Pattern && F.Loc.isValid() && Instantiated[Key(F.Loc)];
  });
}

/// Hashes of the functions that a unit has or calls.
static std::vector<size_t> namesIn(const TUSummary &Unit) {
  std::vector<size_t> Names;
  for (const Function &F : Unit.Functions) {
    Names.push_back(std::hash<EntityName>()(F.Name));
    for (const Mention &M : F.Blocks.mentions())
      if (!M.Callee.empty())
        Names.push_back(std::hash<std::string_view>()(M.Callee));
  }
  std::sort(Names.begin(), Names.end());
  Names.erase(std::unique(Names.begin(), Names.end()), Names.end());
  return Names;
}

void Program::Impl::merge(std::vector<TUSummary> Units) {
  std::unordered_map<std::string, uint32_t> FileIds;
  std::unordered_map<EntityName, GlobalId> GlobalIds;
  // ByName refers to their names: they must stay where they are.
  size_t MostFunctions = 0;
  for (const TUSummary &Unit : Units)
    MostFunctions += Unit.Functions.size();
  Functions.reserve(MostFunctions);
  for (TUSummary &Unit : Units) {
    const auto Bodies = std::make_shared<Renumbered>();
    Renumbering &To = Bodies->To;
    for (size_t Name : namesIn(Unit))
      NamedIn.emplace_back(Name, this->Units.size());
    for (SourceFile &File : Unit.Files) {
      auto [It, New] = FileIds.try_emplace(File.Path, Files.size());
      if (New)
        Files.push_back(std::move(File));
      To.Files.push_back(It->second);
    }

    auto Tell = [&](EntityName Name, const Location &L, const Location &Known) {
      if (L.isValid() && !samePlace(L, Known))
        To.Names.emplace(Name, nameAt(Name, Files[L.File], L));
    };
    for (Variable &V : Unit.Globals) {
      To.apply(V.Loc);
      if (auto It = GlobalIds.find(V.Name);
          It != GlobalIds.end() && V.Defined && Globals[It->second].Defined)
        Tell(V.Name, V.Loc, Globals[It->second].Loc);
    }
    for (Function &F : Unit.Functions) {
      To.apply(F.Loc);
      if (FunctionId Known = find(F.Name); Known != None && !F.Blocks.empty())
        Tell(F.Name, F.Loc, Functions[Known].Loc);
    }

    for (Variable &V : Unit.Globals) {
      To.apply(V.Name);
      To.apply(V.Parent);
      auto [It, New] = GlobalIds.try_emplace(V.Name, Globals.size());
      To.Globals.push_back(It->second);
      if (New)
        Globals.push_back(V);
      else
        mergeVariable(Globals[It->second], V);
    }
    for (Function &F : Unit.Functions) {
      To.apply(F);
      // An override without a body still leads on to those that have one.
      for (EntityName Base : F.Overrides)
        Overridden[Base].push_back(F.Name);
      if (F.Blocks.empty() || find(F.Name) != None)
        continue;
      if (const std::shared_ptr<const BodySource> &From = F.Blocks.source()) {
        Bodies->Of = From;
        F.Blocks.readFrom(Bodies);
      } else {
        To.apply(F.Blocks.inMemory());
      }
      Functions.push_back(std::move(F));
      ByName.emplace(Functions.back().Name, Functions.size() - 1);
    }
    this->Units.push_back({std::move(Unit.MainFile), To.Files, To.Globals});
    Texts.push_back(std::move(Unit.Texts));
    if (!To.Names.empty())
      Texts.push_back(Bodies);
    Unit = {};
  }
  std::sort(NamedIn.begin(), NamedIn.end());
  dropInstantiated(Functions);
  ByName.clear();
  for (FunctionId F = 0; F < Functions.size(); ++F) {
    ByName.emplace(Functions[F].Name, F);
    if (Functions[F].Initializer)
      Initializers.push_back(F);
  }
}

} // namespace cotidy
