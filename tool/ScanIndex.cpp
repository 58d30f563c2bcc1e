//===- ScanIndex.cpp - What scans found, kept in one file -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file is a head and five arrays, as they are in memory: texts of files,
// units, words' places, words, the units' files; then the characters of paths
// and macros. A program of another layout writes to another file.
//
//===----------------------------------------------------------------------===//

#include "ScanIndex.h"
#include "Messages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <chrono>
#include <cstring>

using namespace llvm;

namespace cotidy {

namespace {

struct Head {
  uint64_t Sum = 0;   ///< of all that follows it
  uint64_t Start = 0; ///< systemStart(): stamps hold for that
  uint64_t NumTexts = 0, NumUnits = 0, NumUnitFiles = 0, NumPlaces = 0,
           NumWords = 0, NumCharacters = 0;
};

/// A part of the characters.
struct Span {
  uint32_t First = 0, Size = 0;
};

/// What a file said when it was scanned.
struct TextRecord {
  uint64_t Sum = 0;
  FileStamp Stamp;
  uint64_t Stamped = false;
  Span Path;
};

struct UnitRecord {
  ScanIndex::Key Of;
  uint64_t FirstFile = 0;
  uint32_t NumFiles = 0;
  uint32_t Day = 0; ///< on which somebody asked for it
  Span Macros;      ///< each ended by a line's end
};

/// Of a unit: twice the number of the text, and 1 where it is a system header.
using UnitFile = uint32_t;

/// Where a text's words are.
struct Place {
  uint64_t Sum = 0, Whole = 0, First = 0, Size = 0;
};

uint32_t today() {
  using namespace std::chrono;
  return uint32_t(
      duration_cast<hours>(system_clock::now().time_since_epoch()).count() /
      24);
}

constexpr uint32_t MostDays = 7;

std::pair<uint64_t, uint64_t> placeKey(const Place &P) {
  return {P.Sum, P.Whole};
}

/// Takes \p Count of \p T off \p From, and fails where there are fewer.
template <typename T>
bool take(StringRef &From, uint64_t Count, ArrayRef<T> &Into) {
  if (Count > From.size() / sizeof(T))
    return false;
  Into = ArrayRef<T>(reinterpret_cast<const T *>(From.data()), Count);
  From = From.drop_front(Count * sizeof(T));
  return true;
}

template <typename T> void put(raw_ostream &To, ArrayRef<T> What) {
  To.write(reinterpret_cast<const char *>(What.data()),
           What.size() * sizeof(T));
}

/// The file as it is read.
struct Contents {
  ArrayRef<TextRecord> Texts;
  ArrayRef<UnitRecord> Units; ///< by key
  ArrayRef<UnitFile> UnitFiles;
  ArrayRef<Place> Places; ///< by sum, and whole ones last
  ArrayRef<uint64_t> Words;
  StringRef Characters;
  bool SameStart = false;

  static std::optional<Contents> read(StringRef Bytes);

  StringRef characters(Span S) const {
    return Characters.substr(S.First, S.Size);
  }
  ArrayRef<UnitFile> filesOf(const UnitRecord &U) const {
    return UnitFiles.slice(U.FirstFile, U.NumFiles);
  }
};

std::optional<Contents> Contents::read(StringRef Bytes) {
  ArrayRef<Head> Heads;
  Contents Read;
  if (!take(Bytes, 1, Heads) || xxh3_64bits(Bytes) != Heads.front().Sum)
    return std::nullopt;
  const Head &H = Heads.front();
  if (!take(Bytes, H.NumTexts, Read.Texts) ||
      !take(Bytes, H.NumUnits, Read.Units) ||
      !take(Bytes, H.NumPlaces, Read.Places) ||
      !take(Bytes, H.NumWords, Read.Words) ||
      !take(Bytes, H.NumUnitFiles, Read.UnitFiles) ||
      Bytes.size() != H.NumCharacters)
    return std::nullopt;
  Read.Characters = Bytes;
  Read.SameStart = H.Start && H.Start == systemStart();
  return Read;
}

/// Gathers what is to be written.
class Gatherer {
public:
  explicit Gatherer(const Texts &Files) : Files(Files) {}

  Span characters(StringRef Text) {
    const Span S = {uint32_t(Characters.size()), uint32_t(Text.size())};
    Characters += Text;
    return S;
  }

  uint32_t text(Texts::File F, uint64_t Sum, std::optional<FileStamp> Stamp) {
    const auto [It, New] = Numbers.try_emplace({F, Sum}, TextRecords.size());
    if (New) {
      TextRecord &Record = TextRecords.emplace_back();
      Record.Sum = Sum;
      Record.Stamped = Stamp.has_value();
      Record.Stamp = Stamp.value_or(FileStamp());
      Record.Path = characters(Files.path(F));
      Sums.insert(Sum);
    }
    return It->second;
  }

  void words(Place P, ArrayRef<uint64_t> Its) {
    P.First = Words.size();
    P.Size = Its.size();
    Places.push_back(P);
    Words.insert(Words.end(), Its.begin(), Its.end());
  }

  bool hasSum(uint64_t Sum) const { return Sums.contains(Sum); }
  std::string bytes();

  std::vector<UnitRecord> Units;
  std::vector<UnitFile> UnitFiles;

private:
  const Texts &Files;
  DenseMap<std::pair<Texts::File, uint64_t>, uint32_t> Numbers;
  DenseSet<uint64_t> Sums;
  std::vector<TextRecord> TextRecords;
  std::vector<Place> Places;
  std::vector<uint64_t> Words;
  std::string Characters;
};

std::string Gatherer::bytes() {
  llvm::sort(Units, [](const UnitRecord &A, const UnitRecord &B) {
    return A.Of < B.Of;
  });
  llvm::sort(Places, [](const Place &A, const Place &B) {
    return placeKey(A) < placeKey(B);
  });
  Head H;
  H.Start = systemStart();
  H.NumTexts = TextRecords.size();
  H.NumUnits = Units.size();
  H.NumUnitFiles = UnitFiles.size();
  H.NumPlaces = Places.size();
  H.NumWords = Words.size();
  H.NumCharacters = Characters.size();
  std::string Bytes;
  raw_string_ostream To(Bytes);
  put(To, ArrayRef(H));
  put(To, ArrayRef(TextRecords));
  put(To, ArrayRef(Units));
  put(To, ArrayRef(Places));
  put(To, ArrayRef(Words));
  put(To, ArrayRef(UnitFiles));
  To << Characters;
  H.Sum = xxh3_64bits(StringRef(Bytes).drop_front(sizeof(Head)));
  std::memcpy(Bytes.data(), &H, sizeof(H));
  return Bytes;
}

} // namespace

struct ScanIndex::Impl {
  Impl(std::string Path, Texts &Files) : Path(std::move(Path)), Files(Files) {}

  std::string Path;
  Texts &Files;
  std::unique_ptr<MemoryBuffer> Buffer;
  Contents Old;
  std::vector<Texts::File> Numbers;      ///< of the old texts' files
  std::vector<bool> Asked;               ///< the old units
  std::vector<std::optional<bool>> Same; ///< each old text is the file's
  std::vector<std::pair<Key, const ScannedUnit *>> New;
  std::map<std::pair<uint64_t, bool>, ArrayRef<uint64_t>> NewWords;
  bool Differs = false;

  void read(Messages &Out);
  bool isSame(uint32_t Text);
  void gatherUnit(Gatherer &To, Key Of, const ScannedUnit &Unit);
  void gatherOld(Gatherer &To, size_t U);
};

void ScanIndex::Impl::read(Messages &Out) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Read = MemoryBuffer::getFile(
      Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Read)
    return;
  const std::optional<Contents> Whole = Contents::read((*Read)->getBuffer());
  if (!Whole) {
    Out.warning("the cache's entry '" + Path + "' is damaged; it is made anew");
    return;
  }
  Buffer = std::move(*Read);
  Old = *Whole;
  Asked.resize(Old.Units.size());
  Same.resize(Old.Texts.size());
  for (const TextRecord &Text : Old.Texts) {
    Numbers.push_back(Files.number(Old.characters(Text.Path)));
    if (Text.Stamped && Old.SameStart)
      Files.remember(Text.Stamp, Text.Sum);
  }
}

bool ScanIndex::Impl::isSame(uint32_t Text) {
  if (!Same[Text]) {
    const TextRecord &Then = Old.Texts[Text];
    Same[Text] = Files.sum(Numbers[Text]) == Then.Sum;
    // A stamp that was not to be had, or has changed.
    Differs |= *Same[Text] && Files.stamp(Numbers[Text]) &&
               !(Then.Stamped && Files.stamp(Numbers[Text]) == Then.Stamp &&
                 Old.SameStart);
  }
  return *Same[Text];
}

void ScanIndex::Impl::gatherUnit(Gatherer &To, Key Of,
                                 const ScannedUnit &Unit) {
  UnitRecord Record;
  Record.Of = Of;
  Record.Day = today();
  Record.FirstFile = To.UnitFiles.size();
  Record.NumFiles = Unit.Files.size();
  std::string Macros;
  for (const std::string &Macro : Unit.Macros)
    Macros += Macro + "\n";
  Record.Macros = To.characters(Macros);
  for (const ScannedFile &F : Unit.Files) {
    const bool Now = Files.sum(F.Number) == F.Sum;
    To.UnitFiles.push_back(
        2 * To.text(F.Number, F.Sum,
                    Now ? Files.stamp(F.Number) : std::nullopt) +
        F.System);
  }
  To.Units.push_back(Record);
}

void ScanIndex::Impl::gatherOld(Gatherer &To, size_t U) {
  UnitRecord Record = Old.Units[U];
  if (Asked[U])
    Record.Day = today();
  const ArrayRef<UnitFile> Its = Old.filesOf(Record);
  Record.FirstFile = To.UnitFiles.size();
  Record.Macros = To.characters(Old.characters(Record.Macros));
  for (const UnitFile F : Its) {
    const TextRecord &Then = Old.Texts[F / 2];
    std::optional<FileStamp> Stamp;
    if (Same[F / 2])
      Stamp = *Same[F / 2] ? Files.stamp(Numbers[F / 2]) : std::nullopt;
    else if (Then.Stamped && Old.SameStart)
      Stamp = Then.Stamp;
    To.UnitFiles.push_back(2 * To.text(Numbers[F / 2], Then.Sum, Stamp) +
                           F % 2);
  }
  To.Units.push_back(Record);
}

ScanIndex::ScanIndex(std::string Path, Texts &Files, Messages &Out)
    : I(std::make_unique<Impl>(std::move(Path), Files)) {
  if (!I->Path.empty())
    I->read(Out);
}

ScanIndex::~ScanIndex() = default;

bool ScanIndex::isKept() const { return !I->Path.empty(); }

std::optional<ScannedUnit> ScanIndex::unit(Key Of) {
  const auto *It = partition_point(
      I->Old.Units, [&](const UnitRecord &U) { return U.Of < Of; });
  if (It == I->Old.Units.end() || It->Of != Of)
    return std::nullopt;
  const ArrayRef<UnitFile> Its = I->Old.filesOf(*It);
  if (!all_of(Its, [&](UnitFile F) { return I->isSame(F / 2); }))
    return std::nullopt;
  I->Asked[It - I->Old.Units.begin()] = true;
  I->Differs |= It->Day != today();
  ScannedUnit Unit;
  Unit.Known = true;
  Unit.Files.reserve(Its.size());
  for (const UnitFile F : Its)
    Unit.Files.push_back(
        {I->Numbers[F / 2], bool(F % 2), I->Old.Texts[F / 2].Sum});
  StringRef Macros = I->Old.characters(It->Macros);
  while (!Macros.empty()) {
    StringRef Line;
    std::tie(Line, Macros) = Macros.split('\n');
    Unit.Macros.push_back(Line.str());
  }
  return Unit;
}

std::optional<PackedWords> ScanIndex::words(uint64_t Sum, bool Whole) const {
  const std::pair<uint64_t, uint64_t> Wanted(Sum, Whole);
  const auto *It = partition_point(
      I->Old.Places, [&](const Place &P) { return placeKey(P) < Wanted; });
  if (It == I->Old.Places.end() || placeKey(*It) != Wanted)
    return std::nullopt;
  return PackedWords::read(I->Old.Words.slice(It->First, It->Size));
}

void ScanIndex::add(Key Of, const ScannedUnit &Unit) {
  // A line's end is what ends a macro.
  if (I->Path.empty() || !Unit.Known ||
      any_of(Unit.Macros, [](StringRef M) { return M.contains('\n'); }))
    return;
  I->New.emplace_back(Of, &Unit);
  I->Differs = true;
}

void ScanIndex::add(uint64_t Sum, bool Whole, ArrayRef<uint64_t> Packed) {
  if (I->Path.empty())
    return;
  I->NewWords[{Sum, Whole}] = Packed;
  I->Differs = true;
}

void ScanIndex::write() {
  if (!I->Differs || I->Path.empty())
    return;
  Gatherer To(I->Files);
  DenseSet<Key> Replaced;
  for (const auto &[Of, Unit] : I->New)
    if (Replaced.insert(Of).second)
      I->gatherUnit(To, Of, *Unit);
  for (size_t U = 0; U != I->Old.Units.size(); ++U)
    if (const UnitRecord &Record = I->Old.Units[U];
        !Replaced.contains(Record.Of) &&
        (I->Asked[U] || Record.Day + MostDays >= today()))
      I->gatherOld(To, U);
  for (const auto &[Of, Words] : I->NewWords)
    if (To.hasSum(Of.first))
      To.words({Of.first, Of.second}, Words);
  for (const Place &P : I->Old.Places)
    if (To.hasSum(P.Sum) && !I->NewWords.contains({P.Sum, bool(P.Whole)}))
      To.words(P, I->Old.Words.slice(P.First, P.Size));
  const std::string Bytes = To.bytes();
  if (sys::fs::create_directories(sys::path::parent_path(I->Path)))
    return;
  consumeError(writeToOutput(I->Path, [&](raw_ostream &Out) -> Error {
    Out << Bytes;
    return Error::success();
  }));
}

} // namespace cotidy
