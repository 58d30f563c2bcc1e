//===- Database.h - Compilation databases, found and read -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_DATABASE_H
#define COTIDY_TOOL_DATABASE_H

#include "llvm/ADT/StringRef.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang::tooling {
class CompilationDatabase;
}

namespace cotidy {

class Messages;
struct CommandLine;

/// A compilation database and its file, for messages; empty for the arguments
/// after `--`.
struct Database {
  std::string Path;
  std::unique_ptr<clang::tooling::CompilationDatabase>
      Commands;               ///< null: unusable
  bool NamesCompilers = true; ///< not compile_flags.txt, nor after `--`
};

/// The databases that files are looked up in: the arguments after `--`, else
/// the one that -p names, else the nearest to each file. Each is read once, and
/// what is wrong with it said once.
class Databases {
public:
  Databases(const CommandLine &Line, Messages &Out);
  ~Databases();

  /// The database for a file or folder, an absolute path; null where there is
  /// none that can be used, which has been said then.
  const Database *forPath(llvm::StringRef Path);

  /// Without `--` and without -p, every path has a database of its own.
  bool isFixed() const { return Fixed; }

private:
  const Database *read(const std::string &File);

  Messages &Out;
  bool Fixed = false; ///< after `--`
  std::string Named;  ///< the file that -p leads to
  std::map<std::string, Database> Read;
  std::map<std::string, std::string> NearestTo; ///< folder to database file
};

} // namespace cotidy

#endif // COTIDY_TOOL_DATABASE_H
