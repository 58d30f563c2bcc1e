//===- Calls.cpp - Calls and constructors -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/Places.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

/// In an uninstantiated template: what is called is not known, only the name
/// that is written.
ValueId FunctionLowering::dependentCall(const CallExpr *E) {
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  Ev.ResultType = U.Types.classify(E->getType());
  const Expr *Callee = E->getCallee()->IgnoreImplicit();
  if (const auto *O = dyn_cast<OverloadExpr>(Callee)) {
    Ev.CalleeName = U.text(O->getName().getAsString());
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
    Ev.CalleeName = U.text(M->getMember().getAsString());
    if (!M->isImplicitAccess())
      Ev.Receiver = receiver(M->getBase(), M->isArrow(), nullptr);
  } else if (const auto *D = dyn_cast<DependentScopeDeclRefExpr>(Callee)) {
    Ev.CalleeName = U.text(D->getDeclName().getAsString());
  } else if (const auto *M = dyn_cast<MemberExpr>(Callee)) {
    Ev.CalleeName = U.text(qualifiedName(*M->getMemberDecl()));
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
      *Out = extended(lvalue(First), PathElement::Element);
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
    const Place P = elementPlace(Whole, *Element);
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
      (System || !D->isUserProvided()))
    return copyOrMove(E->getArg(0), E);
  if (E->getNumArgs() == 0 && (System || saysNothing(*D)))
    return constant(E, "{}");
  Event Ev;
  Ev.K = Event::Call;
  Ev.Loc = at(E);
  callee(Ev, *D);
  Ev.Braced = E->isListInitialization();
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
