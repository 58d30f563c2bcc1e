//===- Operators.cpp - Operators, built in and overloaded ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/Places.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

/// The load half of ++x, x += …
ValueId FunctionLowering::loadForUpdate(const Place &P, const Expr *E) {
  Event Ev;
  Ev.K = Event::Load;
  Ev.Target = P;
  Ev.ForUpdate = true;
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

/// ++ and --, before and after: \p Old receives the value before.
Place FunctionLowering::increment(const UnaryOperator *E, ValueId *Old) {
  const Place P = lvalue(E->getSubExpr());
  const ValueId Before = loadForUpdate(P, E->getSubExpr());
  const ValueId After = op(E->isIncrementOp() ? "++" : "--", {Before}, E);
  store(P, After, StoreKind::Increment, E);
  if (Old)
    *Old = Before;
  return P;
}

/// The operator that a user wrote as a member of the object's class, where that
/// class is known, and there is one.
static const CXXMethodDecl *knownMember(const BinaryOperator *E,
                                        const ASTContext &Context) {
  const CXXRecordDecl *Class = E->getLHS()->getType()->getAsCXXRecordDecl();
  if (!E->isTypeDependent() || !Class || Class->isDependentContext() ||
      !Class->hasDefinition() || inSystemHeader(*Class))
    return nullptr;
  const CXXMethodDecl *Only = nullptr;
  for (const NamedDecl *D : Class->getDefinition()->lookup(
           Context.DeclarationNames.getCXXOperatorName(
               BinaryOperator::getOverloadedOperator(E->getOpcode())))) {
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (!Method || Method->isImplicit() || Method->isDefaulted())
      continue;
    if (Only)
      return nullptr;
    Only = Method;
  }
  return Only;
}

/// In a template, with an operand whose type is not known.
ValueId FunctionLowering::memberOperator(const BinaryOperator *E,
                                         const CXXMethodDecl &Method) {
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  callee(Ev, Method);
  Ev.ResultType = U.Types.classify(Method.getReturnType());
  Ev.Args.push_back(argument(E->getRHS(), Method.getParamDecl(0)->getType()));
  Ev.Receiver = receiver(E->getLHS(), false, &Method);
  return define(std::move(Ev));
}

/// Assignment: C++17 sequences the right operand before the left.
Place FunctionLowering::binaryLValue(const BinaryOperator *E) {
  switch (E->getOpcode()) {
  case BO_Comma:
    discard(E->getLHS());
    return lvalue(E->getRHS());
  case BO_PtrMemD: {
    const Place P = lvalue(E->getLHS());
    rvalue(E->getRHS());
    return extended(P, PathElement::Element);
  }
  case BO_PtrMemI: {
    const Place P = pointee(E->getLHS());
    rvalue(E->getRHS());
    return extended(P, PathElement::Element);
  }
  default:
    break;
  }
  if (!E->isAssignmentOp()) // dependent operands
    return valuePlace(binary(E));
  if (const CXXMethodDecl *Method = knownMember(E, U.Context))
    return valuePlace(memberOperator(E, *Method));
  const Expr *Right = E->getRHS();
  const ValueId V = rvalue(Right);
  const Place P = lvalue(E->getLHS());
  if (E->isCompoundAssignmentOp()) {
    const ValueId Before = loadForUpdate(P, E->getLHS());
    const ValueId After =
        op(BinaryOperator::getOpcodeStr(
               BinaryOperator::getOpForCompoundAssignment(E->getOpcode()))
               .str(),
           {Before, V}, E);
    store(P, After, StoreKind::Compound, E);
  } else {
    store(P, V, StoreKind::Assign, E);
  }
  return P;
}

ValueId FunctionLowering::binary(const BinaryOperator *E) {
  if (E->isLogicalOp())
    return logical(E);
  if (E->isAssignmentOp() || E->getOpcode() == BO_PtrMemD ||
      E->getOpcode() == BO_PtrMemI)
    return load(binaryLValue(E), E);
  if (E->getOpcode() == BO_Comma) {
    discard(E->getLHS());
    return rvalue(E->getRHS());
  }
  const ValueId L = rvalue(E->getLHS());
  const ValueId R = rvalue(E->getRHS());
  return op(E->getOpcodeStr().str(), {L, R}, E);
}

ValueId FunctionLowering::logical(const BinaryOperator *E) {
  const bool And = E->getOpcode() == BO_LAnd;
  const uint32_t Right = newBlock();
  const uint32_t After = newBlock();
  const ValueId L = rvalue(E->getLHS());
  Terminator T;
  T.K = And ? Terminator::And : Terminator::Or;
  T.Condition = L;
  T.Loc = at(E->getLHS());
  T.Succs = {And ? Right : After, And ? After : Right};
  branch(std::move(T));
  setBlock(Right);
  const ValueId R = rvalue(E->getRHS());
  jump(After);
  setBlock(After);
  return op(And ? "&&" : "||", {L, R}, E);
}

/// The value of ?: comes from either arm; of two lvalues it is a reference.
ValueId FunctionLowering::conditional(const AbstractConditionalOperator *E) {
  const uint32_t True = newBlock();
  const uint32_t False = newBlock();
  const uint32_t After = newBlock();
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E))
    Opaque[B->getOpaqueValue()] = rvalue(B->getCommon());
  condition(E->getCond(), Terminator::Conditional, True, False);
  auto Arm = [&](const Expr *A) {
    if (A->getType()->isVoidType()) {
      discard(A);
      return ValueId(None);
    }
    return E->isGLValue() && A->isGLValue() ? borrow(lvalue(A), A) : rvalue(A);
  };
  setBlock(True);
  const ValueId L = Arm(E->getTrueExpr());
  jump(After);
  setBlock(False);
  const ValueId R = Arm(E->getFalseExpr());
  jump(After);
  setBlock(After);
  return op("?:", {L, R}, E);
}

/// The call of `std::tie` that makes the object, if one does: who assigns to it
/// assigns to its arguments.
static const CallExpr *tied(const Expr *Object) {
  const auto *Call =
      dyn_cast<CallExpr>(Object->IgnoreImplicit()->IgnoreParens());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() && Callee->getName() == "tie" &&
                 inSystemHeader(*Callee)
             ? Call
             : nullptr;
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
  // What is taken by reference is read by the operator itself, after all
  // operands are there.
  struct Operand {
    const Expr *E;
    std::optional<Place> Refers;
    ValueId Copied = None;
  };
  auto Evaluate = [&](unsigned I) {
    const Expr *A = E->getArg(I);
    const bool Implicit = Method && Method->isImplicitObjectMemberFunction();
    const bool ByReference =
        (Implicit && I == 0) ||
        D->getParamDecl(I - Implicit)->getType()->isReferenceType();
    Operand Each{A, std::nullopt};
    if (ByReference && A->isGLValue())
      Each.Refers = lvalue(A);
    else
      Each.Copied = copyOrMove(A, A);
    return Each;
  };
  auto Read = [&](const Operand &Each) {
    return Each.Refers ? load(*Each.Refers, Each.E, movesFrom(Each.E))
                       : Each.Copied;
  };
  auto Store = [&](const Place &P, ValueId V, StoreKind Kind) {
    store(P, V, Kind, E, Class.Class == TypeClass::Atomic ? &Class : nullptr);
  };
  auto Values = [&] {
    std::vector<Operand> Operands;
    Operands.reserve(E->getNumArgs());
    for (unsigned I = 0; I != E->getNumArgs(); ++I)
      Operands.push_back(Evaluate(I));
    std::vector<ValueId> Vs;
    Vs.reserve(Operands.size());
    for (const Operand &Each : Operands)
      Vs.push_back(Read(Each));
    return Vs;
  };
  auto Give = [&](const Place &P, ValueId V) {
    if (Out)
      *Out = P;
    return Out ? None : V == None ? load(P, E) : V;
  };
  switch (K) {
  case OO_Equal: {
    const Operand Right = Evaluate(1);
    if (const CallExpr *Tie = tied(Object)) {
      const ValueId V = Read(Right);
      for (const Expr *A : Tie->arguments())
        store(lvalue(A), V, StoreKind::Assign, E);
      return Give(valuePlace(V), V);
    }
    const Place P = lvalue(Object);
    Store(P, Read(Right), StoreKind::Assign);
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
    const Operand Right = Evaluate(1);
    const Place P = lvalue(Object);
    const ValueId V = Read(Right);
    const ValueId Before = loadForUpdate(P, Object);
    const StringRef Spelling = getOperatorSpelling(K);
    Store(P, op(Spelling.drop_back(), {Before, V}, E), StoreKind::Compound);
    return Give(P, None);
  }
  case OO_PlusPlus:
  case OO_MinusMinus: {
    const Place P = lvalue(Object);
    const ValueId Before = loadForUpdate(P, Object);
    Store(P, op(K == OO_PlusPlus ? "++" : "--", {Before}, E),
          StoreKind::Increment);
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
    return op(getOperatorSpelling(K), Values(), E);
  }
  case OO_Star:
    if (E->getNumArgs() == 2)
      return op("*", Values(), E);
    [[fallthrough]];
  case OO_Arrow: {
    Place P = lvalue(Object);
    if (Class.Record == "std::optional" || Class.Record == "std::expected") {
      P = elementPlace(P, PathElement::Element);
    } else if (Class.Class == TypeClass::SmartPointer ||
               Class.Class == TypeClass::Iterator || Class.Std) {
      load(P, Object);
      P = extended(P, PathElement::Deref);
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

/// An operator in an uninstantiated template: the built-in meaning is the best
/// guess.
ValueId FunctionLowering::dependentOperator(const CXXOperatorCallExpr *E,
                                            Place *Out) {
  std::vector<ValueId> Operands;
  const bool Assigns = E->isAssignmentOp() && E->getNumArgs() == 2;
  if (Assigns) {
    const Expr *Right = E->getArg(1);
    const ValueId V =
        Right->isGLValue() ? load(lvalue(Right), Right) : rvalue(Right);
    const Place P = lvalue(E->getArg(0));
    const bool Plain = E->getOperator() == OO_Equal;
    if (!Plain)
      Operands.push_back(loadForUpdate(P, E->getArg(0)));
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

ValueId FunctionLowering::operatorCall(const CXXOperatorCallExpr *E,
                                       Place *Out) {
  const FunctionDecl *D = E->getDirectCallee();
  if (!D || E->isTypeDependent())
    return dependentOperator(E, Out);
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
    *Out = elementPlace(Object, *Element);
    return None;
  }
  return V;
}

} // namespace cotidy
