//===- Initialisers.cpp - Declarators and initialisers as text ------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/QualTypeNames.h"

using namespace clang;

namespace cotidy {

std::optional<WrittenInit> initialiserOf(const VarDecl &V,
                                         const SourceEdits &Edits) {
  const auto Name = Edits.span(V.getLocation());
  const auto All = Edits.span(V.getSourceRange());
  if (!Name || !All || Name->File != All->File)
    return std::nullopt;
  uint32_t Begin = Name->End;
  if (const TypeSourceInfo *Ty = V.getTypeSourceInfo())
    if (const auto Written = Edits.span(Ty->getTypeLoc().getEndLoc());
        Written && Written->File == Name->File)
      Begin = std::max(Begin, Written->End);

  const StringRef Buffer = Edits.buffer(Name->File);
  WrittenInit Out;
  Out.Where = {Name->File, Begin, std::max(Begin, All->End)};
  const Expr *Init = V.getInit();
  // What nobody wrote stands where the name does.
  if (!Init || All->End <= Begin)
    return Out;
  if (V.getInitStyle() == VarDecl::CallInit &&
      Buffer.slice(Begin, All->End).ltrim().starts_with("(")) {
    // The parentheses around one scalar are in no expression.
    const StringRef Text = Buffer.slice(Begin, All->End);
    if (Text.count('(') > Text.count(')')) {
      const auto [Kind, Close] = Edits.tokenFrom(Name->File, All->End);
      if (Kind != tok::r_paren)
        return std::nullopt;
      Out.Where.End = Close.End;
    }
  }
  StringRef Text = Buffer.slice(Out.Where.Begin, Out.Where.End).trim();
  if (Text.consume_front("=")) {
    Out.How = WrittenInit::Assigned;
    Text = Text.ltrim();
  } else if (Text.starts_with("{")) {
    Out.How = WrittenInit::Braced;
  } else if (Text.starts_with("(")) {
    Out.How = WrittenInit::Called;
  } else if (!Text.empty()) {
    return std::nullopt; // an attribute, an asm label, a comment
  }
  Out.Text = Text.str();
  return Out;
}

void setField(Plan &P, uint32_t Member, const VarDecl &V,
              const std::string &Initialiser, SourceEdits &Edits) {
  const auto Declared = declarator(P, V, P.Members[Member].Name);
  if (!Declared)
    return Edits.refuse(V.getLocation(),
                        "the type of '" + V.getNameAsString() +
                            "' cannot be named outside of its function");
  if (const TagDecl *Type =
          V.getASTContext().getBaseElementType(V.getType())->getAsTagDecl()) {
    if (Type->getAccess() == AS_private || Type->getAccess() == AS_protected)
      return Edits.refuse(V.getLocation(),
                          "the type of '" + V.getNameAsString() +
                              "' is not public: the struct could not name it");
    const TagDecl *Defined = Type->getDefinition();
    const auto [File, Offset] =
        Edits.place((Defined ? Defined : Type)->getLocation());
    if (File == P.Placed.File && Offset > P.Placed.Offset)
      return Edits.refuse(V.getLocation(),
                          "the type of '" + V.getNameAsString() +
                              "' is declared behind the place of the struct");
  }
  P.Placed.Fields[Member].Text = *Declared + Initialiser + ";";
  P.Placed.Fields[Member].Defined = true;
}

} // namespace cotidy
