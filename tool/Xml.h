//===- Xml.h - Text in XML --------------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_XML_H
#define COTIDY_TOOL_XML_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cotidy {

/// \p Text for between quotes or tags: markup escaped, line ends kept, and what
/// XML cannot hold replaced.
std::string xmlText(llvm::StringRef Text);

/// ` NAME="VALUE"`.
std::string xmlAttribute(llvm::StringRef Name, llvm::StringRef Value);

} // namespace cotidy

#endif // COTIDY_TOOL_XML_H
