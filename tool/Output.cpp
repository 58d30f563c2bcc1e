//===- Output.cpp - Where results go --------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "Messages.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

using namespace llvm;

namespace cotidy {

static constexpr char ClosedStdout[] =
    "standard output is closed; open it, or give --output=FILE";

/// LLVM's own streams take an error that nobody looked at for a bug. -help and
/// -version write to them, and to stderr whoever can.
static void closeStreams() {
  outs().flush();
  if (const std::error_code Error = outs().error()) {
    // Open for reading is what the constructor puts in its place.
    if ((fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE) == O_RDONLY)
      errs() << "cotidy: error: " << ClosedStdout << '\n';
    else
      errs() << "cotidy: error: cannot write to standard output: "
             << Error.message() << '\n';
    _exit(2);
  }
  errs().clear_error();
}

Output::Output() : StdoutClosed(fcntl(STDOUT_FILENO, F_GETFD) == -1) {
  // Else the next file that is opened becomes standard output or error.
  sys::Process::FixupStandardFileDescriptors();
  // One that cannot be written to, so that whoever tries gets to know.
  if (StdoutClosed)
    if (const int Unwritable = open("/dev/null", O_RDONLY | O_CLOEXEC);
        Unwritable != -1) {
      dup2(Unwritable, STDOUT_FILENO);
      close(Unwritable);
    }
  // A reader that went away is an error of writing, not the end.
  std::signal(SIGPIPE, SIG_IGN);
  // Before the streams' destructors, which are registered by their first use.
  outs();
  errs();
  std::atexit(closeStreams);
}

static std::string quoted(StringRef File) { return ("'" + File + "'").str(); }

static void complain(StringRef Where, std::error_code Error, Messages &Out) {
  Out.error("cannot write to " + Where + ": " + Error.message());
}

bool Output::check(StringRef File, Messages &Out) const {
  if (File.empty() && StdoutClosed) {
    Out.error(ClosedStdout);
    return false;
  }
  if (File.empty())
    return true;
  // What is there already stays until there is a report to put in its place.
  std::error_code Error;
  raw_fd_ostream Probe(File, Error, sys::fs::OF_Append);
  if (Error)
    complain(quoted(File), Error, Out);
  return !Error;
}

bool Output::write(StringRef File, StringRef Text, Messages &Out) const {
  std::error_code Error;
  raw_fd_ostream OS(File.empty() ? "-" : File, Error);
  if (!Error) {
    OS << Text;
    OS.flush();
    Error = OS.error();
    OS.clear_error();
  }
  if (Error)
    complain(File.empty() ? "standard output" : quoted(File), Error, Out);
  return !Error;
}

/// Writes \p Text beside \p File, then renames. A link stays one.
static std::error_code replaceFile(StringRef File, StringRef Text) {
  SmallString<256> Real;
  if (sys::fs::real_path(File, Real))
    Real = File;
  sys::fs::file_status Status;
  const bool Exists = !sys::fs::status(Real, Status);
  if (Exists && Status.type() != sys::fs::file_type::regular_file)
    return std::make_error_code(std::errc::not_supported);
  Expected<sys::fs::TempFile> Temporary = sys::fs::TempFile::create(
      Real + ".%%%%%%", sys::fs::all_read | sys::fs::all_write);
  if (!Temporary)
    return errorToErrorCode(Temporary.takeError());
  std::error_code Error;
  {
    raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    Error = OS.error();
    OS.clear_error();
  }
  if (!Error && Exists)
    Error = sys::fs::setPermissions(Temporary->FD, Status.permissions());
  if (!Error)
    return errorToErrorCode(Temporary->keep(Real));
  consumeError(Temporary->discard());
  return Error;
}

bool Output::replace(StringRef File, StringRef Text, Messages &Out) {
  const std::error_code Error = replaceFile(File, Text);
  if (Error == std::errc::not_supported)
    Out.error("'" + File + "' is no regular file, which could be replaced");
  else if (Error)
    complain(quoted(File), Error, Out);
  return !Error;
}

bool Output::hasColors(StringRef File) {
  return File.empty() && sys::Process::StandardOutHasColors();
}

} // namespace cotidy
