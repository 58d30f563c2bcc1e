//===- Relevance.cpp - Which names matter to coroutines -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Relevance.h"
#include "program/LibraryModel.h"
#include "rules/StateObject.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <unordered_map>
#include <unordered_set>

using namespace llvm;

namespace cotidy {

namespace {

using NameSet = std::unordered_set<EntityName>;

/// How much of a function's text matters.
enum class Reach : uint8_t {
  Nothing,
  Connected, ///< what its relevant events have to do with
  Objects,   ///< what it is given, too
  All,
};

struct Body {
  const Function *Fn;
  const TUSummary *Unit;
  Reach Of = Reach::Nothing;
  bool Caller = false; ///< itself to be looked for by name
};

/// What an event has to do with: values, and objects by their roots.
class Parties {
public:
  explicit Parties(const TUSummary &Unit) : Unit(Unit) {}

  static uint64_t value(ValueId V) { return uint64_t(7) << 32 | V; }
  static uint64_t root(const Place &P) {
    return P.Base == Place::Value
               ? value(P.Index)
               : uint64_t(P.Base) << 32 | (P.Base == Place::This ? 0 : P.Index);
  }

  /// A constant connects nothing.
  bool isConnecting(const Place &P) const {
    return P.Base != Place::Unknown &&
           !(P.Base == Place::Global &&
             (P.Index >= Unit.Globals.size() || Unit.Globals[P.Index].System));
  }

  template <typename Callback> void each(const Event &E, Callback Do) const {
    auto AddValue = [&](ValueId V) {
      if (V != None)
        Do(value(V));
    };
    auto AddPlace = [&](const Place &P) {
      if (isConnecting(P))
        Do(root(P));
    };
    auto AddArgument = [&](const Argument &A) {
      AddValue(A.Val);
      AddPlace(A.From);
    };
    AddValue(E.Result);
    AddPlace(E.Target);
    for (ValueId V : E.Operands)
      AddValue(V);
    AddValue(E.Indirect);
    if (E.Receiver)
      AddArgument(*E.Receiver);
    for (const Argument &A : E.Args)
      AddArgument(A);
  }

private:
  const TUSummary &Unit;
};

std::string last(StringRef Qualified) {
  return std::string(lastComponent(std::string_view(Qualified)));
}

/// Is it called without its name being written?
bool isUnnamed(StringRef Name) {
  return Name.starts_with("~") || Name.starts_with("operator") ||
         Name == "begin" || Name == "end";
}

class Search {
public:
  Search(const std::vector<const TUSummary *> &Units,
         const std::set<std::string> &Included)
      : Included(Included) {
    for (const TUSummary *Unit : Units)
      if (Unit)
        add(*Unit);
  }

  Relevance run() {
    for (Body &B : Bodies)
      if (B.Fn->Coroutine) {
        Out.Any = true;
        raise(B, Reach::All);
        call(B);
      }
    if (!Out.Any)
      return std::move(Out);
    // Names bring in functions, functions bring in names.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (Body &B : Bodies)
        Changed |= visit(B);
    }
    return std::move(Out);
  }

private:
  const std::set<std::string> &Included;
  std::vector<Body> Bodies;
  std::unordered_map<EntityName, std::vector<size_t>> ByName;
  std::unordered_map<EntityName, std::vector<EntityName>> Overriders;
  NameSet Callers; ///< functions whose callers matter
  NameSet Globals; ///< that matter
  std::set<std::string> UsedNames;
  Relevance Out;

  void add(const TUSummary &Unit) {
    for (const Function &F : Unit.Functions) {
      for (EntityName Base : F.Overrides)
        Overriders[Base].push_back(F.Name);
      if (F.Blocks.empty())
        continue;
      std::vector<size_t> &Same = ByName[F.Name];
      const bool Known = any_of(Same, [&](size_t I) {
        const Body &B = Bodies[I];
        return B.Fn->Loc.Offset == F.Loc.Offset &&
               pathOf(*B.Unit, B.Fn->Loc) == pathOf(Unit, F.Loc);
      });
      if (Known)
        continue;
      Same.push_back(Bodies.size());
      Bodies.push_back({&F, &Unit});
      Out.StartsThreads |= startsThreads(F);
    }
  }

  static StringRef pathOf(const TUSummary &Unit, const Location &L) {
    return L.File < Unit.Files.size() ? StringRef(Unit.Files[L.File].Path)
                                      : StringRef();
  }

  /// Can another file name it? What has no linkage and lies in a file that
  /// nothing includes cannot be.
  bool isReachable(const TUSummary &Unit, const EntityName &Name,
                   const Location &L) const {
    const StringRef Path = pathOf(Unit, L);
    return StringRef(Name).starts_with("c:@") || Path != Unit.MainFile ||
           Included.contains(Path.str());
  }

  bool raise(Body &B, Reach To) {
    if (B.Of >= To)
      return false;
    B.Of = To;
    return true;
  }

  /// Its callers matter.
  bool call(Body &B) {
    if (B.Caller)
      return false;
    B.Caller = true;
    const Function &F = *B.Fn;
    Callers.insert(F.Name);
    for (EntityName Base : F.Overrides)
      Callers.insert(Base);
    if (F.Main || F.Lambda || F.Initializer ||
        !isReachable(*B.Unit, F.Name, F.Loc))
      return true;
    const std::string Name = last(F.Display);
    if (F.ConstructorFn || F.DestructorFn || isUnnamed(Name)) {
      if (!F.Record.empty())
        Out.Seen.insert(last(F.Record));
      else
        unnamed(F, Out.Seen);
    } else {
      // What overrides may be called by its base's users.
      UsedNames.insert(Name);
      Out.Used.insert({F.Virtual ? "" : last(F.Record), Name});
    }
    return true;
  }

  /// A free operator: by the classes that it is for.
  static void unnamed(const Function &F, std::set<std::string> &Into) {
    bool Found = false;
    for (const Parameter &P : F.Params)
      if (!P.Ty.Record.empty() && !P.Ty.System) {
        Into.insert(last(P.Ty.Record));
        Found = true;
      }
    if (!Found)
      Into.insert(isUnnamed(last(F.Display)) ? "operator" : last(F.Display));
  }

  bool use(const Variable &V, const TUSummary &Unit) {
    if (V.System || (V.Constant && V.Ty.Class != TypeClass::Pointer &&
                     V.Ty.Class != TypeClass::SmartPointer &&
                     V.Ty.Class != TypeClass::View && !V.Ty.Reference))
      return false;
    if (!Globals.insert(V.Name).second)
      return false;
    if (V.Where != Variable::StaticLocal && isReachable(Unit, V.Name, V.Loc))
      Out.Used.insert({"", last(V.Display)});
    return true;
  }

  /// The bodies that a call may run are to be known.
  bool follow(const Event &E, Reach How) {
    bool Changed = false;
    if (E.Callee.empty()) {
      if (E.K == Event::Call && E.Indirect == None && !E.CalleeName.empty())
        Out.Defined.insert({"", last(E.CalleeName)});
      return false;
    }
    if (E.CalleeSystem || E.CalleeStd)
      return false;
    std::vector<EntityName> Open{E.Callee};
    NameSet Seen{E.Callee};
    bool Found = false;
    while (!Open.empty()) {
      const EntityName Name = Open.back();
      Open.pop_back();
      if (auto It = ByName.find(Name); It != ByName.end())
        for (size_t I : It->second) {
          Found = true;
          Changed |= raise(Bodies[I], How);
        }
      if (auto It = Overriders.find(Name); E.Virtual && It != Overriders.end())
        for (EntityName Further : It->second)
          if (Seen.insert(Further).second)
            Open.push_back(Further);
    }
    if (E.K == Event::Closure)
      return Changed;
    const std::string Name = last(E.CalleeName);
    const bool External = StringRef(E.Callee).starts_with("c:@");
    if ((Found && !External) || Name.empty())
      return Changed;
    // Another program of the same files may have a body, too.
    const std::string Class = last(E.CalleeRecord);
    if (E.Constructor || StringRef(Name).starts_with("~"))
      Out.Defined.insert({"", Class});
    else if (isUnnamed(Name))
      Out.Defined.insert({Class, "operator"});
    else
      Out.Defined.insert({Class, Name});
    // A destructor or operator may be overridden under another class's name.
    if (E.Virtual && isUnnamed(Name) && !Class.empty())
      Out.Seen.insert(Class);
    return Changed;
  }

  void member(const Body &B, const Place &P) {
    const Function &F = *B.Fn;
    TextRef Class;
    if (P.Base == Place::This || (P.Base == Place::Capture && P.throughDeref()))
      Class = F.Record;
    if (P.Base == Place::Capture && P.Index < F.Captures.size())
      Class = F.Captures[P.Index].Ty.Record;
    if (P.Base == Place::Parameter && P.Index < F.Params.size())
      Class = F.Params[P.Index].Ty.Record;
    auto Field = find_if(
        P.Path, [](const PathElement &E) { return E.K == PathElement::Field; });
    if (Field != P.Path.end() && !Class.empty())
      Out.Members.emplace(last(Class), Field->Name);
  }

  bool callsRelevant(const Event &E) const {
    if (!E.Callee.empty())
      return Callers.contains(E.Callee);
    // In a template only what is written is known.
    return E.K == Event::Call && !E.CalleeName.empty() &&
           UsedNames.contains(last(E.CalleeName));
  }

  template <typename Callback> void places(const Event &E, Callback Do) const {
    Do(E.Target);
    if (E.Receiver)
      Do(E.Receiver->From);
    for (const Argument &A : E.Args)
      Do(A.From);
  }

  bool visit(Body &B) {
    const Function &F = *B.Fn;
    const Parties Of(*B.Unit);
    auto Touches = [&](const Event &E) {
      bool Relevant = callsRelevant(E);
      places(E, [&](const Place &P) {
        Relevant |= P.Base == Place::Global &&
                    P.Index < B.Unit->Globals.size() &&
                    Globals.contains(B.Unit->Globals[P.Index].Name);
      });
      return Relevant;
    };
    auto Events = [&](auto Do) {
      for (const Block &Bl : F.Blocks)
        for (const Event &E : Bl.Events)
          Do(E);
    };

    bool Changed = false, Touching = false;
    Events([&](const Event &E) { Touching |= Touches(E); });
    if (Touching) {
      Changed |= raise(B, Reach::Connected);
      Changed |= call(B);
    }
    if (B.Of == Reach::Nothing)
      return Changed;

    EquivalenceClasses<uint64_t> Together;
    DenseSet<uint64_t> Seeds;
    const bool All = B.Of == Reach::All;
    if (!All) {
      Events([&](const Event &E) {
        std::optional<uint64_t> First;
        const bool Relevant = Touches(E);
        Of.each(E, [&](uint64_t Party) {
          if (First)
            Together.unionSets(*First, Party);
          else
            Together.insert(Party);
          First = Party;
          if (Relevant)
            Seeds.insert(Party);
        });
      });
      if (B.Of == Reach::Objects) {
        for (uint32_t I = 0; I != F.Params.size(); ++I)
          Seeds.insert(Parties::root({Place::Parameter, I, {}}));
        for (uint32_t I = 0; I != F.Captures.size(); ++I)
          Seeds.insert(Parties::root({Place::Capture, I, {}}));
        Seeds.insert(Parties::root({Place::This, 0, {}}));
      }
    }
    DenseSet<uint64_t> Leaders;
    for (uint64_t Seed : Seeds)
      if (auto It = Together.findLeader(Seed); It != Together.member_end())
        Leaders.insert(*It);
    auto Matters = [&](const Event &E) {
      bool Does = All;
      if (!Does)
        Of.each(E, [&](uint64_t Party) {
          Does |= Leaders.contains(*Together.findLeader(Party));
        });
      return Does;
    };
    Events([&](const Event &E) {
      if (!Matters(E))
        return;
      if (E.K == Event::Call || E.K == Event::Closure || E.K == Event::Constant)
        Changed |= follow(E, All ? Reach::All : Reach::Objects);
      places(E, [&](const Place &P) {
        if (P.Base == Place::Global && P.Index < B.Unit->Globals.size())
          Changed |= use(B.Unit->Globals[P.Index], *B.Unit);
        member(B, P);
      });
    });
    return Changed;
  }
};

} // namespace

Relevance relevanceOf(const std::vector<const TUSummary *> &Units,
                      const std::set<std::string> &Included) {
  return Search(Units, Included).run();
}

} // namespace cotidy
