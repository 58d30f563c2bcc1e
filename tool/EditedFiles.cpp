//===- EditedFiles.cpp - Edits made in memory -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EditedFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace clang::tooling;

namespace cotidy {

namespace {

/// A file of the disk with another text in it.
class EditedText : public vfs::File {
public:
  EditedText(std::unique_ptr<vfs::File> OnDisk, StringRef Text)
      : OnDisk(std::move(OnDisk)), Text(Text) {}

  ErrorOr<vfs::Status> status() override {
    ErrorOr<vfs::Status> Status = OnDisk->status();
    if (!Status)
      return Status;
    return vfs::Status::copyWithNewSize(*Status, Text.size());
  }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t,
                                                   bool, bool) override {
    return MemoryBuffer::getMemBufferCopy(Text, Name);
  }
  std::error_code close() override { return OnDisk->close(); }

private:
  std::unique_ptr<vfs::File> OnDisk;
  StringRef Text;
};

class EditedDisk : public vfs::ProxyFileSystem {
public:
  explicit EditedDisk(const EditedFiles &Files)
      : ProxyFileSystem(vfs::createPhysicalFileSystem()), Files(Files) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    ErrorOr<vfs::Status> Status = ProxyFileSystem::status(Path);
    if (Status)
      if (const EditedFile *Edited = Files.find(Status->getUniqueID()))
        return vfs::Status::copyWithNewSize(*Status, Edited->After.size());
    return Status;
  }

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    ErrorOr<std::unique_ptr<vfs::File>> File =
        ProxyFileSystem::openFileForRead(Path);
    if (!File)
      return File;
    if (ErrorOr<vfs::Status> Status = (*File)->status())
      if (const EditedFile *Edited = Files.find(Status->getUniqueID()))
        return std::make_unique<EditedText>(std::move(*File), Edited->After);
    return File;
  }

private:
  const EditedFiles &Files;
};

} // namespace

const EditedFile *EditedFiles::find(sys::fs::UniqueID File) const {
  auto It = Files.find(File);
  return It == Files.end() ? nullptr : &It->second;
}

Error EditedFiles::edit(sys::fs::UniqueID File, StringRef Path, StringRef Text,
                        const Replacements &Edits) {
  const EditedFile *Known = find(File);
  Expected<std::string> After =
      applyAllReplacements(Known ? Known->After : Text, Edits);
  if (!After)
    return After.takeError();
  EditedFile &Edited = Files[File];
  if (!Known) {
    Edited.Path = Path.str();
    Edited.Before = Text.str();
  }
  Edited.After = std::move(*After);
  Edited.Edits = Edited.Edits.merge(Edits);
  return Error::success();
}

std::vector<const EditedFile *> EditedFiles::all() const {
  std::vector<const EditedFile *> All;
  All.reserve(Files.size());
  for (const auto &Entry : Files)
    All.push_back(&Entry.second);
  llvm::sort(All, [](const EditedFile *A, const EditedFile *B) {
    return A->Path < B->Path;
  });
  return All;
}

IntrusiveRefCntPtr<vfs::FileSystem> EditedFiles::fileSystem() const {
  return makeIntrusiveRefCnt<EditedDisk>(*this);
}

} // namespace cotidy
