//===- IR.h - What a check knows of C++ -------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The nouns: locations, types, places, values, events, functions, variables,
// and the summary of one translation unit that holds them. Plain data, with no
// pointer into Clang; lowering makes it, linking merges it, checks read it.
// docs/ir.md specifies what each construct of C++ becomes.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_IR_H
#define COTIDY_IR_IR_H

#include "ir/Boxed.h"
#include "ir/Lazy.h"
#include "ir/TextRef.h"
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cotidy {

/// "No index", for every index type below.
inline constexpr uint32_t None = ~uint32_t(0);

/// Clang's Unified Symbol Resolution string: one name for one entity in every
/// translation unit. Entities without linkage carry their file in it.
using EntityName = TextRef;

/// A place in a source text. `Line` and `Column` are 1-based, offsets and
/// lengths count bytes from 0. Text that a macro expands to stands where the
/// macro is expanded in a file; where it is spelled is kept beside it.
struct Location {
  uint32_t File =
      None; ///< index into TUSummary::Files (Program::files() once linked)
  uint32_t Offset = 0;
  uint32_t Line = 0;
  uint32_t Column = 0;
  uint32_t Length = 0; ///< bytes of the expression or token; 0 where unknown
  uint32_t SpellingFile = None; ///< set only within a macro expansion
  uint32_t SpellingOffset = 0;
  uint32_t SpellingLine = 0;
  uint32_t SpellingColumn = 0;

  bool isValid() const { return File != None; }
  bool inMacro() const { return SpellingFile != None; }
  bool operator==(const Location &) const = default;
};

struct SourceFile {
  std::string Path;    ///< as Clang opened it, made absolute, dots removed
  bool System = false; ///< a system header
};

/// What a type is to a check. Read top-down, the first that fits: a
/// `std::atomic<bool>` is Atomic, a `const std::shared_ptr<T> &` SmartPointer.
enum class TypeClass : uint8_t {
  Void,
  Bool,
  Enum,
  Integer, ///< character types and std::byte too
  Floating,
  Pointer,      ///< raw pointer, member pointer, function pointer, nullptr_t
  SmartPointer, ///< has operator* and operator->, owns: shared_ptr, unique_ptr,
                ///< weak_ptr, intrusive ones
  Iterator,     ///< has operator* and operator++
  View,         ///< span, string_view, reference_wrapper, ranges, Asio buffers
  Atomic,       ///< std::atomic and its likes
  Sync,   ///< mutex, condition variable, semaphore, latch, barrier, once_flag,
          ///< stop_token …
  Handle, ///< coroutine_handle and every class that can be moved and not copied
  Callable,  ///< closure type, std::function
  Container, ///< std containers and strings, and classes with begin() and end()
  Record,    ///< any other class
  Dependent, ///< not known before instantiation
  Other,
};

struct Type {
  TextRef
      Spelling;   ///< as Clang prints it, without reference and top-level const
  TextRef Record; ///< qualified name of class or enum, no template
                  ///< arguments; else empty
  TypeClass Class = TypeClass::Other;
  bool Const = false;     ///< after the reference, if any, is taken off
  bool Reference = false; ///< lvalue or rvalue reference
  bool RValueReference = false;
  bool PointeeConst = false; ///< a (smart) pointer or view to const
  bool MoveOnly = false;
  bool System = false; ///< its class is declared in a system header
  bool Std = false; ///< its class is in namespace std (inline namespaces too)
  bool HasMutex = false; ///< its class has a member that is Sync
  bool OnlyAtomics =
      false; ///< its class has data members, all of them Atomic, Sync or const
  bool HoldsReferences = false; ///< its class has a member that is a reference,
                                ///< pointer, SmartPointer, View, Iterator
  bool Coroutine = false; ///< usable as a coroutine's return type: it, or its
                          ///< traits, have a promise_type

  bool isValue() const { ///< something that a copy of is worth changing
    switch (Class) {
    case TypeClass::Bool:
    case TypeClass::Enum:
    case TypeClass::Integer:
    case TypeClass::Floating:
    case TypeClass::Container:
    case TypeClass::Record:
    case TypeClass::Dependent:
      return !Reference && !MoveOnly;
    default:
      return false;
    }
  }
};

/// Index of a value in its function: the result of exactly one event.
using ValueId = uint32_t;

/// One step from a root to a part of it.
struct PathElement {
  enum Kind : uint8_t {
    Field,   ///< .name
    Element, ///< [] any element of an array or container
    Deref, ///< * what a pointer, reference, smart pointer or iterator refers to
  } K = Field;
  TextRef Name; ///< of the field
  bool operator==(const PathElement &) const = default;
};

/// A part of an object. A variable of reference type is a root whose only use
/// is through Deref, exactly like a pointer that is never reseated.
struct Place {
  enum Root : uint8_t {
    Unknown,
    Global, ///< Index into TUSummary::Globals (Program::globals() once linked)
    Parameter, ///< Index into Function::Params
    This,      ///< the object, not the pointer: `this->x` is this.x
    Local,     ///< Index into Function::Locals
    Capture,   ///< Index into Function::Captures, in a lambda's operator()
    Value, ///< Index is a ValueId; a temporary object, or with Deref what it
           ///< refers to
  } Base = Unknown;
  uint32_t Index = 0;
  std::vector<PathElement> Path;

  bool isWhole() const { return Path.empty(); }
  bool throughDeref() const {
    for (const PathElement &E : Path)
      if (E.K == PathElement::Deref)
        return true;
    return false;
  }
  bool operator==(const Place &) const = default;
};

/// How an argument reaches the callee, by the parameter's type.
enum class Passing : uint8_t {
  Value,          ///< copied or moved into the parameter
  Reference,      ///< T &
  ConstReference, ///< const T &
  RValueReference,
  Pointer,      ///< T *
  ConstPointer, ///< const T *
  Variadic,     ///< through `...`
};

struct Argument {
  Passing How = Passing::Value;
  ValueId Val =
      None;   ///< what is passed: the loaded value, or the borrow of From
  Place From; ///< the object that the argument names, where it is a glvalue;
              ///< else Unknown
  bool LValue = false;      ///< the argument as written is an lvalue
  bool ConstLValue = false; ///< … of const type
  bool Moved = false;       ///< std::move(x), std::forward<T>(x), an xvalue
  bool Literal = false;     ///< a literal or a constant expression
  bool Default = false;     ///< the default argument
  Location Loc;
};

/// Why an event is there though nothing in the text spells it.
enum class Implicit : uint8_t {
  No,
  Destructor,      ///< at a scope's or full expression's end
  DefaultArgument, ///< inside a default argument or a default member
                   ///< initialiser
  AwaitProtocol,   ///< await_transform, operator co_await,
                   ///< await_ready/suspend/resume, promise's methods
  Conversion,      ///< conversion functions and converting constructors
  RangeFor,        ///< begin, end, !=, ++ and * of a range-for
};

enum class SuspendKind : uint8_t { Initial, Await, Yield, Final };
enum class StoreKind : uint8_t { Init, Assign, Compound, Increment };

struct Event {
  enum Kind : uint8_t {
    Constant, ///< Result = a literal or constant expression; Text spells it.
              ///< The address of a function has it as Callee
    Load,     ///< Result = the value in Target, copied out
    Borrow,   ///< Result = a pointer or reference to Target
    Op,   ///< Result = operator Text applied to Operands (casts, aggregates, ?:
          ///< and short circuits too)
    Call, ///< Result = Callee(Receiver, Args)
    Closure,  ///< Result = the lambda whose operator() is Callee; Args are its
              ///< captures, in order
    Suspend,  ///< Result = what the suspension gives back; Operands are the
              ///< awaitable, or what is yielded
    Store,    ///< Target = a value computed from Operands
    Return,   ///< return or co_return; Operands are the result, if any. Only
              ///< scopes' ends follow it in its block
    Throw,    ///< Operands are thrown
    ScopeEnd, ///< Target ends: a local, or a temporary that a coroutine was
              ///< given; its destructor, if it has one, is a Call right before
  } K = Constant;
  Implicit Why = Implicit::No;
  Location Loc;
  ValueId Result = None;
  Place Target;                  ///< Load, Borrow, Store, ScopeEnd
  std::vector<ValueId> Operands; ///< Op, Suspend, Store, Return, Throw
  TextRef Text; ///< Op: operator's spelling, "cast", "aggregate", "?:",
                ///< "&&"; Constant: its text

  // Store
  StoreKind Storing = StoreKind::Assign;

  // Load
  bool ForUpdate = false; ///< the load half of ++x, x += …
  bool Moves = false;     ///< the object's value is moved out of it

  // Suspend
  SuspendKind Suspending = SuspendKind::Await;
  bool NeverSuspends =
      false; ///< proven: suspend_never, an await_ready that returns true
  TextRef AwaitableRecord; ///< Type::Record of what is awaited, before
                           ///< await_transform

  // Call, Closure
  EntityName Callee;    ///< empty where not known statically (see Indirect)
  TextRef CalleeName;   ///< qualified, no template arguments: "asio::co_spawn";
                        ///< of a dependent call what is written
  TextRef CalleeRecord; ///< qualified name of the method's class
  Boxed<Argument> Receiver; ///< the object of a method, the object a
                            ///< constructor or destructor works on
  std::vector<Argument> Args;
  ValueId Indirect = None; ///< the function pointer or callable that is called
  bool Virtual = false;    ///< dispatched at run time
  bool ConstMethod = false;
  bool Constructor = false;
  bool Braced = false; ///< a constructor whose arguments stand in braces, which
                       ///< puts them in order
  bool CalleeSystem = false; ///< declared in a system header
  bool CalleeStd = false;    ///< declared in namespace std, or a builtin
  Type ResultType;           ///< of a Store: Target's, where it is Atomic
};

/// How a block ends.
struct Terminator {
  enum Kind : uint8_t {
    Jump, ///< to Succs[0]; no Succs: the function is left
    If,   ///< Succs = {true, false} for If … Conditional
    While,
    DoWhile,
    For,
    RangeFor,
    And, ///< left side of &&
    Or,
    Conditional,
    Switch, ///< Succs = the cases in order, then default or what follows
    Try,    ///< Succs = {body, handlers…}: an exception may reach a handler
  } K = Jump;
  ValueId Condition = None;
  Location Loc; ///< of the condition, or of the statement's keyword where it
                ///< has none
  std::vector<uint32_t> Succs;

  bool isLoop() const {
    return K == While || K == DoWhile || K == For || K == RangeFor;
  }
};

struct Block {
  std::vector<Event> Events;
  Terminator End;
};

/// What an event calls, makes a closure of or names.
struct Mention {
  TextRef Callee, CalleeName, CalleeRecord;
  uint32_t Global = None; ///< the whole global that is called on, if it is one
  bool IsCall = false;    ///< spelled or not, but no destructor's of a scope
  bool Virtual = false;
  bool Constructor = false;
  auto operator<=>(const Mention &) const = default;
};

/// Where bodies are kept that are not in memory.
class BodySource {
public:
  virtual ~BodySource() = default;
  /// The body that stands at \p Offset, anew with every call.
  virtual std::vector<Block> blocks(uint32_t Offset) const = 0;
  /// All that it mentions, each once.
  virtual std::vector<Mention> mentions(uint32_t Offset) const = 0;
  /// All types of all bodies here.
  virtual const std::vector<Type> &types() const = 0;
};

/// A function's blocks, used as a vector of them. Those of a summary file are
/// read when they are first looked at, by whatever thread, and can be forgotten
/// again: references to them are good until then.
class Body {
public:
  Body() = default;
  explicit Body(std::vector<Block> Blocks) : Own(std::move(Blocks)) {}
  Body(std::shared_ptr<const BodySource> From, uint32_t Offset)
      : From(std::move(From)), Offset(Offset) {}

  bool empty() const { return !From && Own.empty(); }
  size_t size() const { return blocks().size(); }
  const Block &operator[](size_t I) const { return blocks()[I]; }
  auto begin() const { return blocks().begin(); }
  auto end() const { return blocks().end(); }
  explicit operator const std::vector<Block> &() const { return blocks(); }

  /// To be changed, where it has no source.
  std::vector<Block> &inMemory() { return Own; }

  /// Good as long as the body's source, or the body itself, is left alone.
  std::vector<Mention> mentions() const;
  /// Null: all is in memory.
  const std::shared_ptr<const BodySource> &source() const { return From; }
  /// Reads from another source from now on.
  void readFrom(std::shared_ptr<const BodySource> Other) {
    forget();
    From = std::move(Other);
  }
  /// Not while others look at it.
  void forget() const { Read.forget(); }

private:
  std::vector<Block> Own;
  std::shared_ptr<const BodySource> From;
  uint32_t Offset = 0;
  Lazy<std::vector<Block>> Read;

  const std::vector<Block> &blocks() const;
};

/// The whole global that an event's callee is called on; None if it is not one.
uint32_t calledGlobal(const Event &Call);
/// What the blocks mention, each once.
std::vector<Mention> mentionsIn(const std::vector<Block> &Blocks);

struct Parameter {
  TextRef Name; ///< empty where unnamed
  Type Ty;
  Location Loc;
  bool HasDefault = false;
};

struct Capture {
  TextRef Name; ///< "this" for this and *this
  Type Ty;      ///< of the variable as the body sees it; ByReference adds no
                ///< reference to it
  Location Loc;
  bool ByReference = false;
  bool OfThis = false;
};

struct Local {
  TextRef Name; ///< empty for what lowering makes (range-for's iterator,
                ///< temporaries)
  Type Ty;
  Location Loc;
};

struct Function {
  EntityName Name;
  TextRef Display; ///< qualified, without template arguments and unnamed
                   ///< namespaces; "lambda" for a closure's
  Location Loc;    ///< of the name; of the introducer `[` for a lambda
  TextRef ReturnType;
  EntityName
      Parent; ///< the function around a lambda or local class; else empty

  bool Coroutine = false;
  bool LazyStart = false; ///< coroutine: initial_suspend suspends
  bool Lambda = false;
  bool MutableLambda = false;
  bool Method = false; ///< non-static
  bool ConstMethod = false;
  bool Virtual = false;
  bool ConstructorFn = false;
  bool DestructorFn = false;
  bool Main = false;
  bool System = false;        ///< defined in a system header
  bool Instantiation = false; ///< made from a template; several may share a Loc
  bool Pattern = false; ///< an uninstantiated template: names may be unresolved
  bool Initializer = false; ///< synthetic: the initialiser of namespace-scope
                            ///< or static variables
  TextRef Record;           ///< qualified name of the method's class

  std::vector<EntityName> Overrides; ///< methods that it overrides directly
  std::vector<Parameter> Params;
  std::vector<Capture> Captures;
  std::vector<Local> Locals;
  Body Blocks; ///< Blocks[0] is the entry; empty without a body
  uint32_t NumValues = 0;
};

/// An object of static or thread storage duration.
struct Variable {
  enum Scope : uint8_t { Namespace, StaticMember, StaticLocal };
  EntityName Name;
  TextRef Display; ///< qualified
  Location Loc;    ///< the definition, else the first declaration
  Type Ty;
  Scope Where = Namespace;
  EntityName Parent; ///< StaticLocal: the function
  bool ThreadLocal = false;
  bool Constant = false; ///< constexpr, or const without mutable members
  bool Defined = false;  ///< false: only `extern` declarations were seen
  bool Internal = false; ///< internal linkage
  bool System = false;   ///< declared in a system header
};

/// All that later stages know of one translation unit.
struct TUSummary {
  std::string MainFile;
  std::vector<SourceFile> Files;
  std::vector<Variable> Globals;
  std::vector<Function> Functions;
  std::shared_ptr<const void>
      Texts; ///< keeps what every TextRef here refers to
};

} // namespace cotidy

#endif // COTIDY_IR_IR_H
