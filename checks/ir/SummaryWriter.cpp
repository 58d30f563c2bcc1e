//===- SummaryWriter.cpp - TU summaries into files ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/SummaryFile.h"
#include "ir/SummaryFormat.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <utility>

using namespace llvm;

namespace cotidy {

using namespace summary;

namespace {

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
  static bool isNothing(const Boxed<Argument> &A) { return !A; }
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
  void write(std::string_view Text) { write(indexOf(Text)); }
  template <typename T> void write(const std::vector<T> &Values) {
    To->writeArraySize(Values.size());
    for (const T &Value : Values)
      write(Value);
  }
  void write(const Boxed<Argument> &Value) { write(*Value); }
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

} // namespace

void writeSummary(raw_ostream &OS, const TUSummary &Unit) {
  Writer().take(OS, Unit);
}

} // namespace cotidy
