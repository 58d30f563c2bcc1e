//===- SummaryReader.cpp - TU summaries out of files ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/SummaryFile.h"
#include "ir/SummaryFormat.h"
#include "llvm/BinaryFormat/MsgPack.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace cotidy {

using namespace summary;

namespace {

/// What the bodies of one file are read with.
class File : public BodySource, public std::enable_shared_from_this<File> {
public:
  std::shared_ptr<const void> Owner; ///< of the bytes
  StringRef Bytes;
  std::vector<uint32_t> Strings; ///< where each stands
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
    for (uint32_t &Where : Into.Strings) {
      Where = Rest.begin() - From.Bytes.begin();
      string();
    }
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
  TextRef text(uint64_t Index) {
    if (Index >= From.Strings.size())
      fail();
    return Failed ? TextRef()
                  : TextRef(Reader(From, From.Strings[Index]).string());
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
  void read(std::string &Into) { Into = text(number()); }
  void read(TextRef &Into) { Into = text(number()); }
  void read(Boxed<Argument> &Value) { read(Value.emplace()); }
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
    Code = Body(From.shared_from_this(), Bytes.begin() - From.Bytes.begin());
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
  Unit.Texts = Input->Owner;
  From.tables(*Input);
  members(From, Unit);
  if (From.failed())
    return wrong("is damaged");
  return Unit;
}

} // namespace cotidy
