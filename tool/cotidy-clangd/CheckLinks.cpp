//===- CheckLinks.cpp - Our checks' pages behind their names --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Editors link the name of a check to its documentation, and clangd takes every
// check for one of clang-tidy's own. This stands between clangd and the client
// and puts the address of our page into what is published about our checks. The
// linker puts newJSONTransport in front of clangd's (--wrap).
//
//===----------------------------------------------------------------------===//

#include "rules/Rules.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <cstdio>
#include <memory>

using llvm::StringRef;
namespace json = llvm::json;

namespace clang::clangd {

enum JSONStreamStyle { Standard, Delimited };

/// clangd's interface: the order of its functions is what counts.
class Transport {
public:
  class MessageHandler;

  virtual ~Transport() = default;
  virtual void notify(StringRef Method, json::Value Parameters) = 0;
  virtual void call(StringRef Method, json::Value Parameters,
                    json::Value ID) = 0;
  virtual void reply(json::Value ID, llvm::Expected<json::Value> Result) = 0;
  virtual llvm::Error loop(MessageHandler &Handler) = 0;
};

} // namespace clang::clangd

using clang::clangd::JSONStreamStyle;
using clang::clangd::Transport;

#define TRANSPORT                                                              \
  "_ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0" \
  "_15JSONStreamStyleE"

using TransportPtr = std::unique_ptr<Transport>;
TransportPtr
clangdTransport(std::FILE *In, llvm::raw_ostream &Out,
                llvm::raw_ostream *Mirror, bool Pretty,
                JSONStreamStyle Style) __asm__("__real_" TRANSPORT);
TransportPtr transport(std::FILE *In, llvm::raw_ostream &Out,
                       llvm::raw_ostream *Mirror, bool Pretty,
                       JSONStreamStyle Style) __asm__("__wrap_" TRANSPORT);

static void linkOurChecks(json::Value &Published) {
  json::Object *Parameters = Published.getAsObject();
  json::Array *Diagnostics =
      Parameters ? Parameters->getArray("diagnostics") : nullptr;
  if (!Diagnostics)
    return;
  for (json::Value &Diagnostic : *Diagnostics) {
    json::Object *D = Diagnostic.getAsObject();
    json::Object *Link = D ? D->getObject("codeDescription") : nullptr;
    if (!Link)
      continue;
    const StringRef Check = D->getString("code").value_or("");
    for (const cotidy::Rule &R : cotidy::rules())
      if (Check == R.Name)
        (*Link)["href"] = cotidy::helpUri(R.Name);
  }
}

namespace {

class LinkingTransport : public Transport {
public:
  explicit LinkingTransport(TransportPtr Client) : Client(std::move(Client)) {}

  void notify(StringRef Method, json::Value Parameters) override {
    if (Method == "textDocument/publishDiagnostics")
      linkOurChecks(Parameters);
    Client->notify(Method, std::move(Parameters));
  }
  void call(StringRef Method, json::Value Parameters, json::Value ID) override {
    Client->call(Method, std::move(Parameters), std::move(ID));
  }
  void reply(json::Value ID, llvm::Expected<json::Value> Result) override {
    Client->reply(std::move(ID), std::move(Result));
  }
  llvm::Error loop(MessageHandler &Handler) override {
    return Client->loop(Handler);
  }

private:
  TransportPtr Client;
};

} // namespace

TransportPtr transport(std::FILE *In, llvm::raw_ostream &Out,
                       llvm::raw_ostream *Mirror, bool Pretty,
                       JSONStreamStyle Style) {
  return std::make_unique<LinkingTransport>(
      clangdTransport(In, Out, Mirror, Pretty, Style));
}
