//===- Plan.h - What the state-object refactor would do ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   int counter = 0;              struct CounterState {
//   task<> count() {                int counter = 0;
//     ++counter;                  };
//     co_await tick();            task<> count(CounterState &state) {
//   }                               ++state.counter;
//   task<> program() {              co_await tick();
//     co_await count();           }
//   }                             task<> program() {
//                                   CounterState state;
//                                   co_await count(state);
//                                 }
//
// The plan is made from the linked program and says what becomes of which
// entity, by names that hold in every translation unit; Edits.h turns it into
// text. No Clang here.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_PLAN_H
#define COTIDY_REFACTOR_PLAN_H

#include "program/Program.h"
#include "rules/Finding.h"
#include <set>

namespace cotidy {

/// Why a plan is not made, and the place that causes it.
struct Refusal {
  Location Loc; ///< File is an index into Program::files(); may be invalid
  std::string Reason; ///< "its address is taken here"
};

/// A variable that becomes a member of the state object.
struct PlanMember {
  std::string Name;    ///< of the member: the variable's own
  std::string Global;  ///< empty for a variable of the owner's
  std::string File;    ///< where its name is declared: the global's definition,
                       ///< or the owner's local or parameter
  uint32_t Offset = 0; ///< bytes
  bool OfOther = false; ///< none of the owner's, but of one of Plan::Others
};

/// A function that gets the state object and hands it on.
struct PlanTaker {
  std::string Function;
  std::string Display;
  std::string File; ///< where its definition's name stands
  uint32_t Offset = 0;
  /// Parameters that the state object replaces.
  struct Replaced {
    uint32_t Parameter = 0;
    uint32_t Member = 0; ///< index into Plan::Members
  };
  std::vector<Replaced> Parameters;
  bool Unused = false; ///< takes it only because it overrides one that does
  bool Lambda = false; ///< captures the object instead of the members
  /// No coroutine, nor kin of one: it need not share what its caller holds.
  bool Plain = false;
};

/// A function with an object of its own, and which of its variables go into it.
struct PlanOwner {
  struct Variable {
    uint32_t Member = 0; ///< index into Plan::Members
    std::string Name;
    std::string File; ///< where the name is declared
    uint32_t Offset = 0;
  };
  PlanTaker Is;
  std::vector<Variable> Variables;
};

struct Plan {
  std::string Title; ///< "put 'counter' and 'go' into one 'CounterState', owned
                     ///< by 'main'"
  enum class Ownership { Reference, SharedPointer } Owns = Ownership::Reference;
  std::string Struct; ///< the state object's type; clashes with nothing known
  std::string Parameter; ///< its name in every function, "state"

  std::vector<PlanMember> Members; ///< in the order of their declarations
  std::vector<PlanTaker> Takers;   ///< all functions between owner and uses
  PlanTaker Owner;                 ///< holds the object; Parameters is empty
  std::vector<PlanOwner> Others;   ///< that call the same coroutines

  /// The whole plan for --explain-fix, in the order of places: every function,
  /// call and use that the program shows. Redeclarations are not among them.
  std::vector<Note> Steps;
  /// Not empty: the plan is shown and never made.
  std::vector<Refusal> Refused;
  /// TUSummary::MainFile of each translation unit that mentions anything of the
  /// plan, the owner's first: parse them in this order.
  std::vector<std::string> Units;
  std::vector<size_t>
      Findings; ///< that it cures, indexes into plans()' argument

  /// The struct. editsFor() fills this in, Fields from whichever units have the
  /// variables' definitions.
  struct Placement {
    std::string File; ///< empty: not known yet
    uint32_t Offset = 0;
    std::string Namespace;        ///< "a::b"; no unnamed and inline ones
    std::set<std::string> Files;  ///< that the owner's unit is made of
    std::string Before, After;    ///< around the struct's own text
    uint32_t MemoryOffset = None; ///< where <memory> is to be included
    struct Field {
      std::string Above, Text, Behind; ///< comments around "int counter = 0;"
      bool Defined = false;            ///< made from the variable's definition
    };
    std::vector<Field> Fields; ///< by member
  } Placed;
};

/// The plans for the findings that have a cure of this kind, in the findings'
/// order, each finding in one plan at most. Two plans may want to edit the same
/// place: then make one, lint again, and make the other.
std::vector<Plan> plans(const Program &P, const std::vector<Finding> &Findings,
                        const Options &O);

} // namespace cotidy

#endif // COTIDY_REFACTOR_PLAN_H
