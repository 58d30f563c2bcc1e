//===- VariableEdits.cpp - The owner's variables that become fields -------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   int counter = 0;                 CounterState state{.limit = readLimit()};
//   int limit = readLimit();
//
// What a literal initialises is initialised in the struct. Other values are
// given to the object where they stand side by side, and assigned later where
// something else is between.
//
//===----------------------------------------------------------------------===//

#include "refactor/OwnerEdits.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace cotidy {

namespace {

bool isLiteral(const Expr *E) {
  if (!E)
    return true;
  E = E->IgnoreUnlessSpelledInSource();
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, CXXBoolLiteralExpr,
          StringLiteral, CXXNullPtrLiteralExpr>(E))
    return true;
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() != UO_AddrOf && U->getOpcode() != UO_Deref &&
           isLiteral(U->getSubExpr());
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    return isa<EnumConstantDecl>(R->getDecl());
  if (const auto *L = dyn_cast<InitListExpr>(E))
    return llvm::all_of(L->inits(), [](const Expr *I) { return isLiteral(I); });
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getConstructor()->getParent()->isInStdNamespace()
               ? llvm::all_of(C->arguments(),
                              [](const Expr *A) {
                                return isLiteral(A) ||
                                       isa<CXXDefaultArgExpr>(A);
                              })
               : C->getNumArgs() == 0;
  return false;
}

class NamesMember : public RecursiveASTVisitor<NamesMember> {
public:
  explicit NamesMember(const Entities &What) : What(What) {}
  bool Found = false;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= What.member(E->getDecl()).has_value();
    return true;
  }

private:
  const Entities &What;
};

/// A statement that declares a member, in its block.
struct Declared {
  const CompoundStmt *Block;
  size_t Index;
  const DeclStmt *Statement;
  const VarDecl *Variable;
  bool Literal;
  bool Refers; ///< its initialiser names a member
};

class FindDeclared : public RecursiveASTVisitor<FindDeclared> {
public:
  FindDeclared(const Plan &P, const Entities &What, SourceEdits &Edits)
      : P(P), What(What), Edits(Edits) {}
  std::vector<Declared> Found;

  bool VisitCompoundStmt(CompoundStmt *Block) {
    size_t Index = 0;
    for (const Stmt *S : Block->body()) {
      if (const auto *D = dyn_cast<DeclStmt>(S))
        statement(*Block, Index, *D);
      ++Index;
    }
    return true;
  }

private:
  void statement(const CompoundStmt &Block, size_t Index, const DeclStmt &S) {
    size_t Members = 0;
    bool AllLiteral = true;
    for (const Decl *D : S.decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && What.member(V)) {
        ++Members;
        NamesMember Refers(What);
        if (V->getInit())
          Refers.TraverseStmt(const_cast<Expr *>(V->getInit()));
        const bool Literal =
            isLiteral(V->getInit()) &&
            !(V->getInit() && otherMeaning(P, *V->getInit(), Edits));
        AllLiteral &= Literal;
        Found.push_back({&Block, Index, &S, V, Literal, Refers.Found});
      }
    const auto Count =
        static_cast<size_t>(std::distance(S.decl_begin(), S.decl_end()));
    if (Members != 0 && (Members != Count || (Count > 1 && !AllLiteral)))
      Edits.refuse(S.getBeginLoc(),
                   "its declaration declares something else too");
  }

  const Plan &P;
  const Entities &What;
  SourceEdits &Edits;
};

class VariableEditor {
public:
  VariableEditor(Plan &P, const Entities &What, const FunctionDecl &Owner,
                 SourceEdits &Edits)
      : P(P), What(What), Owner(Owner), First(&Owner == What.Owner),
        Edits(Edits) {}

  void run();

private:
  void parameters();
  void check(const Declared &D);
  void literal(const Declared &D, const std::string &Instead);
  void value(const Declared &D, const std::string &Before,
             const std::string &After, bool Assign);
  void locals(const std::vector<Declared> &All);
  void setField(uint32_t Member, const VarDecl &V,
                const std::string &Initialiser);
  std::string literalText(const VarDecl &V, const WrittenInit &Init) const;
  bool isInStruct(const Declared &D) const;

  Plan &P;
  const Entities &What;
  const FunctionDecl &Owner;
  const bool First; ///< its literals are the struct's
  SourceEdits &Edits;
  bool HasObject = false;
  size_t Found = 0; ///< of its variables
};

void VariableEditor::setField(uint32_t Member, const VarDecl &V,
                              const std::string &Initialiser) {
  ++Found;
  if (First || !P.Placed.Fields[Member].Defined)
    cotidy::setField(P, Member, V, Initialiser, Edits);
}

/// The owner's own parameters: the object starts with their values.
void VariableEditor::parameters() {
  std::string Values;
  for (uint32_t I = 0; I < P.Members.size(); ++I)
    for (const ParmVarDecl *Param : Owner.parameters())
      if (What.member(Param) == I) {
        Values += (Values.empty() ? "." : ", .") + P.Members[I].Name + " = " +
                  Param->getNameAsString();
        setField(I, *Param, Param->getType()->isRecordType() ? "" : "{}");
      }
  if (Values.empty())
    return;
  const CompoundStmt *Block = nullptr;
  const auto Open = startOfOwner(Owner, Edits, Block);
  if (!Open)
    return;
  HasObject = true;
  Edits.replace({Open->File, Open->End, Open->End},
                "\n" + indentationIn(*Block, *Open, Edits) +
                    objectText(P, &Owner, Values));
}

void VariableEditor::check(const Declared &D) {
  const VarDecl &V = *D.Variable;
  if (V.isStaticLocal() || V.hasAttrs() || V.getType().isConstQualified() ||
      V.getType().isVolatileQualified() || V.isConstexpr())
    Edits.refuse(V.getLocation(),
                 "'" + V.getNameAsString() + "' is no plain variable");
}

std::string VariableEditor::literalText(const VarDecl &V,
                                        const WrittenInit &Init) const {
  if (Init.How == WrittenInit::Assigned)
    return " = " + Init.Text;
  if (Init.How != WrittenInit::Called)
    return Init.Text;
  const auto Type = typeText(P, V);
  return " = " + (V.getType()->isRecordType() ? Type.value_or("") : "") +
         Init.Text;
}

/// Has the struct this very value, and are there no comments to lose?
bool VariableEditor::isInStruct(const Declared &D) const {
  const uint32_t Member = *What.member(D.Variable);
  const Plan::Placement::Field &F = P.Placed.Fields[Member];
  const auto Init = initialiserOf(*D.Variable, Edits);
  const auto S = Edits.span(D.Statement->getSourceRange());
  const auto Text = declarator(P, *D.Variable, P.Members[Member].Name);
  if (!Init || !S || !Text ||
      F.Text != *Text + literalText(*D.Variable, *Init) + ";")
    return false;
  const Commented Place = withComments(Edits.buffer(S->File), *S);
  return (Place.Above.empty() || Place.Above == F.Above) &&
         (Place.Behind.empty() || Place.Behind == F.Behind);
}

void VariableEditor::literal(const Declared &D, const std::string &Instead) {
  const uint32_t Member = *What.member(D.Variable);
  Plan::Placement::Field &F = P.Placed.Fields[Member];
  const auto Init = initialiserOf(*D.Variable, Edits);
  auto S = Edits.span(D.Statement->getSourceRange());
  if (!Init || !S)
    return Edits.refuse(D.Variable->getLocation(),
                        "a macro spells what would change here");
  const std::string Initialiser = literalText(*D.Variable, *Init);
  setField(Member, *D.Variable, Initialiser);
  if (D.Statement->decl_begin() + 1 != D.Statement->decl_end() &&
      *D.Statement->decl_begin() != D.Variable)
    return; // went with the first
  const StringRef Buffer = Edits.buffer(S->File);
  const Commented Place = withComments(Buffer, *S);
  if (First) {
    F.Above = Place.Above;
    F.Behind = Place.Behind;
  }
  Edits.replace(Place.Whole, Instead.empty() ? ""
                                             : indentationAt(Buffer, S->Begin) +
                                                   Instead + "\n");
}

/// Leaves the initialiser where it is and edits what is around it.
void VariableEditor::value(const Declared &D, const std::string &Before,
                           const std::string &After, bool Assign) {
  const VarDecl &V = *D.Variable;
  const auto Init = initialiserOf(V, Edits);
  const auto S = Edits.span(D.Statement->getSourceRange());
  const auto Type = typeText(P, V);
  const bool Class = V.getType()->isRecordType();
  if (!Init || !S || !Type || Init->How == WrittenInit::Nothing)
    return Edits.refuse(V.getLocation(),
                        "its declaration cannot be made an assignment");
  if (Init->How == WrittenInit::Called && !Class &&
      Type->find(' ') != Type->npos)
    return Edits.refuse(V.getLocation(), "its type is of several words");
  if (Assign && Class && !V.getType()->getAsCXXRecordDecl()->isInStdNamespace())
    return Edits.refuse(V.getLocation(),
                        "'" + V.getNameAsString() +
                            "' would be assigned what now initialises it");
  setField(*What.member(&V), V, Class ? "" : "{}");
  std::string Name =
      Assign ? P.Parameter +
                   (P.Owns == Plan::Ownership::SharedPointer ? "->" : ".") +
                   P.Members[*What.member(&V)].Name
             : "." + P.Members[*What.member(&V)].Name;
  if (Init->How == WrittenInit::Called ||
      (Assign && Init->How == WrittenInit::Braced))
    Name += " = " + *Type;
  else if (Init->How == WrittenInit::Assigned)
    Name += " ";
  Edits.replace({S->File, S->Begin,
                 Init->Where.Begin +
                     (Init->How == WrittenInit::Assigned &&
                              Edits.buffer(S->File)[Init->Where.Begin] == ' '
                          ? 1u
                          : 0u)},
                Before + Name);
  Edits.replace({S->File, S->End - 1, S->End}, After);
}

void VariableEditor::locals(const std::vector<Declared> &All) {
  for (const Declared &D : All) {
    check(D);
    if (D.Block != All.front().Block)
      return Edits.refuse(D.Variable->getLocation(),
                          "'" + D.Variable->getNameAsString() +
                              "' is declared in another block");
  }
  // What stands side by side with the first.
  size_t Prefix = HasObject ? 0 : 1;
  while (Prefix != 0 && Prefix < All.size() &&
         All[Prefix].Index <= All[Prefix - 1].Index + 1 &&
         (All[Prefix].Literal || !All[Prefix].Refers))
    ++Prefix;
  std::vector<size_t> Values;
  for (size_t I = 0; I < Prefix; ++I)
    if (!All[I].Literal)
      Values.push_back(I);
  const std::string Empty = objectText(P, &Owner, "");
  const std::string Marked = objectText(P, &Owner, "\n");
  const size_t Mark = Marked.find('\n');
  for (size_t I = 0; I < All.size(); ++I) {
    if (All[I].Literal) {
      literal(All[I], I == 0 && !HasObject && Values.empty() ? Empty : "");
    } else if (I < Prefix) {
      value(All[I], I == Values.front() ? Marked.substr(0, Mark) : "",
            I == Values.back() ? Marked.substr(Mark + 1) : ",",
            /*Assign=*/false);
    } else {
      value(All[I], "", ";", /*Assign=*/true);
    }
  }
}

void VariableEditor::run() {
  FindDeclared Finder(P, What, Edits);
  Finder.TraverseDecl(const_cast<FunctionDecl *>(&Owner));
  if (!First)
    for (Declared &D : Finder.Found) {
      D.Literal = D.Literal && isInStruct(D);
      if (!D.Literal &&
          D.Statement->decl_begin() + 1 != D.Statement->decl_end())
        Edits.refuse(D.Statement->getBeginLoc(),
                     "its declaration declares something else too");
    }
  parameters();
  if (!Finder.Found.empty())
    locals(Finder.Found);
  const size_t Wanted =
      First ? llvm::count_if(P.Members,
                             [](const PlanMember &M) { return !M.OfOther; })
            : P.Others[What.Others.lookup(&Owner)].Variables.size();
  if (Found < Wanted)
    Edits.refuse(Owner.getLocation(),
                 "not all of '" + Owner.getNameAsString() +
                     "'s variables are declared by statements of their own");
}

} // namespace

void editOwnersVariables(Plan &P, const Entities &What, SourceEdits &Edits) {
  if (What.Owner)
    VariableEditor(P, What, *What.Owner, Edits).run();
  std::vector<std::pair<uint32_t, const FunctionDecl *>> Others;
  for (const auto &[F, Index] : What.Others)
    Others.push_back({Index, F});
  llvm::sort(Others);
  for (const auto &[Index, F] : Others)
    VariableEditor(P, What, *F, Edits).run();
}

} // namespace cotidy
