//===- Print.cpp - The IR as text -----------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Print.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace cotidy;

namespace {

const char *spelling(TypeClass C) {
  switch (C) {
  case TypeClass::Void:
    return "void";
  case TypeClass::Bool:
    return "bool";
  case TypeClass::Enum:
    return "enum";
  case TypeClass::Integer:
    return "integer";
  case TypeClass::Floating:
    return "floating";
  case TypeClass::Pointer:
    return "pointer";
  case TypeClass::SmartPointer:
    return "smart-pointer";
  case TypeClass::Iterator:
    return "iterator";
  case TypeClass::View:
    return "view";
  case TypeClass::Atomic:
    return "atomic";
  case TypeClass::Sync:
    return "sync";
  case TypeClass::Handle:
    return "handle";
  case TypeClass::Callable:
    return "callable";
  case TypeClass::Container:
    return "container";
  case TypeClass::Record:
    return "record";
  case TypeClass::Dependent:
    return "dependent";
  case TypeClass::Other:
    return "other";
  }
  return "other";
}

const char *spelling(Implicit I) {
  switch (I) {
  case Implicit::No:
    return "";
  case Implicit::Destructor:
    return " !destructor";
  case Implicit::DefaultArgument:
    return " !default";
  case Implicit::AwaitProtocol:
    return " !await";
  case Implicit::Conversion:
    return " !conversion";
  case Implicit::RangeFor:
    return " !range-for";
  }
  return "";
}

const char *spelling(Passing P) {
  switch (P) {
  case Passing::Value:
    return "value";
  case Passing::Reference:
    return "ref";
  case Passing::ConstReference:
    return "cref";
  case Passing::RValueReference:
    return "rref";
  case Passing::Pointer:
    return "ptr";
  case Passing::ConstPointer:
    return "cptr";
  case Passing::Variadic:
    return "variadic";
  }
  return "value";
}

const char *spelling(SuspendKind S) {
  switch (S) {
  case SuspendKind::Initial:
    return "initial";
  case SuspendKind::Await:
    return "await";
  case SuspendKind::Yield:
    return "yield";
  case SuspendKind::Final:
    return "final";
  }
  return "await";
}

const char *spelling(StoreKind S) {
  switch (S) {
  case StoreKind::Init:
    return "init";
  case StoreKind::Assign:
    return "assign";
  case StoreKind::Compound:
    return "compound";
  case StoreKind::Increment:
    return "increment";
  }
  return "assign";
}

const char *spelling(Terminator::Kind K) {
  switch (K) {
  case Terminator::Jump:
    return "jump";
  case Terminator::If:
    return "if";
  case Terminator::While:
    return "while";
  case Terminator::DoWhile:
    return "do-while";
  case Terminator::For:
    return "for";
  case Terminator::RangeFor:
    return "range-for";
  case Terminator::And:
    return "and";
  case Terminator::Or:
    return "or";
  case Terminator::Conditional:
    return "conditional";
  case Terminator::Switch:
    return "switch";
  case Terminator::Try:
    return "try";
  }
  return "jump";
}

std::string path(const Place &P) {
  std::string S;
  for (const PathElement &E : P.Path)
    switch (E.K) {
    case PathElement::Field:
      S += "." + E.Name;
      break;
    case PathElement::Element:
      S += "[]";
      break;
    case PathElement::Deref:
      S += "*";
      break;
    }
  return S;
}

/// Writes one function; names roots by kind, so that tests can tell them apart.
class Printer {
public:
  Printer(llvm::raw_ostream &OS, const TUSummary &TU, const Function &F)
      : OS(OS), TU(TU), F(F) {}

  void function();

private:
  llvm::raw_ostream &OS;
  const TUSummary &TU;
  const Function &F;

  void place(const Place &P);
  void location(const Location &L);
  void operands(const std::vector<ValueId> &Values);
  void argument(const Argument &A);
  void event(const Event &E);
  void terminator(const Terminator &T);
};

void Printer::place(const Place &P) { OS << printed(P, F, TU.Globals); }

void Printer::location(const Location &L) {
  if (L.isValid())
    OS << " ; " << L.Line << ':' << L.Column;
  if (L.inMacro())
    OS << " spelled " << L.SpellingLine << ':' << L.SpellingColumn;
}

void Printer::operands(const std::vector<ValueId> &Values) {
  const char *Separator = " ";
  for (ValueId V : Values) {
    OS << Separator << '%' << V;
    Separator = ", ";
  }
}

void Printer::argument(const Argument &A) {
  OS << spelling(A.How);
  if (A.Val != None)
    OS << " %" << A.Val;
  if (A.From.Base != Place::Unknown) {
    OS << " of ";
    place(A.From);
  }
  if (A.Moved)
    OS << " moved";
  if (A.Literal)
    OS << " literal";
  if (A.ConstLValue)
    OS << " const";
}

void Printer::event(const Event &E) {
  OS << "  ";
  if (E.Result != None)
    OS << '%' << E.Result << " = ";
  switch (E.K) {
  case Event::Constant:
    OS << "constant " << (E.Callee.empty() ? E.Text : E.CalleeName);
    break;
  case Event::Load:
    OS << "load ";
    place(E.Target);
    if (E.ForUpdate)
      OS << " for update";
    if (E.Moves)
      OS << " moves";
    break;
  case Event::Borrow:
    OS << "borrow ";
    place(E.Target);
    break;
  case Event::Op:
    OS << "op " << E.Text;
    operands(E.Operands);
    break;
  case Event::Closure:
  case Event::Call: {
    OS << (E.K == Event::Call ? "call " : "closure ");
    if (E.Virtual)
      OS << "virtual ";
    if (E.Braced)
      OS << "braced ";
    if (!E.CalleeName.empty())
      OS << E.CalleeName;
    else if (E.Indirect != None)
      OS << "indirect %" << E.Indirect;
    else
      OS << "unknown";
    if (E.Receiver) {
      OS << " on (";
      argument(*E.Receiver);
      OS << ')';
    }
    OS << " (";
    const char *Separator = "";
    for (const Argument &A : E.Args) {
      OS << Separator;
      argument(A);
      Separator = ", ";
    }
    OS << ')';
    break;
  }
  case Event::Suspend:
    OS << "suspend " << spelling(E.Suspending);
    operands(E.Operands);
    if (!E.AwaitableRecord.empty())
      OS << " : " << E.AwaitableRecord;
    if (E.NeverSuspends)
      OS << " never";
    break;
  case Event::Store:
    OS << "store " << spelling(E.Storing) << ' ';
    place(E.Target);
    OS << " from";
    operands(E.Operands);
    break;
  case Event::Return:
    OS << "return";
    operands(E.Operands);
    break;
  case Event::Throw:
    OS << "throw";
    operands(E.Operands);
    break;
  case Event::ScopeEnd:
    OS << "scope-end ";
    place(E.Target);
    break;
  }
  OS << spelling(E.Why);
  location(E.Loc);
  OS << '\n';
}

void Printer::terminator(const Terminator &T) {
  OS << "  ";
  if (T.Succs.empty()) {
    OS << "leave\n";
    return;
  }
  OS << spelling(T.K);
  if (T.Condition != None)
    OS << " %" << T.Condition;
  const char *Separator = " -> ";
  for (uint32_t S : T.Succs) {
    OS << Separator << "bb" << S;
    Separator = ", ";
  }
  if (T.K != Terminator::Jump)
    location(T.Loc);
  OS << '\n';
}

void Printer::function() {
  if (F.Coroutine)
    OS << "coroutine ";
  else if (F.Initializer)
    OS << "initializer ";
  else
    OS << "function ";
  OS << F.Display << '(';
  const char *Separator = "";
  for (const Parameter &P : F.Params) {
    OS << Separator << P.Name << ": " << P.Ty.Spelling
       << (P.Ty.RValueReference ? " &&"
           : P.Ty.Reference     ? " &"
                                : "")
       << " [" << (P.Ty.Const ? "const " : "") << spelling(P.Ty.Class) << ']';
    Separator = ", ";
  }
  OS << ')';
  if (F.Instantiation)
    OS << " instantiation";
  if (F.Pattern)
    OS << " pattern";
  if (F.LazyStart)
    OS << " lazy";
  for (const Capture &C : F.Captures)
    OS << " captures " << (C.ByReference ? "&" : "") << C.Name;
  location(F.Loc);
  OS << '\n';
  for (size_t B = 0; B < F.Blocks.size(); ++B) {
    OS << "bb" << B << ":\n";
    for (const Event &E : F.Blocks[B].Events)
      event(E);
    terminator(F.Blocks[B].End);
  }
}

} // namespace

void cotidy::print(llvm::raw_ostream &OS, const TUSummary &TU,
                   const Function &F) {
  Printer(OS, TU, F).function();
}

void cotidy::print(llvm::raw_ostream &OS, const TUSummary &TU) {
  OS << "unit " << llvm::sys::path::filename(TU.MainFile) << '\n';
  for (const Variable &G : TU.Globals) {
    OS << "global @" << G.Display << ": " << G.Ty.Spelling << " ["
       << (G.Constant ? "constant " : "") << spelling(G.Ty.Class) << ']';
    if (G.ThreadLocal)
      OS << " thread_local";
    if (!G.Defined)
      OS << " extern";
    if (G.Where == Variable::StaticLocal)
      OS << " static local";
    if (G.Where == Variable::StaticMember)
      OS << " static member";
    if (G.System)
      OS << " system";
    if (G.Loc.isValid())
      OS << " ; " << G.Loc.Line << ':' << G.Loc.Column;
    OS << '\n';
  }
  for (const Function &F : TU.Functions) {
    OS << '\n';
    print(OS, TU, F);
  }
}

std::string cotidy::printed(const Place &P, const Function &F,
                            const std::vector<Variable> &Globals) {
  const auto Variable = [&](const char *Kind, TextRef Name) {
    return Kind +
           ("(" + (Name.empty() ? "#" + std::to_string(P.Index) : Name.str())) +
           ")" + path(P);
  };
  switch (P.Base) {
  case Place::Unknown:
    return "unknown" + path(P);
  case Place::Global:
    return "@" + Globals[P.Index].Display + path(P);
  case Place::Parameter:
    return Variable("param", F.Params[P.Index].Name);
  case Place::This:
    return "this" + path(P);
  case Place::Local:
    return Variable("local", F.Locals[P.Index].Name);
  case Place::Capture:
    return Variable("capture", F.Captures[P.Index].Name);
  case Place::Value:
    return "%" + std::to_string(P.Index) + path(P);
  }
  return {};
}

std::string cotidy::placeName(const Place &P, const Function &F,
                              const std::vector<Variable> &Globals) {
  std::string S;
  switch (P.Base) {
  case Place::Unknown:
  case Place::Value:
    break;
  case Place::Global:
    S = Globals[P.Index].Display;
    break;
  case Place::Parameter:
    S = F.Params[P.Index].Name;
    break;
  case Place::This:
    S = "this";
    break;
  case Place::Local:
    S = F.Locals[P.Index].Name;
    break;
  case Place::Capture:
    S = F.Captures[P.Index].Name;
    break;
  }
  for (const PathElement &E : P.Path) {
    if (E.K == PathElement::Element)
      S += "[]";
    else if (E.K == PathElement::Field && (S.empty() || S == "this"))
      S = E.Name;
    else if (E.K == PathElement::Field)
      S.append(".").append(E.Name);
  }
  return S;
}
