//===- UnitFile.cpp - A parsed unit as bytes ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitFile.h"
#include "ir/SummaryFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/MsgPackReader.h"
#include "llvm/BinaryFormat/MsgPackWriter.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

namespace {

/// Reads one object after the other, and nothing after a wrong one.
class Reader {
public:
  explicit Reader(StringRef Bytes) : From(Bytes) {}

  size_t array() { return next(msgpack::Type::Array).Length; }
  StringRef text() { return next(msgpack::Type::String).Raw; }
  uint64_t number() { return next(msgpack::Type::UInt).UInt; }
  bool yes() { return next(msgpack::Type::Boolean).Bool; }
  bool failed() const { return Failed; }

private:
  msgpack::Object next(msgpack::Type Kind) {
    msgpack::Object Got;
    if (!Failed) {
      Expected<bool> Read = From.read(Got);
      Failed = !Read || !*Read || Got.Kind != Kind;
      if (!Read)
        consumeError(Read.takeError());
    }
    if (!Failed)
      return Got;
    msgpack::Object Nothing;
    Nothing.Kind = Kind;
    Nothing.UInt = 0;
    if (Kind == msgpack::Type::String)
      Nothing.Raw = "";
    return Nothing;
  }

  msgpack::Reader From;
  bool Failed = false;
};

uint64_t microseconds(double Seconds) { return uint64_t(Seconds * 1e6); }

} // namespace

size_t numCoroutines(const TUSummary &Summary) {
  return llvm::count_if(Summary.Functions,
                        [](const Function &F) { return F.Coroutine; });
}

std::string writeUnit(const ParsedUnit &Unit) {
  std::string Bytes;
  raw_string_ostream OS(Bytes);
  msgpack::Writer To(OS);
  To.write(microseconds(Unit.ParseSeconds));
  To.write(microseconds(Unit.LowerSeconds));
  To.write(Unit.Parsed);
  To.write(uint64_t(Unit.NumErrors));
  To.write(StringRef(Unit.Diagnostics));
  To.write(uint64_t(numCoroutines(Unit.Summary)));
  To.writeArraySize(Unit.Files.size());
  for (const ReadFile &File : Unit.Files) {
    To.write(StringRef(File.Path));
    To.write(File.Id.getDevice());
    To.write(File.Id.getFile());
    To.write(File.Sum);
  }
  std::string Summary;
  if (Unit.Parsed) {
    raw_string_ostream Body(Summary);
    writeSummary(Body, Unit.Summary);
  }
  To.write(StringRef(Summary));
  return Bytes;
}

std::optional<UnitHead> readHead(StringRef Bytes) {
  Reader From(Bytes);
  UnitHead Head;
  ParsedUnit &Unit = Head.Unit;
  Unit.ParseSeconds = double(From.number()) / 1e6;
  Unit.LowerSeconds = double(From.number()) / 1e6;
  Unit.Parsed = From.yes();
  Unit.NumErrors = unsigned(From.number());
  Unit.Diagnostics = From.text().str();
  Head.NumCoroutines = From.number();
  size_t Left = From.array();
  // Each takes four bytes at least: a damaged count is not to take memory.
  Unit.Files.reserve(std::min(Left, Bytes.size() / 4));
  for (; Left && !From.failed(); --Left) {
    ReadFile &File = Unit.Files.emplace_back();
    File.Path = From.text().str();
    const uint64_t Device = From.number();
    File.Id = sys::fs::UniqueID(Device, From.number());
    File.Sum = From.number();
  }
  Head.Summary = From.text();
  if (From.failed())
    return std::nullopt;
  return Head;
}

std::optional<ParsedUnit> readUnit(UnitHead Head,
                                   std::shared_ptr<const void> Owner) {
  if (Head.Unit.Parsed) {
    Expected<TUSummary> Summary = readSummary(Head.Summary, std::move(Owner));
    if (!Summary) {
      consumeError(Summary.takeError());
      return std::nullopt;
    }
    Head.Unit.Summary = std::move(*Summary);
  }
  return std::move(Head.Unit);
}

std::optional<ParsedUnit> readUnit(std::string Bytes) {
  const auto Owner = std::make_shared<const std::string>(std::move(Bytes));
  std::optional<UnitHead> Head = readHead(*Owner);
  if (!Head)
    return std::nullopt;
  return readUnit(std::move(*Head), Owner);
}

} // namespace cotidy
