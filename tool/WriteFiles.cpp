//===- WriteFiles.cpp - Edited files put in place of the old ones ---------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WriteFiles.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace llvm;

namespace cotidy {

namespace {

std::string failure(StringRef Path, StringRef Why) {
  return ("'" + Path + "' could not be written: " + Why).str();
}

/// A text in a temporary file, until it takes its place.
class Replacing {
public:
  /// What went wrong, if anything.
  std::optional<std::string> prepare(StringRef Path, StringRef Text);
  std::optional<std::string> commit();

  Replacing() = default;
  Replacing(Replacing &&) = default;
  ~Replacing() {
    if (Temporary)
      consumeError(Temporary->discard());
  }

private:
  std::string Path;
  std::optional<sys::fs::TempFile> Temporary;
};

std::optional<std::string> Replacing::prepare(StringRef Path, StringRef Text) {
  this->Path = Path.str();
  sys::fs::file_status Status;
  if (std::error_code Error = sys::fs::status(Path, Status))
    return failure(Path, Error.message());
  Expected<sys::fs::TempFile> File = sys::fs::TempFile::create(
      Path + ".%%%%%%", sys::fs::owner_read | sys::fs::owner_write);
  if (!File)
    return failure(Path, toString(File.takeError()));
  Temporary.emplace(std::move(*File));
  {
    raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    std::error_code Error = OS.error();
    OS.clear_error();
    if (!Error && fsync(Temporary->FD))
      Error = errnoAsErrorCode();
    if (Error)
      return failure(Path, Error.message());
  }
  // The owner first: a change of it may take permissions away. Where it cannot
  // be kept, the file is ours now, as with any editor that renames.
  if (Status.getUser() != geteuid() || Status.getGroup() != getegid())
    (void)sys::fs::changeFileOwnership(Temporary->FD, Status.getUser(),
                                       Status.getGroup());
  if (std::error_code Error =
          sys::fs::setPermissions(Temporary->FD, Status.permissions()))
    return failure(Path, Error.message());
  return std::nullopt;
}

std::optional<std::string> Replacing::commit() {
  // Not keep(Path), which copies where it cannot rename.
  std::string Name = Temporary->TmpName;
  Error Kept = Temporary->keep();
  Temporary.reset();
  if (Kept)
    return failure(Path, toString(std::move(Kept)));
  if (std::error_code Error = sys::fs::rename(Name, Path)) {
    sys::fs::remove(Name);
    return failure(Path, Error.message());
  }
  return std::nullopt;
}

std::optional<std::string> checkUnchanged(const EditedFile &File) {
  auto OnDisk = MemoryBuffer::getFile(File.Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  if (!OnDisk)
    return failure(File.Path, OnDisk.getError().message());
  if ((*OnDisk)->getBuffer() != File.Before)
    return "'" + File.Path + "' has changed since it was read";
  return std::nullopt;
}

/// Puts what was read back into \p Done. Returns what else there is to say.
std::string putBack(ArrayRef<const EditedFile *> Done) {
  std::string Lost;
  for (const EditedFile *File : Done) {
    Replacing Old;
    if (Old.prepare(File->Path, File->Before) || Old.commit())
      Lost +=
          "; '" + File->Path + "' has been edited and could not be put back";
  }
  return Lost;
}

} // namespace

std::optional<std::string> whyNotWritable(StringRef Path) {
  sys::fs::file_status Status;
  if (std::error_code Error = sys::fs::status(Path, Status))
    return Error.message();
  if (Status.type() != sys::fs::file_type::regular_file)
    return "it is no regular file";
  // Whoever may write everything is not meant to write what nobody may.
  if (!(Status.permissions() & sys::fs::all_write) ||
      sys::fs::access(Path, sys::fs::AccessMode::Write))
    return "it is read-only";
  if (Status.getLinkCount() > 1)
    return "it has another name, a hard link, that would keep the old text";
  if (sys::fs::access(sys::path::parent_path(Path), sys::fs::AccessMode::Write))
    return "its folder is read-only";
  return std::nullopt;
}

std::optional<std::string> writeFiles(const EditedFiles &Files) {
  std::vector<const EditedFile *> All = Files.all();
  std::vector<Replacing> Prepared(All.size());
  for (size_t I = 0; I != All.size(); ++I)
    if (auto Why = Prepared[I].prepare(All[I]->Path, All[I]->After))
      return Why;
  for (const EditedFile *File : All)
    if (auto Why = checkUnchanged(*File))
      return Why;
  for (size_t I = 0; I != All.size(); ++I)
    if (auto Why = Prepared[I].commit())
      return *Why + putBack(ArrayRef(All).take_front(I));
  return std::nullopt;
}

} // namespace cotidy
