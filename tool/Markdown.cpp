//===- Markdown.cpp - A page for the terminal -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DocPages.h"
#include "OptionTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// [text](address) as text, **text** and `code` without their marks.
static std::string plain(StringRef Text) {
  std::string Result;
  bool InCode = false;
  while (!Text.empty()) {
    const char C = Text.front();
    if (C == '`') {
      InCode = !InCode;
      Result += '\'';
    } else if (!InCode && Text.starts_with("**")) {
      Text = Text.drop_front();
    } else if (size_t Middle = Text.find("](");
               !InCode && C == '[' && Middle != StringRef::npos &&
               Text.find(')', Middle) != StringRef::npos) {
      Result += plain(Text.slice(1, Middle));
      Text = Text.drop_front(Text.find(')', Middle));
    } else {
      Result += C;
    }
    Text = Text.drop_front();
  }
  return Result;
}

namespace {

class Terminal {
public:
  Terminal(raw_ostream &OS, bool Color) : OS(OS), Color(Color) {}

  void line(StringRef Line);
  void flush();

private:
  void heading(StringRef Text);
  void row(StringRef Line);

  raw_ostream &OS;
  bool Color;
  bool InCode = false;
  std::string Paragraph; ///< what is not yet written
  unsigned Indent = 0;   ///< of its further lines
};

} // namespace

void Terminal::flush() {
  if (!Paragraph.empty())
    wrap(OS, Paragraph, Indent);
  Paragraph.clear();
  Indent = 0;
}

void Terminal::heading(StringRef Text) {
  if (Color)
    OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
  OS << plain(Text) << '\n';
  if (Color)
    OS.resetColor();
}

/// A table's row as "first: second; third".
void Terminal::row(StringRef Line) {
  SmallVector<StringRef> Cells;
  Line.trim().trim('|').split(Cells, '|');
  if (Cells.front().trim().starts_with("--"))
    return;
  Paragraph = "  " + plain(Cells.front().trim());
  for (StringRef Cell : ArrayRef(Cells).drop_front())
    Paragraph += ": " + plain(Cell.trim());
  OS << "  ";
  Indent = 6;
  flush();
}

void Terminal::line(StringRef Line) {
  if (Line.starts_with("```")) {
    flush();
    InCode = !InCode;
  } else if (InCode) {
    OS << (Line.empty() ? "" : "    ") << Line << '\n';
  } else if (Line.trim().empty()) {
    flush();
    OS << '\n';
  } else if (Line.starts_with("#")) {
    flush();
    heading(Line.ltrim('#').trim());
  } else if (Line.starts_with("|")) {
    flush();
    row(Line);
  } else {
    if (Line.starts_with("- ")) {
      flush();
      Indent = 2;
    }
    Paragraph += (Paragraph.empty() ? "" : " ") + plain(Line.trim());
  }
}

void showMarkdown(raw_ostream &OS, StringRef Text, bool Color) {
  OS.enable_colors(Color);
  Terminal To(OS, Color);
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    To.line(Line);
  }
  To.flush();
}

} // namespace cotidy
