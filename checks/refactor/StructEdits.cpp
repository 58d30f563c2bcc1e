//===- StructEdits.cpp - The struct and the object ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "refactor/UseEdits.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;

namespace cotidy {

/// The declaration at namespace scope that \p D is in.
static const Decl *outermost(const Decl *D) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const auto *T = F->getDescribedFunctionTemplate())
      D = T;
  for (;;) {
    const DeclContext *C = D->getLexicalDeclContext();
    if (!C || C->isTranslationUnit() || C->isNamespace())
      break;
    const auto *Next = cast<Decl>(C);
    D = Next;
    if (const auto *R = dyn_cast<CXXRecordDecl>(D))
      if (const auto *T = R->getDescribedClassTemplate())
        D = T;
  }
  return D;
}

static uint32_t memoryOffset(StringRef Buffer, uint32_t Before) {
  std::optional<size_t> Sorted; // before the first system header after it
  size_t AfterAngled = 0, AfterAny = 0;
  for (size_t Line = 0; Line < Before;) {
    const size_t End = std::min(Buffer.find('\n', Line), Buffer.size() - 1);
    const StringRef Text = Buffer.slice(Line, End).trim();
    if (Text.starts_with("#include")) {
      AfterAny = End + 1;
      const StringRef Header =
          Text.contains('<') ? Text.substr(Text.find('<')) : "";
      if (Header == "<memory>")
        return None;
      if (!Header.empty()) {
        AfterAngled = End + 1;
        if (!Sorted && Header > "<memory>")
          Sorted = Line;
      }
    }
    Line = End + 1;
  }
  return Sorted ? *Sorted : AfterAngled ? AfterAngled : AfterAny;
}

/// Nobody else can see the struct: it is in a source file, and all that take it
/// are that file's own.
static bool wantsUnnamedNamespace(const Entities &What, const Decl *At,
                                  const SourceManager &SM) {
  if (!SM.isInMainFile(SM.getFileLoc(At->getBeginLoc())) ||
      At->isInAnonymousNamespace())
    return false;
  return llvm::none_of(What.Takers, [](const auto &Taker) {
    return Taker.first->isExternallyVisible();
  });
}

bool settlePlace(Plan &P, const Entities &What, SourceEdits &Edits) {
  const SourceManager &SM = Edits.SM;
  std::vector<const Decl *> Users{What.Owner};
  for (const auto &[F, Index] : What.Others)
    Users.push_back(F);
  for (const auto &[F, T] : What.Takers)
    for (const FunctionDecl *D : F->redecls())
      Users.push_back(D);
  auto Before = [&](const Decl *A, const Decl *B) {
    return SM.isBeforeInTranslationUnit(A->getBeginLoc(), B->getBeginLoc());
  };
  for (const Decl *&D : Users)
    D = outermost(D);
  const Decl *At = *std::min_element(Users.begin(), Users.end(), Before);

  // Where the last of the globals is declared first, types and constants that
  // the fields need are known.
  const VarDecl *LastGlobal = nullptr;
  for (const auto &[V, M] : What.Members)
    if (!P.Members[M].Global.empty() && (!LastGlobal || Before(LastGlobal, V)))
      LastGlobal = V;
  std::optional<Span> Instead;
  if (LastGlobal && outermost(LastGlobal) == LastGlobal &&
      Before(LastGlobal, At)) {
    At = LastGlobal;
    Instead = declarationSpan(*LastGlobal, Edits);
  }

  const auto S = Edits.span(At->getBeginLoc());
  if (!S || SM.isInSystemHeader(At->getBeginLoc())) {
    Edits.refuse(At->getBeginLoc(), "there is no place for the struct here");
    return false;
  }
  const StringRef Buffer = Edits.buffer(S->File);
  Plan::Placement &Placed = P.Placed;
  Placed.Fields.resize(P.Members.size());
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It)
    if (const FileID File = SM.translateFile(It->first); File.isValid())
      Placed.Files.insert(Edits.place(SM.getLocForStartOfFile(File)).first);
  Placed.File = Edits.place(SM.getLocForStartOfFile(S->File)).first;
  Placed.Offset = Instead ? removalOf(*Instead, Edits).Whole.End
                          : withComments(Buffer, *S).Whole.Begin;
  for (const DeclContext *C = At->getLexicalDeclContext(); C;
       C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C);
        N && !N->isAnonymousNamespace() && !N->isInline())
      Placed.Namespace = N->getNameAsString() +
                         (Placed.Namespace.empty() ? "" : "::") +
                         Placed.Namespace;
  const bool Unnamed = wantsUnnamedNamespace(What, At, SM);
  const StringRef Above = Buffer.take_front(Placed.Offset);
  const size_t Line = Above.drop_back(!Above.empty()).rfind('\n');
  if (Above.substr(Line == StringRef::npos ? 0 : Line + 1).starts_with("#"))
    Placed.Before = "\n"; // a directive
  Placed.Before += Unnamed ? "namespace {\n" : "";
  Placed.After = Unnamed ? "} // namespace\n" : "";
  const StringRef Below = Buffer.substr(Placed.Offset).ltrim(" \t\r");
  if (!Below.starts_with("\n") && !Below.starts_with("}"))
    Placed.After += "\n";
  if (P.Owns == Plan::Ownership::SharedPointer)
    Placed.MemoryOffset = memoryOffset(Buffer, Placed.Offset);
  return true;
}

namespace {

/// Does \p File include that of the struct? Its text tells: what was included
/// before is not read again, and in no way there.
class Includes {
public:
  Includes(const Plan &P, SourceEdits &Edits) : P(P), Edits(Edits) {
    for (auto It = Edits.SM.fileinfo_begin(); It != Edits.SM.fileinfo_end();
         ++It)
      if (const FileID File = Edits.SM.translateFile(It->first); File.isValid())
        Paths[path(File)] = File;
  }

  bool lead(FileID From) {
    Seen.clear();
    return leadOn(From);
  }

private:
  bool leadOn(FileID From) {
    const std::string Here = path(From);
    if (Here == P.Placed.File)
      return true;
    if (!Seen.insert(Here).second ||
        Edits.SM.isInSystemHeader(Edits.SM.getLocForStartOfFile(From)))
      return false;
    for (StringRef Rest = Edits.buffer(From); !Rest.empty();) {
      StringRef Line;
      std::tie(Line, Rest) = Rest.split('\n');
      Line = Line.ltrim();
      if (!Line.consume_front("#") ||
          !(Line = Line.ltrim()).consume_front("include"))
        continue;
      Line = Line.ltrim();
      const StringRef Name =
          Line.drop_front(!Line.empty()).take_until([](char C) {
            return C == '"' || C == '>';
          });
      for (const auto &[Path, File] : Paths)
        if (!Name.empty() && named(Path, Name) && leadOn(File))
          return true;
    }
    return false;
  }

  std::string path(FileID File) {
    return Edits.place(Edits.SM.getLocForStartOfFile(File)).first;
  }
  static bool named(StringRef Path, StringRef Name) {
    while (Name.consume_front("./") || Name.consume_front("../"))
      continue;
    return Path.ends_with(Name) && (Path.size() == Name.size() ||
                                    Path[Path.size() - Name.size() - 1] == '/');
  }

  const Plan &P;
  SourceEdits &Edits;
  std::map<std::string, FileID> Paths;
  std::set<std::string> Seen;
};

} // namespace

void declareStruct(const Plan &P, const Entities &What, SourceEdits &Edits) {
  const SourceManager &SM = Edits.SM;
  std::map<FileID, const Decl *> First;
  for (const auto &[F, T] : What.Takers)
    for (const FunctionDecl *Redecl : F->redecls()) {
      const Decl *D = outermost(Redecl);
      const FileID File = SM.getFileID(SM.getFileLoc(D->getBeginLoc()));
      const Decl *&Known = First[File];
      if (!Known ||
          SM.isBeforeInTranslationUnit(D->getBeginLoc(), Known->getBeginLoc()))
        Known = D;
    }
  Includes Included(P, Edits);
  for (const auto &[File, D] : First) {
    if (Included.lead(File))
      continue;
    const auto S = Edits.span(D->getBeginLoc());
    if (!S || File == SM.getMainFileID() ||
        structName(P, D->getLexicalDeclContext()) != P.Struct ||
        (P.Placed.Namespace.empty() &&
         !D->getLexicalDeclContext()->isTranslationUnit())) {
      Edits.refuse(D->getBeginLoc(),
                   "'" + P.Struct + "' would not be known here");
      continue;
    }
    const Commented Place = withComments(Edits.buffer(File), *S);
    Edits.replace({File, Place.Whole.Begin, Place.Whole.Begin},
                  "struct " + P.Struct + ";\n\n");
    if (P.Owns == Plan::Ownership::SharedPointer)
      if (const uint32_t At = memoryOffset(Edits.buffer(File), S->Begin);
          At != None)
        Edits.replace({File, At, At}, "#include <memory>\n");
  }
}

std::vector<Edit> structEdits(const Plan &P) {
  const Plan::Placement &At = P.Placed;
  std::string Text = At.Before + "struct " + P.Struct + " {\n";
  for (const Plan::Placement::Field &F : At.Fields) {
    StringRef Above = F.Above;
    while (!Above.empty()) {
      const auto [Line, Rest] = Above.split('\n');
      Text += "  " + Line.trim().str() + "\n";
      Above = Rest;
    }
    Text += "  " + F.Text + (F.Behind.empty() ? "" : " " + F.Behind) + "\n";
  }
  Text += "};\n" + At.After;
  std::vector<Edit> Out;
  if (At.MemoryOffset == At.Offset)
    Text = (Text.front() == '\n' ? "#include <memory>\n"
                                 : "#include <memory>\n\n") +
           Text;
  else if (At.MemoryOffset != None)
    Out.push_back({At.File, At.MemoryOffset, 0, "#include <memory>\n"});
  Out.push_back({At.File, At.Offset, 0, Text});
  return Out;
}

std::optional<Span> startOfOwner(const FunctionDecl &Owner, SourceEdits &Edits,
                                 const CompoundStmt *&Block) {
  const Stmt *Body = Owner.getBody();
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  Block = dyn_cast<CompoundStmt>(Body);
  auto Open = Block ? Edits.span(Block->getLBracLoc()) : std::optional<Span>();
  if (!Open)
    Edits.refuse(Owner.getLocation(), "there is no place for the object in it");
  return Open;
}

std::string indentationIn(const CompoundStmt &Block, const Span &Open,
                          const SourceEdits &Edits) {
  const StringRef Buffer = Edits.buffer(Open.File);
  const auto First = Block.body_empty()
                         ? std::optional<Span>()
                         : Edits.span(Block.body_front()->getBeginLoc());
  if (First && First->File == Open.File && First->Begin > Open.End &&
      Buffer.slice(Open.End, First->Begin).contains('\n'))
    return indentationAt(Buffer, First->Begin);
  return indentationAt(Buffer, Open.Begin) + "  ";
}

std::string objectText(const Plan &P, const DeclContext *Where,
                       const std::string &Values) {
  const std::string Type = structName(P, Where);
  if (P.Owns == Plan::Ownership::SharedPointer)
    return "auto " + P.Parameter + " = std::make_shared<" + Type + ">(" +
           (Values.empty() ? "" : Type + "{" + Values + "}") + ");";
  return Type + " " + P.Parameter + (Values.empty() ? "" : "{" + Values + "}") +
         ";";
}

} // namespace cotidy
