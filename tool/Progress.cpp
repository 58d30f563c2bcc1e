//===- Progress.cpp - How far a run is ------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Progress.h"
#include "Messages.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cmath>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace llvm;

namespace cotidy {

/// "0:07", "12:30", "3:05:00".
static std::string duration(double Seconds) {
  const auto Whole = static_cast<unsigned>(std::lround(Seconds));
  std::string Text;
  raw_string_ostream OS(Text);
  if (Whole >= 3600)
    OS << format("%u:%02u", Whole / 3600, Whole / 60 % 60);
  else
    OS << Whole / 60;
  OS << format(":%02u", Whole % 60);
  return Text;
}

Progress::Progress(Messages &Out, bool Shown, size_t Files)
    : Out(Out), Shown(Shown), Files(Files) {}

Progress::~Progress() { write(""); }

void Progress::done(double Cost) {
  ++Done;
  Spent += Cost;
}

void Progress::show(StringRef File) {
  if (!Shown)
    return;
  std::string Line = ("[" + Twine(Done) + "/" + Twine(Files) + "] " +
                      Twine(Coroutines) + " coroutines")
                         .str();
  const double Passed =
      std::chrono::duration<double>(Clock::now() - Start).count();
  if (Spent > 0)
    Line += ", " + duration(Passed * std::max(Expected - Spent, 0.0) / Spent) +
            " left";
  SmallString<256> Here;
  sys::fs::current_path(Here);
  if (File.starts_with(Here) &&
      sys::path::is_separator(File.drop_front(Here.size()).front()))
    File = File.drop_front(Here.size() + 1);
  Line += ": " + File.str();
  // A character in the last column would begin another line.
  winsize Size = {};
  ioctl(STDERR_FILENO, TIOCGWINSZ, &Size);
  write(StringRef(Line).take_front(Size.ws_col ? Size.ws_col - 1 : 79));
}

void Progress::write(StringRef Line) {
  if (!Shown)
    return;
  std::string Text = "\r" + Line.str();
  if (Line.size() < Width)
    Text.append(Width - Line.size(), ' ');
  if (Line.empty())
    Text += '\r';
  Out.print(Text);
  Width = Line.size();
}

} // namespace cotidy
