//===- Baseline.cpp - Findings that are known already ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Messages.h"
#include "Output.h"
#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <filesystem>
#include <map>
#include <tuple>

using namespace llvm;

namespace cotidy {

static constexpr int64_t Version = 1;

Baseline::Baseline(StringRef Path) : Path(Path) {
  Folder = sys::path::parent_path(absolutePath(Path)).str();
}

static std::optional<Confidence> confidence(StringRef Name) {
  for (Confidence C : {Confidence::Low, Confidence::Medium, Confidence::High})
    if (Name == name(C))
      return C;
  return std::nullopt;
}

static std::optional<BaselineEntry> parseEntry(const json::Value &Value) {
  const json::Object *O = Value.getAsObject();
  if (!O)
    return std::nullopt;
  BaselineEntry Entry;
  for (auto [Name, Member] :
       {std::pair(StringRef("check"), &Entry.Check),
        std::pair(StringRef("file"), &Entry.File),
        std::pair(StringRef("subject"), &Entry.Subject),
        std::pair(StringRef("code"), &Entry.Code),
        std::pair(StringRef("fingerprint"), &Entry.Fingerprint)}) {
    std::optional<StringRef> Text = O->getString(Name);
    if (!Text)
      return std::nullopt;
    *Member = Text->str();
  }
  auto Sure = confidence(O->getString("confidence").value_or(""));
  if (!Sure)
    return std::nullopt;
  Entry.Sure = *Sure;
  return Entry;
}

/// The entries of a baseline's text, or why it is none.
static Expected<std::vector<BaselineEntry>> parse(StringRef Text) {
  Expected<json::Value> Read = json::parse(Text);
  if (!Read)
    return Read.takeError();
  auto Wrong = [](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), Why);
  };
  const json::Object *O = Read->getAsObject();
  const json::Array *Findings = O ? O->getArray("findings") : nullptr;
  const std::optional<int64_t> Its =
      O ? O->getInteger("version") : std::optional<int64_t>();
  if (!Findings || !Its)
    return Wrong("no 'version' and 'findings' are in it");
  if (*Its != Version)
    return Wrong("its version is " + Twine(*Its) + ", and this cotidy knows " +
                 Twine(Version));
  std::vector<BaselineEntry> Entries;
  for (const json::Value &Value : *Findings) {
    std::optional<BaselineEntry> Entry = parseEntry(Value);
    if (!Entry)
      return Wrong("finding " + Twine(Entries.size() + 1) +
                   " lacks 'check', 'file', 'subject', 'code', 'confidence' or "
                   "'fingerprint'");
    Entries.push_back(std::move(*Entry));
  }
  return Entries;
}

std::optional<Baseline> Baseline::read(StringRef Path, Messages &Out) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> File = MemoryBuffer::getFile(Path);
  if (!File) {
    std::string Sentence = ("cannot read the baseline '" + Path + "': ").str() +
                           File.getError().message();
    if (File.getError() == std::errc::no_such_file_or_directory)
      Sentence += (" (--write-baseline=" + Path + " makes one)").str();
    Out.error(Sentence);
    return std::nullopt;
  }
  Expected<std::vector<BaselineEntry>> Entries = parse((*File)->getBuffer());
  if (!Entries) {
    Out.error("'" + Path +
              "' is no baseline: " + toString(Entries.takeError()) +
              " (--write-baseline=" + Path + " makes a new one)");
    return std::nullopt;
  }
  Baseline Result(Path);
  Result.Entries = std::move(*Entries);
  Result.Matched.resize(Result.Entries.size());
  return Result;
}

/// The line that \p Offset is on, without the space around it.
static StringRef lineAt(StringRef Text, size_t Offset) {
  if (Offset >= Text.size())
    return "";
  const size_t Start = Text.take_front(Offset).rfind('\n') + 1;
  return Text.drop_front(Start).split('\n').first.trim();
}

BaselineEntry Baseline::entry(const Result &Each, const Results &R,
                              Sources &From) const {
  const Finding &F = Each.What;
  const std::filesystem::path File(R.Files[F.Loc.File].Path);
  return {F.Check,          File.lexically_relative(Folder).generic_string(),
          F.Subject,        asUtf8(lineAt(From.text(F.Loc.File), F.Loc.Offset)),
          Each.Fingerprint, F.Sure};
}

Baseline Baseline::of(const Results &R, Sources &From, StringRef Path) {
  Baseline Result(Path);
  for (const cotidy::Result &Each : R.All)
    if (Each.reported())
      Result.Entries.push_back(Result.entry(Each, R, From));
  Result.Matched.assign(Result.Entries.size(), true);
  return Result;
}

void Baseline::match(Results &R, Sources &From) {
  std::vector<std::pair<Result *, BaselineEntry>> Open;
  for (Result &Each : R.All)
    if (Each.reported())
      Open.emplace_back(&Each, entry(Each, R, From));

  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  auto Pass = [&](bool SameFile, bool SameCode) {
    auto KeyOf = [&](const BaselineEntry &E) {
      return Key(E.Check, asUtf8(E.Subject), SameFile ? asUtf8(E.File) : "",
                 SameCode ? E.Code : "");
    };
    std::map<Key, std::vector<size_t>> Waiting;
    for (size_t I = Entries.size(); I-- != 0;)
      if (!Matched[I])
        Waiting[KeyOf(Entries[I])].push_back(I);
    llvm::erase_if(Open, [&](auto &Each) {
      std::vector<size_t> &Fits = Waiting[KeyOf(Each.second)];
      if (Fits.empty())
        return false;
      Matched[Fits.back()] = true;
      Fits.pop_back();
      Each.first->InBaseline = true;
      return true;
    });
  };
  Pass(/*SameFile=*/true, /*SameCode=*/true);
  Pass(/*SameFile=*/true, /*SameCode=*/false);
  Pass(/*SameFile=*/false, /*SameCode=*/true);
  R.HasBaseline = true;
}

std::string Baseline::absolute(const BaselineEntry &Entry) const {
  return absolutePath(Entry.File, Folder);
}

bool Baseline::hasVanished(const BaselineEntry &Entry, const Results &R) const {
  const std::string File = absolute(Entry);
  auto Looked = R.LookedFor.find(File);
  if (Looked == R.LookedFor.end())
    return !sys::fs::exists(File);
  auto Check = Looked->second.find(Entry.Check);
  return Check != Looked->second.end() && Entry.Sure >= Check->second;
}

std::vector<BaselineEntry> Baseline::vanished(const Results &R) const {
  std::vector<BaselineEntry> Result;
  for (size_t I = 0; I != Entries.size(); ++I)
    if (!Matched[I] && hasVanished(Entries[I], R))
      Result.push_back(Entries[I]);
  return Result;
}

void Baseline::prune(const Results &R) {
  std::vector<BaselineEntry> Kept;
  std::vector<bool> KeptMatched;
  for (size_t I = 0; I != Entries.size(); ++I) {
    if (!Matched[I] && hasVanished(Entries[I], R))
      continue;
    Kept.push_back(Entries[I]);
    KeptMatched.push_back(Matched[I]);
  }
  Entries = std::move(Kept);
  Matched = std::move(KeptMatched);
}

/// One entry on one line, so that a reviewer reads what comes and goes.
static void print(raw_ostream &OS, const BaselineEntry &Entry) {
  bool First = true;
  auto Member = [&](StringRef Name, const std::string &Text) {
    OS << (First ? "{" : ", ") << '"' << Name
       << "\": " << json::Value(asUtf8(Text));
    First = false;
  };
  Member("check", Entry.Check);
  Member("file", Entry.File);
  Member("subject", Entry.Subject);
  Member("code", Entry.Code);
  Member("confidence", name(Entry.Sure));
  Member("fingerprint", Entry.Fingerprint);
  OS << '}';
}

bool Baseline::write(Messages &Out) const {
  std::vector<BaselineEntry> Sorted = Entries;
  llvm::sort(Sorted, [](const BaselineEntry &A, const BaselineEntry &B) {
    return std::tie(A.File, A.Check, A.Subject, A.Fingerprint) <
           std::tie(B.File, B.Check, B.Subject, B.Fingerprint);
  });
  std::string Text;
  raw_string_ostream OS(Text);
  OS << "{\n  \"version\": " << Version << ",\n  \"findings\": [";
  for (const BaselineEntry &Entry : Sorted) {
    OS << (&Entry == Sorted.data() ? "\n    " : ",\n    ");
    print(OS, Entry);
  }
  OS << (Sorted.empty() ? "]\n}\n" : "\n  ]\n}\n");
  return Output::replace(Path, Text, Out);
}

} // namespace cotidy
