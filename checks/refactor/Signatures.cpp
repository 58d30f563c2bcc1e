//===- Signatures.cpp - Functions that take the state object --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;

namespace cotidy {

static std::string namespaceOf(const DeclContext *C) {
  std::string Name;
  for (; C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      if (!N->isAnonymousNamespace() && !N->isInline())
        Name.insert(0, N->getNameAsString() + (Name.empty() ? "" : "::"));
  return Name;
}

std::string structName(const Plan &P, const DeclContext *Where) {
  const std::string Around = namespaceOf(Where);
  const std::string &Own = P.Placed.Namespace;
  if (Own.empty() || Around == Own || Around.starts_with(Own + "::"))
    return P.Struct;
  return Own + "::" + P.Struct;
}

std::string parameterText(const Plan &P, const PlanTaker &T,
                          const DeclContext *Where) {
  const std::string Name = structName(P, Where);
  if (P.Owns == Plan::Ownership::Reference)
    return Name + " &" + P.Parameter;
  const std::string Pointer = "std::shared_ptr<" + Name + "> ";
  return (T.Plain ? "const " + Pointer + "&" : Pointer) + P.Parameter;
}

void removeListed(SourceRange Tokens, SourceEdits &Edits) {
  const auto S = Edits.span(Tokens);
  if (!S)
    return Edits.refuse(Tokens.getBegin(),
                        "a macro spells what would change here");
  // Backwards over spaces and comments, which a lexer cannot do: forwards from
  // each comma that may be the one.
  const StringRef Buffer = Edits.buffer(S->File);
  for (size_t At = S->Begin;
       (At = Buffer.rfind(',', At - 1)) != StringRef::npos; --At) {
    const uint32_t Next =
        Edits.tokenFrom(S->File, static_cast<uint32_t>(At) + 1).second.Begin;
    if (Next < S->Begin)
      break;
    if (Next != S->Begin)
      continue;
    const StringRef Between = Buffer.slice(At + 1, S->Begin);
    if (Between.trim().empty())
      return Edits.replace({S->File, static_cast<uint32_t>(At), S->End}, "");
    Edits.replace(
        {S->File, static_cast<uint32_t>(At), static_cast<uint32_t>(At) + 1},
        "");
    return Edits.replace(*S, "");
  }
  Edits.refuse(Tokens.getBegin(), "it cannot be taken out of its list");
}

namespace {

/// One declaration of a taker.
class Signature {
public:
  Signature(const FunctionDecl &F, const PlanTaker &T, const Plan &P,
            const Entities &What, SourceEdits &Edits)
      : F(F), T(T), P(P), What(What), Edits(Edits) {}

  void run();

private:
  void documentation();
  void checkOverloads();

  const FunctionDecl &F;
  const PlanTaker &T;
  const Plan &P;
  const Entities &What;
  SourceEdits &Edits;
};

/// "\\param counter ..." tells of the object now, or goes.
void Signature::documentation() {
  const RawComment *Comment = Edits.Context.getRawCommentForDeclNoCache(&F);
  const auto Begin =
      Comment ? Edits.span(Comment->getBeginLoc()) : std::optional<Span>();
  if (!Begin)
    return;
  const StringRef Buffer = Edits.buffer(Begin->File);
  const uint32_t End = Edits.SM.getFileOffset(Comment->getEndLoc());
  bool First = true;
  for (const PlanTaker::Replaced &R : T.Parameters) {
    const StringRef Name = F.getParamDecl(R.Parameter)->getName();
    for (uint32_t Line = Begin->Begin; Line < End && !Name.empty();) {
      const uint32_t Next = std::min<size_t>(Buffer.find('\n', Line), End) + 1;
      const StringRef Text = Buffer.slice(Line, Next);
      size_t Command = Text.find("\\param");
      if (Command == StringRef::npos)
        Command = Text.find("@param");
      StringRef Word =
          Command == StringRef::npos ? "" : Text.substr(Command + 6);
      if (Word.starts_with("["))
        Word = Word.substr(Word.find(']') + 1);
      Word = Word.ltrim();
      if (Word.size() > Name.size() && Word.starts_with(Name) &&
          !isAsciiIdentifierContinue(Word[Name.size()])) {
        const auto At = static_cast<uint32_t>(Word.data() - Buffer.data());
        const auto Stop = static_cast<uint32_t>(Line + Text.rtrim().size());
        if (First)
          Edits.replace({Begin->File, At, Stop},
                        P.Parameter + " what it shares with others");
        else if (Text.trim().starts_with("//"))
          Edits.replace(wholeLine(Buffer, {Begin->File, Line, Stop}), "");
        First = false;
      }
      Line = Next;
    }
  }
}

void Signature::checkOverloads() {
  const size_t Count = T.Parameters.empty()
                           ? F.getNumParams() + 1
                           : F.getNumParams() + 1 - T.Parameters.size();
  for (const NamedDecl *D : F.getDeclContext()->lookup(F.getDeclName())) {
    const FunctionDecl *Other = D->getAsFunction();
    if (!Other || What.taker(Other))
      continue;
    if (Other->isVariadic() || isa<FunctionTemplateDecl>(D) ||
        (Other->getMinRequiredArguments() <= Count &&
         Count <= Other->getNumParams()))
      return Edits.refuse(Other->getLocation(),
                          "another '" + F.getNameAsString() +
                              "' would take as many arguments");
  }
}

void Signature::run() {
  const FunctionTypeLoc Written = F.getFunctionTypeLoc();
  if (Written.isNull())
    return Edits.refuse(F.getLocation(), "the parameters of '" +
                                             F.getNameAsString() +
                                             "' are not written here");
  if (F.isExternC())
    return Edits.refuse(F.getLocation(),
                        "'" + F.getNameAsString() + "' is extern \"C\"");
  if (std::string Why = promiseDependsOnParameters(F); !Why.empty())
    return Edits.refuse(F.getLocation(), Why);
  checkOverloads();

  std::string Text = parameterText(P, T, F.getLexicalDeclContext());
  if (T.Parameters.empty() && F.isThisDeclarationADefinition() &&
      (T.Unused || What.Kin.contains(F.getCanonicalDecl())))
    Text.replace(Text.size() - P.Parameter.size(), P.Parameter.size(),
                 " /*" + P.Parameter + "*/"); // it would go unused
  if (T.Parameters.empty()) {
    const auto Open = Edits.span(Written.getLParenLoc());
    if (!Open)
      return Edits.refuse(F.getLocation(),
                          "a macro spells what would change here");
    const auto Close = Edits.span(Written.getRParenLoc());
    if (F.getNumParams() == 0 && Close && Close->File == Open->File &&
        !F.isVariadic() &&
        Edits.buffer(Open->File).slice(Open->End, Close->Begin).trim() ==
            "void")
      return Edits.replace({Open->File, Open->End, Close->Begin}, Text);
    const bool More = F.getNumParams() != 0 || F.isVariadic();
    return Edits.replace({Open->File, Open->End, Open->End},
                         Text + (More ? ", " : ""));
  }
  for (const PlanTaker::Replaced &R : T.Parameters)
    if (R.Parameter >= F.getNumParams())
      return Edits.refuse(F.getLocation(), "its parameters are not as before");
  documentation();
  bool First = true;
  for (const PlanTaker::Replaced &R : T.Parameters) {
    const ParmVarDecl *Param = F.getParamDecl(R.Parameter);
    if (Param->isParameterPack())
      return Edits.refuse(Param->getLocation(), "it is a parameter pack");
    for (const auto &[D, M] : What.Members)
      if (M == R.Member &&
          (!isa<ParmVarDecl>(D) ||
           What.isOwner(dyn_cast<FunctionDecl>(D->getDeclContext()))) &&
          !Edits.Context.hasSameUnqualifiedType(D->getType(), Param->getType()))
        Edits.refuse(Param->getLocation(), "'" + Param->getNameAsString() +
                                               "' is of another type than '" +
                                               D->getNameAsString() + "'");
    if (First)
      Edits.replace(Param->getSourceRange(), Text);
    else
      removeListed(Param->getSourceRange(), Edits);
    First = false;
  }
}

} // namespace

void editSignature(const FunctionDecl &F, const PlanTaker &T, const Plan &P,
                   const Entities &What, SourceEdits &Edits) {
  Signature(F, T, P, What, Edits).run();
}

} // namespace cotidy
