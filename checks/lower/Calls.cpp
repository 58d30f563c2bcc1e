//===- Calls.cpp - Calls, operators and constructors ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

static Place with(Place P, PathElement::Kind K) {
  if (K == PathElement::Element && !P.Path.empty() &&
      P.Path.back().K == PathElement::Deref)
    return P;
  P.Path.push_back({K, ""});
  return P;
}

/// A literal, a constant expression, or an object made of nothing else.
static bool isConstantLike(const Expr *E, const ASTContext &C) {
  if (E->isValueDependent() || E->isTypeDependent())
    return false;
  E = E->IgnoreImplicit()->IgnoreParens();
  if (isa<CXXDefaultArgExpr, StringLiteral, ImplicitValueInitExpr>(E))
    return true;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (!E->getType()->isScalarType())
      return isConstantLike(Cast->getSubExpr(), C);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return llvm::all_of(Made->arguments(),
                        [&](const Expr *A) { return isConstantLike(A, C); });
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return llvm::all_of(List->inits(),
                        [&](const Expr *A) { return isConstantLike(A, C); });
  return E->isPRValue() && E->getType()->isScalarType() && E->isEvaluatable(C);
}

/// The object that a by-value argument is copied or moved from, or null.
static const Expr *copiedFrom(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (E->isGLValue()) {
      // A copy constructor takes a const reference; the argument need not be.
      if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
          C && C->getCastKind() == CK_NoOp) {
        E = C->getSubExpr();
        continue;
      }
      const auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
      if (!M)
        return E;
      E = M->getSubExpr();
    } else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = B->getSubExpr();
    } else if (const auto *Full = dyn_cast<ExprWithCleanups>(E)) {
      E = Full->getSubExpr();
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      if (!C->getConstructor()->isCopyOrMoveConstructor() ||
          C->getNumArgs() < 1)
        return nullptr;
      E = C->getArg(0);
    } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
      switch (Cast->getCastKind()) {
      case CK_LValueToRValue:
      case CK_NoOp:
      case CK_IntegralCast:
      case CK_IntegralToBoolean:
      case CK_IntegralToFloating:
      case CK_FloatingCast:
      case CK_FloatingToIntegral:
      case CK_ConstructorConversion:
        E = Cast->getSubExpr();
        break;
      default:
        return nullptr;
      }
    } else {
      return nullptr;
    }
  }
}

static Passing passingOf(QualType T) {
  if (T->isRValueReferenceType())
    return Passing::RValueReference;
  if (T->isReferenceType())
    return T.getNonReferenceType().isConstQualified() ? Passing::ConstReference
                                                      : Passing::Reference;
  if (T->isPointerType())
    return T->getPointeeType().isConstQualified() ? Passing::ConstPointer
                                                  : Passing::Pointer;
  return Passing::Value;
}

Argument FunctionLowering::argument(const Expr *E, QualType ParameterType) {
  Argument A;
  A.Loc = Here.isValid() ? Here : at(E);
  A.How = passingOf(ParameterType);
  A.Default = isa<CXXDefaultArgExpr>(E);
  A.Literal = isConstantLike(E, U.Context);
  if (ParameterType->isReferenceType()) {
    A.From = lvalue(E);
    A.Val = borrow(A.From, E);
    A.LValue = E->isLValue();
    A.ConstLValue =
        A.LValue &&
        E->IgnoreParenNoopCasts(U.Context)->getType().isConstQualified();
    A.Moved =
        E->isXValue() && !isa<MaterializeTemporaryExpr>(E->IgnoreParens());
    return A;
  }
  const Expr *Source = copiedFrom(E);
  A.Val = rvalue(E);
  if (!Source)
    return A;
  A.LValue = Source->isLValue();
  A.ConstLValue =
      A.LValue &&
      Source->IgnoreParenNoopCasts(U.Context)->getType().isConstQualified();
  A.Moved = Source->isXValue();
  for (const Event &Ev : llvm::reverse(F.Blocks[Current].Events))
    if (Ev.Result == A.Val && A.Val != None) {
      if (Ev.K == Event::Load)
        A.From = Ev.Target;
      break;
    }
  return A;
}

Argument FunctionLowering::receiver(const Expr *Object, bool Arrow,
                                    const CXXMethodDecl *Method) {
  Argument A;
  A.Loc = Here.isValid() ? Here : at(Object);
  A.From = Arrow ? pointee(Object) : lvalue(Object);
  A.Val = borrow(A.From, Object);
  A.LValue = Arrow || Object->isLValue();
  A.ConstLValue = A.LValue && !Arrow && Object->getType().isConstQualified();
  A.Moved = !Arrow && Object->isXValue() &&
            !isa<MaterializeTemporaryExpr>(Object->IgnoreParens());
  A.How = Method && Method->isConst() ? Passing::ConstReference
                                      : Passing::Reference;
  return A;
}

void FunctionLowering::callee(Event &E, const FunctionDecl &D) {
  E.Callee = U.name(D);
  E.CalleeName = qualifiedName(D);
  E.CalleeSystem = inSystemHeader(D) || D.getBuiltinID() != 0;
  E.CalleeStd = inStd(D);
  E.Constructor = isa<CXXConstructorDecl>(D);
  E.ResultType = U.Types.classify(D.getReturnType());
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D)) {
    E.CalleeRecord = qualifiedName(*M->getParent());
    E.ConstMethod = M->isConst();
    if (M->getParent()->isLambda())
      E.CalleeName = "lambda";
  }
}

/// Is the parameter that takes argument \p I a forwarding reference (`T &&`,
/// `Args &&...`) of a template of the system's? Those pass on or print, as a
/// rule; that they bind to a non-const lvalue says nothing.
static bool forwards(const FunctionDecl &D, size_t I) {
  if (!inSystemHeader(D))
    return false;
  const FunctionDecl *Pattern = D.getTemplateInstantiationPattern();
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  QualType T =
      Pattern->getParamDecl(std::min<size_t>(I, Pattern->getNumParams() - 1))
          ->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  return Reference && Reference->getPointeeType()->isTemplateTypeParmType() &&
         !Reference->getPointeeType().hasQualifiers();
}

std::vector<Argument>
FunctionLowering::arguments(const FunctionDecl *D,
                            const FunctionProtoType *Proto,
                            llvm::ArrayRef<const Expr *> Args) {
  std::vector<Argument> Result;
  for (size_t I = 0; I < Args.size(); ++I) {
    if (D && I < D->getNumParams()) {
      Result.push_back(argument(Args[I], D->getParamDecl(I)->getType()));
      if (Result.back().How == Passing::Reference && forwards(*D, I))
        Result.back().How = Passing::ConstReference;
    } else if (Proto && I < Proto->getNumParams()) {
      Result.push_back(argument(Args[I], Proto->getParamType(I)));
    } else {
      Result.push_back(argument(Args[I], Args[I]->getType()));
      Result.back().How = Passing::Variadic;
    }
  }
  return Result;
}

/// In an uninstantiated template: what is called is not known, only the name
/// that is written.
ValueId FunctionLowering::dependentCall(const CallExpr *E) {
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  Ev.ResultType = U.Types.classify(E->getType());
  const Expr *Callee = E->getCallee()->IgnoreImplicit();
  if (const auto *O = dyn_cast<OverloadExpr>(Callee)) {
    Ev.CalleeName = O->getName().getAsString();
    if (const auto *M = dyn_cast<UnresolvedMemberExpr>(Callee)) {
      if (M->isImplicitAccess()) {
        Argument A;
        A.How = Passing::Reference;
        A.From = ThisObject;
        A.LValue = true;
        A.Loc = Ev.Loc;
        Ev.Receiver = A;
      } else {
        Ev.Receiver = receiver(M->getBase(), M->isArrow(), nullptr);
      }
    }
  } else if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Ev.CalleeName = M->getMember().getAsString();
    if (!M->isImplicitAccess())
      Ev.Receiver = receiver(M->getBase(), M->isArrow(), nullptr);
  } else if (const auto *D = dyn_cast<DependentScopeDeclRefExpr>(Callee)) {
    Ev.CalleeName = D->getDeclName().getAsString();
  } else if (const auto *M = dyn_cast<MemberExpr>(Callee)) {
    Ev.CalleeName = qualifiedName(*M->getMemberDecl());
    if (const auto *Method = dyn_cast<CXXMethodDecl>(M->getMemberDecl())) {
      callee(Ev, *Method);
      if (Method->isInstance())
        Ev.Receiver = receiver(M->getBase(), M->isArrow(), Method);
    }
  } else if (const auto *R = dyn_cast<DeclRefExpr>(Callee);
             R && isa<FunctionDecl>(R->getDecl())) {
    callee(Ev, *cast<FunctionDecl>(R->getDecl()));
  } else {
    Ev.Indirect =
        Callee->isGLValue() ? load(lvalue(Callee), Callee) : rvalue(Callee);
  }
  for (const Expr *A : E->arguments()) {
    // By value or by reference is not known yet either.
    Ev.Args.push_back(argument(A, A->getType().getNonReferenceType()));
    if (A->isLValue() && Ev.Args.back().From.Base != Place::Unknown &&
        Ev.Callee.empty())
      Ev.Args.back().How = Passing::ConstReference;
  }
  return define(std::move(Ev));
}

ValueId FunctionLowering::call(const CallExpr *E, Place *Out) {
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    return operatorCall(O, Out);
  const FunctionDecl *D = E->getDirectCallee();
  if (E->isTypeDependent() || E->getCallee()->isTypeDependent() ||
      (D && D->isDependentContext() && !isa<CXXMemberCallExpr>(E)))
    return dependentCall(E);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    return memberCall(M, Out);

  if (D && inStd(*D) && D->getIdentifier() && E->getNumArgs() >= 1) {
    const StringRef Name = D->getName();
    const Expr *First = E->getArg(0);
    static constexpr llvm::StringLiteral Casts[] = {
        "move",     "forward",      "move_if_noexcept",
        "as_const", "forward_like", "launder"};
    if (E->getNumArgs() == 1 && llvm::is_contained(Casts, Name)) {
      if (!E->isGLValue()) // std::launder's pointer
        return rvalue(First);
      const Place P = lvalue(First);
      if (Out) {
        *Out = P;
        return None;
      }
      return load(P, E);
    }
    if (Name == "addressof" && E->getNumArgs() == 1)
      return borrow(lvalue(First), E);
    if (Name == "__builtin_expect" || Name == "__builtin_addressof") {
      const ValueId V =
          First->isGLValue() ? borrow(lvalue(First), E) : rvalue(First);
      for (const Expr *A : llvm::drop_begin(E->arguments()))
        discard(A);
      return V;
    }
    if (Name == "get" && E->isGLValue() && E->getNumArgs() == 1 && Out) {
      *Out = with(lvalue(First), PathElement::Element);
      return None;
    }
    if (Name == "exchange" && E->getNumArgs() == 2) {
      const ValueId New = E->getArg(1)->isGLValue()
                              ? load(lvalue(E->getArg(1)), E->getArg(1))
                              : rvalue(E->getArg(1));
      const Place P = lvalue(First);
      const ValueId Old = load(P, First);
      store(P, New, StoreKind::Assign, E);
      return Old;
    }
  }

  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  const FunctionProtoType *Proto = nullptr;
  if (D) {
    callee(Ev, *D);
  } else {
    const Expr *Callee = E->getCallee();
    QualType T = Callee->getType();
    if (const auto *P = T->getAs<PointerType>())
      T = P->getPointeeType();
    Proto = T->getAs<FunctionProtoType>();
    if (const auto *B = dyn_cast<BinaryOperator>(Callee->IgnoreParens());
        B && B->isPtrMemOp())
      Ev.Receiver =
          receiver(B->getLHS(), B->getOpcode() == BO_PtrMemI, nullptr);
    else
      Ev.Indirect =
          Callee->isGLValue() ? load(lvalue(Callee), Callee) : rvalue(Callee);
  }
  Ev.ResultType = U.Types.classify(E->getCallReturnType(U.Context));
  Ev.Args = arguments(
      D, Proto, llvm::ArrayRef<const Expr *>(E->getArgs(), E->getNumArgs()));
  const ValueId V = define(std::move(Ev));
  if (D && D->isNoReturn())
    leave();
  return V;
}

/// Operators of the system's classes that mean what the built-in ones mean:
/// assignment, increments, comparison, arithmetic, and the ways into pointers
/// and containers.
ValueId FunctionLowering::libraryOperator(const CXXOperatorCallExpr *E,
                                          Place *Out, bool &Done) {
  const FunctionDecl *D = E->getDirectCallee();
  const OverloadedOperatorKind K = E->getOperator();
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  const bool Memberwise = Method && Method->isDefaulted();
  if (!inSystemHeader(*D) && !Memberwise)
    return None;
  const Expr *Object = E->getArg(0);
  const Type Class = U.Types.classify(Object->getType());
  Done = true;
  auto Value = [&](const Expr *A) {
    return A->isGLValue() ? load(lvalue(A), A) : rvalue(A);
  };
  auto Give = [&](Place P, ValueId V) {
    if (Out)
      *Out = P;
    return Out ? None : V == None ? load(P, E) : V;
  };
  switch (K) {
  case OO_Equal: {
    const ValueId V = Value(E->getArg(1));
    const Place P = lvalue(Object);
    store(P, V, StoreKind::Assign, E);
    return Give(P, None);
  }
  case OO_PlusEqual:
  case OO_MinusEqual:
  case OO_StarEqual:
  case OO_SlashEqual:
  case OO_PercentEqual:
  case OO_CaretEqual:
  case OO_AmpEqual:
  case OO_PipeEqual:
  case OO_LessLessEqual:
  case OO_GreaterGreaterEqual: {
    const ValueId V = Value(E->getArg(1));
    const Place P = lvalue(Object);
    Event Ev;
    Ev.K = Event::Load;
    Ev.Target = P;
    Ev.ForUpdate = true;
    Ev.Loc = at(Object);
    const ValueId Before = define(std::move(Ev));
    std::string Spelling = getOperatorSpelling(K);
    Spelling.pop_back();
    store(P, op(std::move(Spelling), {Before, V}, E), StoreKind::Compound, E);
    return Give(P, None);
  }
  case OO_PlusPlus:
  case OO_MinusMinus: {
    const Place P = lvalue(Object);
    Event Ev;
    Ev.K = Event::Load;
    Ev.Target = P;
    Ev.ForUpdate = true;
    Ev.Loc = at(Object);
    const ValueId Before = define(std::move(Ev));
    store(P, op(K == OO_PlusPlus ? "++" : "--", {Before}, E),
          StoreKind::Increment, E);
    if (E->getNumArgs() == 2) // postfix
      return Before;
    return Give(P, None);
  }
  case OO_EqualEqual:
  case OO_ExclaimEqual:
  case OO_Less:
  case OO_Greater:
  case OO_LessEqual:
  case OO_GreaterEqual:
  case OO_Spaceship:
  case OO_Plus:
  case OO_Minus:
  case OO_Slash:
  case OO_Percent:
  case OO_Exclaim: {
    if (E->isGLValue())
      break;
    std::vector<ValueId> Operands;
    for (const Expr *A : E->arguments())
      Operands.push_back(Value(A));
    return op(getOperatorSpelling(K), std::move(Operands), E);
  }
  case OO_Star:
    if (E->getNumArgs() == 2) {
      const ValueId L = Value(Object);
      return op("*", {L, Value(E->getArg(1))}, E);
    }
    [[fallthrough]];
  case OO_Arrow: {
    Place P = lvalue(Object);
    if (Class.Record == "std::optional" || Class.Record == "std::expected") {
      P = with(P, PathElement::Element);
    } else if (Class.Class == TypeClass::SmartPointer ||
               Class.Class == TypeClass::Iterator || Class.Std) {
      load(P, Object);
      P = with(P, PathElement::Deref);
    } else {
      break;
    }
    if (K == OO_Arrow)
      return borrow(P, E);
    return Give(P, None);
  }
  default:
    break;
  }
  Done = false;
  return None;
}

/// What an element of such an object is part of.
static std::optional<PathElement::Kind> elementOf(const Type &Class) {
  if (!Class.System)
    return std::nullopt;
  switch (Class.Class) {
  case TypeClass::Container:
    return PathElement::Element;
  case TypeClass::SmartPointer:
  case TypeClass::View:
  case TypeClass::Iterator:
    return PathElement::Deref;
  case TypeClass::Record:
    if (Class.Record == "std::optional" || Class.Record == "std::expected")
      return PathElement::Element;
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

ValueId FunctionLowering::operatorCall(const CXXOperatorCallExpr *E,
                                       Place *Out) {
  const FunctionDecl *D = E->getDirectCallee();
  if (!D || E->isTypeDependent()) {
    // Dependent operands: the built-in meaning is the best guess.
    std::vector<ValueId> Operands;
    const bool Assigns = E->isAssignmentOp() && E->getNumArgs() == 2;
    if (Assigns) {
      const Expr *Right = E->getArg(1);
      const ValueId V =
          Right->isGLValue() ? load(lvalue(Right), Right) : rvalue(Right);
      const Place P = lvalue(E->getArg(0));
      const bool Plain = E->getOperator() == OO_Equal;
      if (!Plain) {
        Event Ev;
        Ev.K = Event::Load;
        Ev.Target = P;
        Ev.ForUpdate = true;
        Ev.Loc = at(E->getArg(0));
        Operands.push_back(define(std::move(Ev)));
      }
      Operands.push_back(V);
      store(P, op(getOperatorSpelling(E->getOperator()), Operands, E),
            Plain ? StoreKind::Assign : StoreKind::Compound, E);
      if (Out)
        *Out = P;
      return Out ? None : load(P, E);
    }
    for (const Expr *A : E->arguments())
      Operands.push_back(A->isGLValue() ? load(lvalue(A), A) : rvalue(A));
    return op(getOperatorSpelling(E->getOperator()), std::move(Operands), E);
  }
  bool Done = false;
  const ValueId Library = libraryOperator(E, Out, Done);
  if (Done)
    return Library;

  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  callee(Ev, *D);
  Ev.ResultType = U.Types.classify(E->getCallReturnType(U.Context));
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  const bool Member = Method && Method->isInstance();
  std::optional<PathElement::Kind> Element;
  if (E->getOperator() == OO_Subscript && E->isGLValue())
    Element = elementOf(U.Types.classify(E->getArg(0)->getType()));
  // The operands of an assignment are sequenced right to left.
  std::vector<Argument> Last;
  const bool RightFirst = E->isAssignmentOp() && E->getNumArgs() == 2;
  if (RightFirst)
    Last.push_back(
        argument(E->getArg(1), D->getParamDecl(Member ? 0 : 1)->getType()));
  if (Member) {
    Ev.Receiver = receiver(E->getArg(0), false, Method);
    Ev.Virtual = Method->isVirtual();
    if (Ev.CalleeName == "lambda" || E->getOperator() == OO_Call)
      Ev.Indirect = Ev.Receiver->Val;
    if (!RightFirst)
      Ev.Args = arguments(
          D, nullptr,
          llvm::ArrayRef<const Expr *>(E->getArgs() + 1, E->getNumArgs() - 1));
  } else {
    Ev.Args = arguments(D, nullptr,
                        llvm::ArrayRef<const Expr *>(
                            E->getArgs(), RightFirst ? 1 : E->getNumArgs()));
  }
  for (Argument &A : Last)
    Ev.Args.push_back(std::move(A));
  const Place Object = Ev.Receiver ? Ev.Receiver->From : Place();
  const ValueId V = define(std::move(Ev));
  if (Element && Out && Object.Base != Place::Unknown) {
    *Out = with(Object, *Element);
    return None;
  }
  return V;
}

ValueId FunctionLowering::memberCall(const CXXMemberCallExpr *E, Place *Out) {
  const CXXMethodDecl *D = E->getMethodDecl();
  if (!D) { // through a pointer to member
    Event Ev;
    Ev.K = Event::Call;
    Ev.Loc = at(E);
    if (const auto *B =
            dyn_cast<BinaryOperator>(E->getCallee()->IgnoreParens())) {
      Ev.Receiver =
          receiver(B->getLHS(), B->getOpcode() == BO_PtrMemI, nullptr);
      Ev.Indirect = rvalue(B->getRHS());
    }
    Ev.ResultType = U.Types.classify(E->getType());
    for (const Expr *A : E->arguments())
      Ev.Args.push_back(argument(A, A->getType()));
    return define(std::move(Ev));
  }
  const auto *Member = dyn_cast<MemberExpr>(E->getCallee()->IgnoreParens());
  const bool Arrow = Member && Member->isArrow();
  const Expr *Object =
      Member ? Member->getBase() : E->getImplicitObjectArgument();
  if (isa<CXXConversionDecl>(D) && inSystemHeader(*D) && !E->isGLValue()) {
    const Place P = Arrow ? pointee(Object) : lvalue(Object);
    return load(P, E);
  }
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  callee(Ev, *D);
  Ev.ResultType = U.Types.classify(E->getCallReturnType(U.Context));
  const bool System = inSystemHeader(*D);
  std::optional<PathElement::Kind> Element;
  if (D->isInstance()) {
    const Type Class = U.Types.classify(
        Arrow ? Object->getType()->getPointeeType() : Object->getType());
    Ev.Receiver = receiver(Object, Arrow, D);
    Ev.Virtual = D->isVirtual() && !(Member && Member->hasQualifier()) &&
                 !D->hasAttr<FinalAttr>();
    const StringRef Name = D->getIdentifier() ? D->getName() : StringRef();
    static constexpr llvm::StringLiteral Elements[] = {"at",  "front", "back",
                                                       "top", "value", "get"};
    if (System && llvm::is_contained(Elements, Name) &&
        (E->isGLValue() || Class.Class == TypeClass::SmartPointer))
      Element = elementOf(Class);
    if (Class.Record == "std::reference_wrapper" && Name == "get")
      Element = PathElement::Deref;
  } else if (Member) {
    discard(Object);
  }
  Ev.Args = arguments(
      D, nullptr, llvm::ArrayRef<const Expr *>(E->getArgs(), E->getNumArgs()));
  const Place Whole = Ev.Receiver ? Ev.Receiver->From : Place();
  const ValueId V = define(std::move(Ev));
  if (Element && Whole.Base != Place::Unknown) {
    const Place P = with(Whole, *Element);
    if (!E->isGLValue()) // a smart pointer's get()
      return borrow(P, E);
    if (Out) {
      *Out = P;
      return None;
    }
  }
  return V;
}

/// A copy or move that the compiler writes is a load; every other constructor
/// is a call.
ValueId FunctionLowering::construct(const CXXConstructExpr *E,
                                    const Place *Target) {
  const CXXConstructorDecl *D = E->getConstructor();
  const bool System = inSystemHeader(*D);
  if (D->isCopyOrMoveConstructor() && E->getNumArgs() >= 1 &&
      (System || !D->isUserProvided())) {
    const Expr *A = E->getArg(0);
    return A->isGLValue() ? load(lvalue(A), E) : rvalue(A);
  }
  if (E->getNumArgs() == 0 && (System || saysNothing(*D)))
    return constant(E, "{}");
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  callee(Ev, *D);
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Args = arguments(
      D, nullptr, llvm::ArrayRef<const Expr *>(E->getArgs(), E->getNumArgs()));
  if (Target) {
    Argument A;
    A.How = Passing::Reference;
    A.From = *Target;
    A.LValue = true;
    A.Loc = Ev.Loc;
    Ev.Receiver = std::move(A);
  }
  return define(std::move(Ev));
}

} // namespace cotidy
