//===- Sarif.cpp - The report as SARIF 2.1.0 ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's SarifDocumentWriter knows neither suppressions, nor messages of
// related locations, nor a rule's help, nor files outside a SourceManager, so
// the document is written as JSON.
//
//===----------------------------------------------------------------------===//

#include "NoLints.h"
#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

static constexpr char Root[] = "SRCROOT";

/// The path part of a URI.
static std::string percentEncoded(StringRef Path) {
  std::string Encoded;
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Encoded += C;
    else
      (Encoded += '%') += utohexstr(C, /*LowerCase=*/false, 2);
  }
  return Encoded;
}

static StringRef level(const Result &R) {
  if (R.AsError)
    return "error";
  switch (R.What.Sure) {
  case Confidence::Low:
    return "note";
  case Confidence::Medium:
    return "warning";
  case Confidence::High:
    return "error";
  }
  llvm_unreachable("no such confidence");
}

namespace {

class Writer {
public:
  Writer(raw_ostream &OS, const Results &R, Sources &From)
      : J(OS, /*IndentSize=*/2), R(R), From(From) {}

  void write();

private:
  void text(StringRef Name, StringRef Text) {
    J.attributeObject(Name, [&] { J.attribute("text", asUtf8(Text)); });
  }
  void rule(const Rule &Check);
  void result(const Result &Each);
  void fix();
  void notification(const Failure &F);
  void artifact(StringRef Path);
  /// The members of a location object. Its message is left out where empty.
  void location(const Location &At, StringRef Message);
  void region(const Location &At);
  Location spelling(const Location &At);

  json::OStream J;
  const Results &R;
  Sources &From;
  const std::string Folder = currentFolder();
  const RelativePaths Relative{Folder};
  bool HasFix = false; ///< some result has it already
};

void Writer::artifact(StringRef Path) {
  J.attributeObject("artifactLocation", [&] {
    if (const std::optional<StringRef> Name = Relative.below(Path)) {
      J.attribute("uri", percentEncoded(*Name));
      J.attribute("uriBaseId", Root);
    } else {
      J.attribute("uri", "file://" + percentEncoded(Path));
    }
  });
}

void Writer::region(const Location &At) {
  const Region Where = From.region(At);
  J.attributeObject("region", [&] {
    J.attribute("startLine", Where.StartLine);
    J.attribute("startColumn", Where.StartColumn);
    J.attribute("endLine", Where.EndLine);
    J.attribute("endColumn", Where.EndColumn);
  });
}

void Writer::location(const Location &At, StringRef Message) {
  if (At.isValid())
    J.attributeObject("physicalLocation", [&] {
      artifact(R.Files[At.File].Path);
      region(At);
    });
  if (!Message.empty())
    text("message", Message);
}

Location Writer::spelling(const Location &At) {
  Location Spelled;
  Spelled.File = At.SpellingFile;
  Spelled.Offset = At.SpellingOffset;
  Spelled.Line = At.SpellingLine;
  Spelled.Column = At.SpellingColumn;
  return Spelled;
}

void Writer::rule(const Rule &Check) {
  J.object([&] {
    J.attribute("id", Check.Name);
    text("shortDescription", Check.Summary);
    text("fullDescription", Check.Summary);
    text("help", Check.Help);
    J.attribute("helpUri", helpUri(Check.Name));
    J.attributeObject("defaultConfiguration",
                      [&] { J.attribute("level", "warning"); });
  });
}

/// A region's bounds in \p Text; SARIF counts code points, Clang bytes.
static void bounds(json::OStream &J, StringRef Text, size_t Begin, size_t End) {
  auto Put = [&](StringRef Line, StringRef Column, size_t At) {
    StringRef Before = Text.take_front(At);
    J.attribute(Line, 1 + Before.count('\n'));
    StringRef OnLine = Before.substr(Before.rfind('\n') + 1);
    J.attribute(Column, 1 + llvm::count_if(OnLine, [](char C) {
                          return (C & 0xC0) != 0x80;
                        }));
  };
  Put("startLine", "startColumn", Begin);
  Put("endLine", "endColumn", End);
}

/// All edits, which are right together only.
void Writer::fix() {
  J.object([&] {
    text("description", "put what the coroutines share into state objects");
    J.attributeArray("artifactChanges", [&] {
      for (const FileEdits &File : R.Edits)
        J.object([&] {
          artifact(File.Path);
          J.attributeArray("replacements", [&] {
            for (const clang::tooling::Replacement &E : File.Edits)
              J.object([&] {
                J.attributeObject("deletedRegion", [&] {
                  bounds(J, File.Text, E.getOffset(),
                         E.getOffset() + E.getLength());
                });
                text("insertedContent", E.getReplacementText());
              });
          });
        });
    });
  });
}

void Writer::result(const Result &Each) {
  const Finding &F = Each.What;
  J.object([&] {
    J.attribute("ruleId", F.Check);
    J.attribute("ruleIndex", llvm::find_if(rules(), [&](const Rule &Check) {
                               return Check.Name == F.Check;
                             }) - rules().begin());
    J.attribute("level", level(Each));
    text("message", F.Message);
    J.attributeArray("locations",
                     [&] { J.object([&] { location(F.Loc, ""); }); });
    J.attributeArray("relatedLocations", [&] {
      int Id = 0;
      auto Related = [&](const Location &At, StringRef Message) {
        J.object([&] {
          J.attribute("id", ++Id);
          location(At, Message);
        });
      };
      if (F.Loc.inMacro())
        Related(spelling(F.Loc), "expanded from a macro that is spelled here");
      for (const Note &N : F.Notes)
        Related(N.Loc, N.Message);
    });
    if (!F.Path.empty())
      J.attributeArray("codeFlows", [&] {
        J.object([&] {
          J.attributeArray("threadFlows", [&] {
            J.object([&] {
              J.attributeArray("locations", [&] {
                for (const Note &Step : F.Path)
                  J.object([&] {
                    J.attributeObject(
                        "location", [&] { location(Step.Loc, Step.Message); });
                  });
              });
            });
          });
        });
      });
    J.attributeArray("suppressions", [&] {
      if (Each.Suppressed)
        J.object([&] { J.attribute("kind", "inSource"); });
      if (Each.InBaseline)
        J.object([&] { J.attribute("kind", "external"); });
    });
    if (R.HasBaseline)
      J.attribute("baselineState", Each.InBaseline ? "unchanged" : "new");
    if (Each.Curable && !R.Edits.empty() && !HasFix)
      J.attributeArray("fixes", [&] { fix(); });
    HasFix |= Each.Curable;
    J.attributeObject("partialFingerprints",
                      [&] { J.attribute("cotidy/v1", Each.Fingerprint); });
    J.attributeObject("properties",
                      [&] { J.attribute("confidence", name(F.Sure)); });
  });
}

void Writer::notification(const Failure &F) {
  J.object([&] {
    J.attribute("level", "error");
    text("message", F.Sentence);
    if (!F.File.empty())
      J.attributeArray("locations", [&] {
        J.object([&] {
          J.attributeObject("physicalLocation", [&] { artifact(F.File); });
        });
      });
  });
}

void Writer::write() {
  J.object([&] {
    J.attribute("$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/"
                "sarif-schema-2.1.0.json");
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] {
      J.object([&] {
        J.attributeObject("tool", [&] {
          J.attributeObject("driver", [&] {
            J.attribute("name", "cotidy");
            J.attribute("semanticVersion", COTIDY_VERSION);
            J.attributeArray("rules", [&] {
              for (const Rule &Check : rules())
                rule(Check);
              if (any_of(R.All, [](const Result &Each) {
                    return Each.What.Check == UnusedNoLint;
                  }))
                rule({.Name = UnusedNoLint,
                      .Summary = "a NOLINT comment suppresses nothing",
                      .Help = "What it names has no finding there any more; "
                              "remove it.",
                      .Run = nullptr});
            });
          });
        });
        J.attributeArray("invocations", [&] {
          J.object([&] {
            J.attribute("executionSuccessful", R.Failures.empty());
            J.attributeArray("toolExecutionNotifications", [&] {
              for (const Failure &F : R.Failures)
                notification(F);
            });
          });
        });
        J.attribute("columnKind", "unicodeCodePoints");
        J.attributeObject("originalUriBaseIds", [&] {
          J.attributeObject(Root, [&] {
            J.attribute("uri", "file://" + percentEncoded(Folder) + "/");
          });
        });
        J.attributeArray("results", [&] {
          for (const Result &Each : R.All)
            result(Each);
        });
      });
    });
  });
}

} // namespace

void writeSarif(raw_ostream &OS, const Results &R, Sources &From, bool) {
  Writer(OS, R, From).write();
  OS << '\n';
}

} // namespace cotidy
