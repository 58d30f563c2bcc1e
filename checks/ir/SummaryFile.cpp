//===- SummaryFile.cpp - TU summaries in files ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each structure's members are named once, in `members`, for reading and for
// writing. The structured bindings there do not compile when a member is added
// to the IR and not to the file.
//
//===----------------------------------------------------------------------===//

#include "ir/SummaryFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <type_traits>

using namespace llvm;

namespace cotidy {

namespace {

constexpr StringRef Mark = "cotidy summary";
/// Of this file's format; to be raised with every change of the IR.
constexpr uint64_t Version = 2;

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Location>
void members(Stream &S, T &L) {
  auto &[File, Offset, Line, Column, Length, SpellingFile, SpellingOffset,
         SpellingLine, SpellingColumn] = L;
  S(File, Offset, Line, Column, Length, SpellingFile, SpellingOffset,
    SpellingLine, SpellingColumn);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, SourceFile>
void members(Stream &S, T &F) {
  auto &[Path, System] = F;
  S(Path, System);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Type>
void members(Stream &S, T &Ty) {
  auto &[Class, Spelling, Record, Const, Reference, RValueReference,
         PointeeConst, MoveOnly, System, Std, HasMutex, OnlyAtomics,
         HoldsReferences, Coroutine] = Ty;
  S(Class, Spelling, Record, Const, Reference, RValueReference, PointeeConst,
    MoveOnly, System, Std, HasMutex, OnlyAtomics, HoldsReferences, Coroutine);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, PathElement>
void members(Stream &S, T &E) {
  auto &[K, Name] = E;
  S(K, Name);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Place>
void members(Stream &S, T &P) {
  auto &[Base, Index, Path] = P;
  S(Base, Index, Path);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Argument>
void members(Stream &S, T &A) {
  auto &[How, Val, From, LValue, ConstLValue, Moved, Literal, Default, Loc] = A;
  S(How, Val, From, LValue, ConstLValue, Moved, Literal, Default, Loc);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Event>
void members(Stream &S, T &E) {
  auto &[K, Why, Loc, Result, Target, Operands, Text, Storing, ForUpdate, Moves,
         Suspending, NeverSuspends, AwaitableRecord, Callee, CalleeName,
         CalleeRecord, Receiver, Args, Indirect, Virtual, ConstMethod,
         Constructor, Braced, CalleeSystem, CalleeStd, ResultType] = E;
  S(K, Why, Loc, Result, Target, Operands, Text, Storing, ForUpdate, Moves,
    Suspending, NeverSuspends, AwaitableRecord, Callee, CalleeName,
    CalleeRecord, Receiver, Args, Indirect, Virtual, ConstMethod, Constructor,
    Braced, CalleeSystem, CalleeStd, ResultType);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Terminator>
void members(Stream &S, T &End) {
  auto &[K, Condition, Loc, Succs] = End;
  S(K, Condition, Loc, Succs);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Block>
void members(Stream &S, T &B) {
  auto &[Events, End] = B;
  S(Events, End);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Parameter>
void members(Stream &S, T &P) {
  auto &[Name, Ty, Loc, HasDefault] = P;
  S(Name, Ty, Loc, HasDefault);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Capture>
void members(Stream &S, T &C) {
  auto &[Name, Ty, Loc, ByReference, OfThis] = C;
  S(Name, Ty, Loc, ByReference, OfThis);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Local>
void members(Stream &S, T &L) {
  auto &[Name, Ty, Loc] = L;
  S(Name, Ty, Loc);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Function>
void members(Stream &S, T &F) {
  auto &[Name, Display, Loc, ReturnType, Parent, Coroutine, LazyStart, Lambda,
         MutableLambda, Method, ConstMethod, Virtual, ConstructorFn,
         DestructorFn, Main, System, Instantiation, Pattern, Initializer,
         Record, Overrides, Params, Captures, Locals, Blocks, NumValues] = F;
  S(Name, Display, Loc, ReturnType, Parent, Coroutine, LazyStart, Lambda,
    MutableLambda, Method, ConstMethod, Virtual, ConstructorFn, DestructorFn,
    Main, System, Instantiation, Pattern, Initializer, Record, Overrides,
    Params, Captures, Locals, Blocks, NumValues);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Variable>
void members(Stream &S, T &V) {
  auto &[Name, Display, Loc, Ty, Where, Parent, ThreadLocal, Constant, Defined,
         Internal, System] = V;
  S(Name, Display, Loc, Ty, Where, Parent, ThreadLocal, Constant, Defined,
    Internal, System);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, TUSummary>
void members(Stream &S, T &Unit) {
  auto &[MainFile, Files, Globals, Functions] = Unit;
  S(MainFile, Files, Globals, Functions);
}

/// Writes to memory, putting strings and types into tables.
class Writer {
public:
  template <typename... T> void operator()(const T &...Values) {
    (write(Values), ...);
  }

  void take(raw_ostream &OS, const TUSummary &Unit) {
    members(*this, Unit);
    SmallString<0> Tables;
    raw_svector_ostream Stream(Tables);
    msgpack::Writer Out(Stream);
    Out.writeArraySize(Strings.size());
    for (StringRef Text : InOrder)
      Out.write(Text);
    Out.writeArraySize(NumTypes);
    Stream << TypeStream.str();
    Stream << BodyStream.str();

    msgpack::Writer Head(OS);
    Head.write(Mark);
    Head.write(Version);
    Head.write(xxh3_64bits(Tables));
    OS << Tables;
  }

private:
  SmallString<0> Body, TypeBytes;
  raw_svector_ostream BodyStream{Body}, TypeStream{TypeBytes};
  msgpack::Writer ToBody{BodyStream}, ToTypes{TypeStream};
  msgpack::Writer *To = &ToBody;
  StringMap<uint32_t> Strings;
  std::vector<StringRef> InOrder;
  StringMap<uint32_t> Types; ///< by what they are in the file
  uint32_t NumTypes = 0;

  void write(bool Value) { To->write(Value); }
  void write(uint32_t Value) { To->write(uint64_t(Value)); }
  template <typename T>
    requires std::is_enum_v<T>
  void write(T Value) {
    To->write(uint64_t(Value));
  }
  void write(const std::string &Text) {
    auto [It, New] = Strings.try_emplace(Text, Strings.size());
    if (New)
      InOrder.push_back(It->getKey());
    To->write(uint64_t(It->second));
  }
  template <typename T> void write(const std::vector<T> &Values) {
    To->writeArraySize(Values.size());
    for (const T &Value : Values)
      write(Value);
  }
  template <typename T> void write(const std::optional<T> &Value) {
    if (Value)
      write(*Value);
    else
      To->writeNil();
  }
  void write(const Argument &A) {
    To->writeArraySize(1); // what follows may be nil otherwise
    members(*this, A);
  }
  void write(const Type &Ty) {
    const size_t Start = TypeBytes.size();
    To = &ToTypes;
    members(*this, Ty);
    To = &ToBody;
    auto [It, New] =
        Types.try_emplace(StringRef(TypeBytes).substr(Start), NumTypes);
    if (New)
      ++NumTypes;
    else
      TypeBytes.truncate(Start);
    To->write(uint64_t(It->second));
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void write(const T &Value) {
    members(*this, Value);
  }
};

/// Reads what Writer writes; after the first failure everything is empty.
class Reader {
public:
  explicit Reader(StringRef Bytes) : From(Bytes) {}

  template <typename... T> void operator()(T &...Values) {
    (read(Values), ...);
  }

  bool tables() {
    Strings.resize(length());
    for (std::string &Text : Strings)
      Text = string();
    Types.resize(length());
    for (Type &Ty : Types)
      members(*this, Ty);
    return !Failed;
  }

  msgpack::Object next(msgpack::Type Kind) {
    msgpack::Object Got;
    if (Failed)
      return Got;
    Expected<bool> Read = From.read(Got);
    if (!Read)
      consumeError(Read.takeError());
    if (!Read || !*Read || Got.Kind != Kind) {
      Failed = true;
      Got = msgpack::Object();
    }
    return Got;
  }
  uint64_t number() {
    // The writer's smallest format may be a signed one.
    msgpack::Object Got;
    if (Failed)
      return 0;
    Expected<bool> Read = From.read(Got);
    if (!Read)
      consumeError(Read.takeError());
    if (Read && *Read && Got.Kind == msgpack::Type::UInt)
      return Got.UInt;
    if (Read && *Read && Got.Kind == msgpack::Type::Int && Got.Int >= 0)
      return uint64_t(Got.Int);
    Failed = true;
    return 0;
  }
  std::string string() {
    const msgpack::Object Got = next(msgpack::Type::String);
    return Failed ? std::string() : Got.Raw.str();
  }
  bool failed() const { return Failed; }

private:
  msgpack::Reader From;
  bool Failed = false;
  std::vector<std::string> Strings;
  std::vector<Type> Types;

  size_t length() {
    const msgpack::Object Got = next(msgpack::Type::Array);
    return Failed ? 0 : Got.Length;
  }
  void read(bool &Value) {
    const msgpack::Object Got = next(msgpack::Type::Boolean);
    Value = !Failed && Got.Bool;
  }
  void read(uint32_t &Value) { Value = uint32_t(number()); }
  template <typename T>
    requires std::is_enum_v<T>
  void read(T &Value) {
    Value = T(number());
  }
  void read(std::string &Text) {
    const uint64_t Index = number();
    if (Index < Strings.size())
      Text = Strings[Index];
    else
      Failed = true;
  }
  template <typename T> void read(std::vector<T> &Values) {
    Values.resize(length());
    for (T &Value : Values)
      read(Value);
  }
  void read(std::optional<Argument> &Value) {
    msgpack::Object Got;
    if (Failed)
      return;
    Expected<bool> Read = From.read(Got);
    if (!Read)
      consumeError(Read.takeError());
    if (!Read || !*Read)
      Failed = true;
    else if (Got.Kind == msgpack::Type::Array)
      members(*this, Value.emplace());
    else
      Failed |= Got.Kind != msgpack::Type::Nil;
  }
  void read(Argument &A) {
    length();
    members(*this, A);
  }
  void read(Type &Ty) {
    const uint64_t Index = number();
    if (Index < Types.size())
      Ty = Types[Index];
    else
      Failed = true;
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void read(T &Value) {
    members(*this, Value);
  }
};

} // namespace

void writeSummary(raw_ostream &OS, const TUSummary &Unit) {
  Writer().take(OS, Unit);
}

static Error wrong(const char *Phrase) {
  return createStringError(std::errc::invalid_argument, Phrase);
}

Expected<TUSummary> readSummary(StringRef Bytes) {
  Reader Head(Bytes);
  if (Head.string() != Mark)
    return wrong("is no summary");
  if (Head.number() != Version)
    return wrong("was written by another version of cotidy");
  const uint64_t Sum = Head.number();
  SmallString<32> Start;
  raw_svector_ostream Stream(Start);
  msgpack::Writer Again(Stream);
  Again.write(Mark);
  Again.write(Version);
  Again.write(Sum);
  const StringRef Tables =
      Bytes.drop_front(std::min(Start.size(), Bytes.size()));
  if (Head.failed() || xxh3_64bits(Tables) != Sum)
    return wrong("is damaged");
  Reader From(Tables);
  TUSummary Unit;
  if (From.tables())
    members(From, Unit);
  if (From.failed())
    return wrong("is damaged");
  return Unit;
}

void makeRelative(TUSummary &Unit, StringRef Root) {
  auto Change = [&](std::string &Path) {
    StringRef Rest = Path;
    if (Rest.consume_front(Root) && Rest.consume_front("/"))
      Path = Rest.str();
  };
  Change(Unit.MainFile);
  for (SourceFile &F : Unit.Files)
    Change(F.Path);
}

void makeAbsolute(TUSummary &Unit, StringRef Root) {
  auto Change = [&](std::string &Path) {
    if (sys::path::is_absolute(Path))
      return;
    SmallString<256> Whole(Root);
    sys::path::append(Whole, Path);
    Path = Whole.str().str();
  };
  Change(Unit.MainFile);
  for (SourceFile &F : Unit.Files)
    Change(F.Path);
}

} // namespace cotidy
