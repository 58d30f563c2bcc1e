//===- Types.cpp - What a type is to a check ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Types.h"
#include "lower/Names.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace cotidy {

bool isMoveOnly(const CXXRecordDecl &D) {
  if (D.needsImplicitCopyConstructor())
    return D.defaultedCopyConstructorIsDeleted();
  bool SawCopy = false;
  for (const CXXConstructorDecl *C : D.ctors())
    if (C->isCopyConstructor()) {
      SawCopy = true;
      if (!C->isDeleted())
        return false;
    }
  return SawCopy || D.hasUserDeclaredMoveOperation();
}

/// Does the class or one of its bases declare a member of that name?
static bool hasMember(const CXXRecordDecl &D, DeclarationName Name) {
  if (!D.lookup(Name).empty())
    return true;
  for (const CXXBaseSpecifier &B : D.bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
      if (const CXXRecordDecl *Definition = Base->getDefinition())
        if (hasMember(*Definition, Name))
          return true;
  return false;
}

static bool hasOperator(const CXXRecordDecl &D, OverloadedOperatorKind K) {
  return hasMember(D, D.getASTContext().DeclarationNames.getCXXOperatorName(K));
}

static bool hasMember(const CXXRecordDecl &D, StringRef Name) {
  ASTContext &C = D.getASTContext();
  return hasMember(D, DeclarationName(&C.Idents.get(Name)));
}

namespace {

/// Names that say what a class is, by convention of the standard library, of
/// Boost and of the coroutine libraries.
struct NamedClass {
  llvm::StringLiteral Name;
  TypeClass Class;
};

constexpr NamedClass StandardClasses[] = {
    {"atomic", TypeClass::Atomic},
    {"atomic_flag", TypeClass::Atomic},
    {"atomic_ref", TypeClass::Atomic},
    {"__atomic_base", TypeClass::Atomic},
    {"mutex", TypeClass::Sync},
    {"recursive_mutex", TypeClass::Sync},
    {"timed_mutex", TypeClass::Sync},
    {"recursive_timed_mutex", TypeClass::Sync},
    {"shared_mutex", TypeClass::Sync},
    {"shared_timed_mutex", TypeClass::Sync},
    {"condition_variable", TypeClass::Sync},
    {"condition_variable_any", TypeClass::Sync},
    {"latch", TypeClass::Sync},
    {"barrier", TypeClass::Sync},
    {"counting_semaphore", TypeClass::Sync},
    {"once_flag", TypeClass::Sync},
    {"stop_token", TypeClass::Sync},
    {"stop_source", TypeClass::Sync},
    {"stop_callback", TypeClass::Sync},
    {"promise", TypeClass::Sync},
    {"shared_ptr", TypeClass::SmartPointer},
    {"unique_ptr", TypeClass::SmartPointer},
    {"weak_ptr", TypeClass::SmartPointer},
    {"span", TypeClass::View},
    {"basic_string_view", TypeClass::View},
    {"reference_wrapper", TypeClass::View},
    {"initializer_list", TypeClass::View},
    {"mdspan", TypeClass::View},
    {"coroutine_handle", TypeClass::Handle},
    {"thread", TypeClass::Handle},
    {"jthread", TypeClass::Handle},
    {"future", TypeClass::Handle},
    {"shared_future", TypeClass::Handle},
    {"function", TypeClass::Callable},
    {"move_only_function", TypeClass::Callable},
    {"copyable_function", TypeClass::Callable},
    {"function_ref", TypeClass::Callable},
    {"vector", TypeClass::Container},
    {"deque", TypeClass::Container},
    {"list", TypeClass::Container},
    {"forward_list", TypeClass::Container},
    {"array", TypeClass::Container},
    {"map", TypeClass::Container},
    {"multimap", TypeClass::Container},
    {"set", TypeClass::Container},
    {"multiset", TypeClass::Container},
    {"unordered_map", TypeClass::Container},
    {"unordered_multimap", TypeClass::Container},
    {"unordered_set", TypeClass::Container},
    {"unordered_multiset", TypeClass::Container},
    {"basic_string", TypeClass::Container},
    {"stack", TypeClass::Container},
    {"queue", TypeClass::Container},
    {"priority_queue", TypeClass::Container},
    {"valarray", TypeClass::Container},
    {"bitset", TypeClass::Container},
    {"optional", TypeClass::Record},
    {"expected", TypeClass::Record},
    {"variant", TypeClass::Record},
    {"tuple", TypeClass::Record},
    {"pair", TypeClass::Record},
    {"any", TypeClass::Record},
};

constexpr NamedClass LibraryClasses[] = {
    {"atomic", TypeClass::Atomic},
    {"Atomic", TypeClass::Atomic},
    {"relaxed_atomic", TypeClass::Atomic},
    {"QAtomicInt", TypeClass::Atomic},
    {"QAtomicInteger", TypeClass::Atomic},
    {"QAtomicPointer", TypeClass::Atomic},
    {"intrusive_ptr", TypeClass::SmartPointer},
    {"lw_shared_ptr", TypeClass::SmartPointer},
    {"foreign_ptr", TypeClass::SmartPointer},
    {"QSharedPointer", TypeClass::SmartPointer},
    {"QPointer", TypeClass::SmartPointer},
    {"QWeakPointer", TypeClass::SmartPointer},
    {"span", TypeClass::View},
    {"Span", TypeClass::View},
    {"string_view", TypeClass::View},
    {"StringRef", TypeClass::View},
    {"ArrayRef", TypeClass::View},
    {"StringPiece", TypeClass::View},
    {"QStringView", TypeClass::View},
    {"QByteArrayView", TypeClass::View},
    {"const_buffer", TypeClass::View},
    {"mutable_buffer", TypeClass::View},
    {"const_buffers_1", TypeClass::View},
    {"mutable_buffers_1", TypeClass::View},
    {"function_ref", TypeClass::View},
    {"FunctionRef", TypeClass::View},
    {"latch", TypeClass::Sync},
    {"async_latch", TypeClass::Sync},
    {"barrier", TypeClass::Sync},
    {"Baton", TypeClass::Sync},
};

/// Last parts of synchronisation types' names, in lower case.
constexpr llvm::StringLiteral SyncEndings[] = {
    "mutex",       "semaphore",          "spinlock", "spin_lock",
    "reset_event", "condition_variable", "once_flag"};

} // namespace

static TypeClass classByName(StringRef Qualified) {
  const StringRef Last = Qualified.substr(Qualified.rfind(':') + 1);
  const bool Std = Qualified.starts_with("std::");
  const llvm::ArrayRef<NamedClass> Table =
      Std ? llvm::ArrayRef<NamedClass>(StandardClasses)
          : llvm::ArrayRef<NamedClass>(LibraryClasses);
  for (const NamedClass &N : Table)
    if (N.Name == Last)
      return N.Class;
  if (!Std)
    for (StringRef Ending : SyncEndings)
      if (Last.ends_with_insensitive(Ending))
        return TypeClass::Sync;
  return TypeClass::Other;
}

/// A view of another range's elements, such as `v | std::views::take(3)`.
static bool isRangeView(const CXXRecordDecl &D, StringRef Qualified) {
  constexpr StringRef WithoutRange[] = {
      "std::ranges::owning_view", "std::ranges::single_view",
      "std::ranges::empty_view", "std::ranges::iota_view",
      "std::ranges::basic_istream_view"};
  return Qualified.starts_with("std::ranges::") &&
         !llvm::is_contained(WithoutRange, Qualified) &&
         any_of(D.bases(), [](const CXXBaseSpecifier &B) {
           const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
           return Base && qualifiedName(*Base) == "std::ranges::view_interface";
         });
}

static TypeClass classByShape(const CXXRecordDecl &D) {
  if (D.isLambda())
    return TypeClass::Callable;
  const bool Star = hasOperator(D, OO_Star);
  if (Star && hasOperator(D, OO_PlusPlus))
    return TypeClass::Iterator;
  if (Star && hasOperator(D, OO_Arrow))
    return TypeClass::SmartPointer;
  if (isMoveOnly(D))
    return TypeClass::Handle;
  if (hasMember(D, "begin") && hasMember(D, "end"))
    return TypeClass::Container;
  return TypeClass::Record;
}

/// Classes that a specialisation of std::coroutine_traits makes coroutine
/// types.
static llvm::DenseSet<const Decl *>
coroutineTraitsClasses(const ASTContext &Context) {
  llvm::DenseSet<const Decl *> Result;
  auto Find = [&](const DeclContext &In, StringRef Name) -> NamedDecl * {
    for (NamedDecl *D : In.lookup(&Context.Idents.get(Name)))
      return D;
    return nullptr;
  };
  const auto *Std = llvm::dyn_cast_or_null<NamespaceDecl>(
      Find(*Context.getTranslationUnitDecl(), "std"));
  if (!Std)
    return Result;
  auto *Traits =
      llvm::dyn_cast_or_null<ClassTemplateDecl>(Find(*Std, "coroutine_traits"));
  if (!Traits)
    return Result;
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *> Partial;
  Traits->getPartialSpecializations(Partial);
  for (const ClassTemplatePartialSpecializationDecl *P : Partial) {
    const TemplateArgument &First = P->getTemplateArgs()[0];
    if (First.getKind() != TemplateArgument::Type)
      continue;
    const QualType T = First.getAsType().getCanonicalType();
    if (const auto *S = T->getAs<TemplateSpecializationType>()) {
      if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl())
        Result.insert(D->getCanonicalDecl());
    } else if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
      if (const ClassTemplateDecl *D = R->getDescribedClassTemplate())
        Result.insert(D->getCanonicalDecl());
      else
        Result.insert(R->getCanonicalDecl());
    }
  }
  return Result;
}

TypeClassifier::TypeClassifier(const ASTContext &Context, TextPool &Texts)
    : Context(Context), Texts(Texts),
      TraitsClasses(coroutineTraitsClasses(Context)) {}

bool TypeClassifier::isCoroutineType(const CXXRecordDecl &D) const {
  if (hasMember(D, "promise_type"))
    return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&D))
    return TraitsClasses.contains(
        S->getSpecializedTemplate()->getCanonicalDecl());
  return TraitsClasses.contains(D.getCanonicalDecl());
}

const Type &TypeClassifier::record(const CXXRecordDecl &D) {
  auto It = Records.find(&D);
  if (It != Records.end())
    return It->second;
  Type T;
  T.Record = Texts.keep(qualifiedName(D));
  T.System = inSystemHeader(D);
  T.Std = inStd(D);
  T.Class = classByName(T.Record);
  const CXXRecordDecl *Definition = D.getDefinition();
  if (!Definition) {
    // A template that nothing has needed complete: ask its pattern.
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&D))
      Definition =
          S->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
  }
  Records[&D] = T; // a class can hold pointers to itself
  if (Definition && Definition->isCompleteDefinition()) {
    if (T.Class == TypeClass::Other)
      T.Class = isRangeView(*Definition, T.Record) ? TypeClass::View
                                                   : classByShape(*Definition);
    T.MoveOnly = isMoveOnly(*Definition);
    T.Coroutine = isCoroutineType(*Definition);
    bool Atomics = !Definition->field_empty();
    for (const FieldDecl *F : Definition->fields()) {
      const QualType Canonical = F->getType().getCanonicalType();
      if (Canonical->isReferenceType() || Canonical->isPointerType()) {
        T.HoldsReferences = true;
        Atomics = false;
        continue;
      }
      const CXXRecordDecl *Inner = Canonical->getAsCXXRecordDecl();
      if (!Inner || Inner == Definition) {
        Atomics &= Canonical.isConstQualified();
        continue;
      }
      const Type Member = record(*Inner);
      T.HasMutex |= Member.Class == TypeClass::Sync || Member.HasMutex;
      T.HoldsReferences |= Member.Class == TypeClass::SmartPointer ||
                           Member.Class == TypeClass::View ||
                           Member.Class == TypeClass::Iterator;
      Atomics &= Member.Class == TypeClass::Atomic ||
                 Member.Class == TypeClass::Sync || Member.OnlyAtomics ||
                 Canonical.isConstQualified();
    }
    for (const CXXBaseSpecifier &B : Definition->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl()) {
        const Type Inherited = record(*Base);
        T.HasMutex |= Inherited.HasMutex;
        T.HoldsReferences |= Inherited.HoldsReferences;
        Atomics &= Inherited.OnlyAtomics || Base->isEmpty();
      }
    T.OnlyAtomics = Atomics;
  } else if (T.Class == TypeClass::Other) {
    T.Class = TypeClass::Record;
  }
  return Records[&D] = T;
}

/// Does the class \p D refer to constants only? A container does where all that
/// it holds does, or refers to nothing.
bool TypeClassifier::refersToConst(const CXXRecordDecl &D, const Type &T) {
  constexpr StringRef ReadOnly[] = {
      "string_view",    "StringView",       "StringRef", "StringPiece",
      "QByteArrayView", "initializer_list", "ArrayRef",  "const_buffer"};
  if (T.Class == TypeClass::View && any_of(ReadOnly, [&](StringRef Name) {
        return StringRef(T.Record).ends_with(Name) &&
               !StringRef(T.Record).contains("Mutable");
      }))
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&D);
  if (!S || S->getTemplateArgs().size() == 0 ||
      S->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const TemplateArgumentList &Args = S->getTemplateArgs();
  switch (T.Class) {
  case TypeClass::SmartPointer:
  case TypeClass::View:
  case TypeClass::Iterator:
    return Args[0].getAsType().isConstQualified();
  case TypeClass::Container: {
    const bool Map = T.Std && StringRef(T.Record).ends_with("map");
    for (unsigned I = 0; I != (Map ? 2 : 1); ++I) {
      const Type Held = classify(Args[I].getAsType());
      if (!Held.PointeeConst &&
          (Held.HoldsReferences || Held.Class == TypeClass::Pointer ||
           Held.Class == TypeClass::SmartPointer ||
           Held.Class == TypeClass::View || Held.Class == TypeClass::Record))
        return false;
    }
    return T.Std;
  }
  default:
    return false;
  }
}

const Type &TypeClassifier::classify(QualType Q) {
  if (auto It = Known.find(Q.getAsOpaquePtr()); It != Known.end())
    return *It->second;
  auto Made = std::make_unique<Type>(classifyNew(Q)); // may classify others
  return *(Known[Q.getAsOpaquePtr()] = std::move(Made));
}

Type TypeClassifier::classifyNew(QualType Q) {
  Type T;
  if (Q.isNull())
    return T;
  const QualType Bare = Q.getNonReferenceType();
  PrintingPolicy Policy(Context.getPrintingPolicy());
  Policy.SuppressTagKeyword = true;
  T.Spelling = Texts.keep(Bare.getUnqualifiedType().getAsString(Policy));
  const QualType Canonical = Bare.getCanonicalType();
  if (Canonical->isDependentType() || Canonical->isUndeducedType()) {
    T.Class = TypeClass::Dependent;
    // std::vector<T> is a container whatever T is.
    if (const auto *S = Canonical->getAs<TemplateSpecializationType>())
      if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl())
        if (const auto *R =
                dyn_cast_or_null<CXXRecordDecl>(D->getTemplatedDecl())) {
          const Type Known = record(*R);
          if (Known.Class != TypeClass::Record)
            T.Class = Known.Class;
          T.Record = Known.Record;
          T.Std = Known.Std;
          T.System = Known.System;
        }
  } else if (Canonical->isVoidType()) {
    T.Class = TypeClass::Void;
  } else if (Canonical->isBooleanType()) {
    T.Class = TypeClass::Bool;
  } else if (const auto *E = Canonical->getAs<EnumType>()) {
    T.Class = TypeClass::Enum;
    T.Record = Texts.keep(qualifiedName(*E->getDecl()));
    if (T.Record == "std::byte")
      T.Class = TypeClass::Integer;
  } else if (Canonical->isIntegerType()) {
    T.Class = TypeClass::Integer;
  } else if (Canonical->isFloatingType()) {
    T.Class = TypeClass::Floating;
  } else if (Canonical->isPointerType() || Canonical->isMemberPointerType() ||
             Canonical->isNullPtrType()) {
    T.Class = TypeClass::Pointer;
    if (const QualType To = Canonical->getPointeeType(); !To.isNull())
      T.PointeeConst = To.isConstQualified();
  } else if (Canonical->isAtomicType()) {
    T.Class = TypeClass::Atomic;
  } else if (Canonical->isArrayType()) {
    T.Class = TypeClass::Container;
    const Type Elements = classify(Context.getBaseElementType(Canonical));
    T.Record = Elements.Record;
    T.HasMutex = Elements.HasMutex;
    T.HoldsReferences =
        Elements.HoldsReferences || Elements.Class == TypeClass::Pointer;
    if (Elements.Class == TypeClass::Atomic ||
        Elements.Class == TypeClass::Sync)
      T.Class = Elements.Class;
    T.Const = Elements.Const;
    T.PointeeConst = Elements.PointeeConst;
  } else if (const CXXRecordDecl *R = Canonical->getAsCXXRecordDecl()) {
    const TextRef Spelling = T.Spelling;
    T = record(*R);
    T.Spelling = Spelling;
    T.PointeeConst = refersToConst(*R, T);
  }
  T.Const |= Canonical.isConstQualified();
  T.Reference = Q->isReferenceType();
  T.RValueReference = Q->isRValueReferenceType();
  return T;
}

} // namespace cotidy
