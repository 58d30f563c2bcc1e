//===- SummaryFile.cpp - TU summaries in files ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each structure's members are named once, in `members`, for reading and for
// writing. The structured bindings there do not compile when a member is added
// to the IR and not to the file. Most members of most objects are nothing: what
// is something is told by a set of bits before them.
//
//===----------------------------------------------------------------------===//

#include "ir/SummaryFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/MsgPack.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <type_traits>
#include <utility>

using namespace llvm;

namespace cotidy {

namespace {

constexpr StringRef Mark = "cotidy summary";
/// Of this file's format; to be raised with every change of the IR.
constexpr uint64_t Version = 3;

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

/// A Mention as it stands in a file: its strings are indices.
struct MentionEntry {
  uint32_t Callee = 0, CalleeName = 0, CalleeRecord = 0, Global = None;
  bool IsCall = false, Virtual = false, Constructor = false;
};

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, MentionEntry>
void members(Stream &S, T &M) {
  auto &[Callee, CalleeName, CalleeRecord, Global, IsCall, Virtual,
         Constructor] = M;
  S(Callee, CalleeName, CalleeRecord, Global, IsCall, Virtual, Constructor);
}

/// Writes to memory, putting strings and types into tables.
class Writer {
public:
  /// The members of one object.
  template <typename... T> void operator()(const T &...Values) {
    uint64_t Present = 0, Bit = 1;
    ((Present |= isNothing(Values) ? 0 : Bit, Bit <<= 1), ...);
    To->write(Present);
    Bit = 1;
    ((Present & Bit ? write(Values) : void(), Bit <<= 1), ...);
  }

  void take(raw_ostream &OS, const TUSummary &Unit) {
    indexOf(Type());
    members(*this, Unit);
    SmallString<0> Tables;
    raw_svector_ostream Stream(Tables);
    msgpack::Writer Out(Stream);
    Out.writeArraySize(InOrder.size());
    for (StringRef Text : InOrder)
      Out.write(Text);
    Out.writeArraySize(NumTypes);
    Stream << TypeStream.str();
    Stream << UnitStream.str();

    msgpack::Writer Head(OS);
    Head.write(Mark);
    Head.write(Version);
    Head.write(xxh3_64bits(Tables));
    OS << Tables;
  }

private:
  SmallString<0> UnitBytes, TypeBytes, BodyBytes;
  raw_svector_ostream UnitStream{UnitBytes}, TypeStream{TypeBytes},
      BodyStream{BodyBytes};
  msgpack::Writer ToUnit{UnitStream}, ToTypes{TypeStream}, ToBody{BodyStream};
  msgpack::Writer *To = &ToUnit;
  StringMap<uint32_t> Strings;
  std::vector<StringRef> InOrder;
  StringMap<uint32_t> Types; ///< by what they are in the file
  uint32_t NumTypes = 0;

  uint32_t indexOf(StringRef Text) {
    auto [It, New] = Strings.try_emplace(Text, Strings.size());
    if (New)
      InOrder.push_back(It->getKey());
    return It->second;
  }
  /// 0 for a type of which nothing is known.
  uint32_t indexOf(const Type &Ty) {
    const size_t Start = TypeBytes.size();
    msgpack::Writer *const Before = std::exchange(To, &ToTypes);
    members(*this, Ty);
    To = Before;
    auto [It, New] =
        Types.try_emplace(StringRef(TypeBytes).substr(Start), NumTypes);
    if (New)
      ++NumTypes;
    else
      TypeBytes.truncate(Start);
    return It->second;
  }

  static bool isNothing(bool Value) { return !Value; }
  static bool isNothing(uint32_t Value) { return Value == None; }
  template <typename T>
    requires std::is_enum_v<T>
  static bool isNothing(T Value) {
    return Value == T(0);
  }
  static bool isNothing(const Location &L) { return L == Location(); }
  static bool isNothing(const Place &P) { return P == Place(); }
  static bool isNothing(const std::optional<Argument> &A) { return !A; }
  static bool isNothing(const Terminator &) { return false; }
  bool isNothing(const Type &Ty) { return indexOf(Ty) == 0; }
  template <typename T>
    requires requires(const T &Value) { Value.empty(); }
  static bool isNothing(const T &Value) {
    return Value.empty();
  }

  void write(bool) {} // its bit says it
  void write(uint32_t Value) { To->write(uint64_t(Value)); }
  template <typename T>
    requires std::is_enum_v<T>
  void write(T Value) {
    To->write(uint64_t(Value));
  }
  void write(const std::string &Text) { write(indexOf(Text)); }
  template <typename T> void write(const std::vector<T> &Values) {
    To->writeArraySize(Values.size());
    for (const T &Value : Values)
      write(Value);
  }
  void write(const std::optional<Argument> &Value) { write(*Value); }
  void write(const Type &Ty) { write(indexOf(Ty)); }
  void write(const Body &Code) {
    BodyBytes.clear();
    msgpack::Writer *const Before = std::exchange(To, &ToBody);
    const std::vector<Mention> Mentions = Code.mentions();
    To->writeArraySize(Mentions.size());
    for (const Mention &M : Mentions)
      write(MentionEntry{indexOf(M.Callee), indexOf(M.CalleeName),
                         indexOf(M.CalleeRecord), M.Global, M.IsCall, M.Virtual,
                         M.Constructor});
    write(static_cast<const std::vector<Block> &>(Code));
    To = Before;
    To->write(MemoryBufferRef(BodyBytes, ""));
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void write(const T &Value) {
    members(*this, Value);
  }
};

/// What the bodies of one file are read with.
class File : public BodySource, public std::enable_shared_from_this<File> {
public:
  std::shared_ptr<const void> Owner; ///< of the bytes; null: read all at once
  StringRef Bytes;
  std::vector<StringRef> Strings;
  std::vector<Type> Types;

  std::vector<Block> blocks(uint32_t Offset) const override;
  std::vector<Mention> mentions(uint32_t Offset) const override;
  const std::vector<Type> &types() const override { return Types; }
};

/// Reads what Writer writes; after the first failure everything is empty. Knows
/// the formats that the writer chooses and no others: linking is, for the most
/// part, reading of small numbers, and with LLVM's reader takes a third longer.
class Reader {
public:
  Reader(const File &From, size_t Offset)
      : From(From), Rest(From.Bytes.substr(Offset)) {}

  template <typename... T> void operator()(T &...Values) {
    const uint64_t Present = number();
    uint64_t Bit = 1;
    ((Present & Bit ? read(Values) : clear(Values), Bit <<= 1), ...);
  }

  void tables(File &Into) {
    Into.Strings.resize(length());
    for (StringRef &Text : Into.Strings)
      Text = string();
    Into.Types.resize(length());
    for (Type &Ty : Into.Types)
      members(*this, Ty);
  }

  uint64_t number() {
    const uint8_t First = fixed<uint8_t>();
    if (First <= msgpack::FixMax::PositiveInt)
      return First;
    switch (First) {
    case msgpack::FirstByte::UInt8:
      return fixed<uint8_t>();
    case msgpack::FirstByte::UInt16:
      return fixed<uint16_t>();
    case msgpack::FirstByte::UInt32:
      return fixed<uint32_t>();
    case msgpack::FirstByte::UInt64:
      return fixed<uint64_t>();
    default:
      return fail();
    }
  }
  StringRef string() {
    const uint8_t First = fixed<uint8_t>();
    if ((First & msgpack::FixBitsMask::String) == msgpack::FixBits::String)
      return raw(First & ~msgpack::FixBitsMask::String);
    return raw(sized(First, msgpack::FirstByte::Str8));
  }
  bool failed() const { return Failed; }
  StringRef rest() const { return Rest; }

  std::vector<Mention> mentions() {
    std::vector<MentionEntry> Entries;
    read(Entries);
    std::vector<Mention> Mentions;
    Mentions.reserve(Entries.size());
    for (const MentionEntry &M : Entries)
      Mentions.push_back({text(M.Callee), text(M.CalleeName),
                          text(M.CalleeRecord), M.Global, M.IsCall, M.Virtual,
                          M.Constructor});
    return Mentions;
  }
  template <typename T> void read(std::vector<T> &Values) {
    Values.resize(length());
    for (T &Value : Values)
      read(Value);
  }

private:
  const File &From;
  StringRef Rest;
  bool Failed = false;

  uint64_t fail() {
    Failed = true;
    Rest = {};
    return 0;
  }
  template <typename T> T fixed() {
    if (Rest.size() < sizeof(T))
      return fail();
    const T Value = support::endian::read<T, msgpack::Endianness>(Rest.data());
    Rest = Rest.drop_front(sizeof(T));
    return Value;
  }
  StringRef raw(uint64_t Size) {
    if (Size > Rest.size())
      fail();
    const StringRef Bytes = Rest.take_front(Size);
    Rest = Rest.drop_front(Bytes.size());
    return Bytes;
  }
  /// After the first byte of three formats, which differ in how wide a size
  /// follows.
  uint64_t sized(uint8_t First, uint8_t Smallest) {
    switch (First - Smallest) {
    case 0:
      return fixed<uint8_t>();
    case 1:
      return fixed<uint16_t>();
    case 2:
      return fixed<uint32_t>();
    default:
      return fail();
    }
  }
  /// Of an array; each element takes a byte at least.
  size_t length() {
    const uint8_t First = fixed<uint8_t>();
    const uint64_t Length =
        (First & msgpack::FixBitsMask::Array) == msgpack::FixBits::Array
            ? First & ~msgpack::FixBitsMask::Array
        : First == msgpack::FirstByte::Array16 ? fixed<uint16_t>()
        : First == msgpack::FirstByte::Array32 ? fixed<uint32_t>()
                                               : fail();
    return Length <= Rest.size() ? Length : fail();
  }
  std::string_view text(uint64_t Index) {
    if (Index >= From.Strings.size())
      fail();
    return Failed ? std::string_view() : std::string_view(From.Strings[Index]);
  }

  static void clear(uint32_t &Value) { Value = None; }
  template <typename T> static void clear(T &Value) { Value = T(); }
  template <typename T>
    requires std::is_enum_v<T>
  static void clear(T &Value) {
    Value = T(0);
  }

  static void read(bool &Value) { Value = true; }
  void read(uint32_t &Value) { Value = uint32_t(number()); }
  template <typename T>
    requires std::is_enum_v<T>
  void read(T &Value) {
    Value = T(number());
  }
  void read(std::string &Text) { Text = text(number()); }
  void read(std::optional<Argument> &Value) { read(Value.emplace()); }
  void read(Type &Ty) {
    const uint64_t Index = number();
    if (Index >= From.Types.size())
      fail();
    if (!Failed)
      Ty = From.Types[Index];
  }
  void read(Body &Code) {
    const StringRef Bytes =
        raw(sized(fixed<uint8_t>(), msgpack::FirstByte::Bin8));
    if (Failed)
      return;
    const uint32_t Offset = Bytes.begin() - From.Bytes.begin();
    if (From.Owner)
      Code = Body(From.shared_from_this(), Offset);
    else
      Code = Body(From.blocks(Offset));
  }
  template <typename T>
    requires std::is_aggregate_v<T>
  void read(T &Value) {
    members(*this, Value);
  }
};

std::vector<Block> File::blocks(uint32_t Offset) const {
  Reader From(*this, Offset);
  From.mentions();
  std::vector<Block> Blocks;
  From.read(Blocks);
  return Blocks;
}

std::vector<Mention> File::mentions(uint32_t Offset) const {
  return Reader(*this, Offset).mentions();
}

} // namespace

void writeSummary(raw_ostream &OS, const TUSummary &Unit) {
  Writer().take(OS, Unit);
}

static Error wrong(const char *Phrase) {
  return createStringError(std::errc::invalid_argument, Phrase);
}

Expected<TUSummary> readSummary(StringRef Bytes,
                                std::shared_ptr<const void> Owner) {
  const auto Input = std::make_shared<File>();
  Input->Owner = std::move(Owner);
  Input->Bytes = Bytes;
  Reader From(*Input, 0);
  if (From.string() != Mark)
    return wrong("is no summary");
  if (From.number() != Version)
    return wrong("was written by another version of cotidy");
  const uint64_t Sum = From.number();
  if (From.failed() || xxh3_64bits(From.rest()) != Sum)
    return wrong("is damaged");
  TUSummary Unit;
  From.tables(*Input);
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
