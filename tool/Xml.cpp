//===- Xml.cpp - Text in XML ----------------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Xml.h"
#include "Report.h"

using namespace llvm;

namespace cotidy {

std::string xmlText(StringRef Text) {
  std::string Result;
  for (char C : asUtf8(Text)) {
    switch (C) {
    case '&':
      Result += "&amp;";
      break;
    case '<':
      Result += "&lt;";
      break;
    case '>':
      Result += "&gt;";
      break;
    case '"':
      Result += "&quot;";
      break;
    case '\n':
      Result += "&#10;";
      break;
    case '\t':
      Result += "&#9;";
      break;
    default:
      if (static_cast<unsigned char>(C) < 0x20)
        Result += "\uFFFD";
      else
        Result += C;
    }
  }
  return Result;
}

std::string xmlAttribute(StringRef Name, StringRef Value) {
  return (" " + Name + "=\"" + xmlText(Value) + "\"").str();
}

} // namespace cotidy
