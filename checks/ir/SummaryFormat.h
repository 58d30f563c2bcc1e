//===- SummaryFormat.h - What a summary file holds --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to the writer and the reader. Each structure's members are named
// once, in `members`, for both. The structured bindings there do not compile
// when a member is added to the IR and not to the file. Most members of most
// objects are nothing: what is something is told by a set of bits before them.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_SUMMARYFORMAT_H
#define COTIDY_IR_SUMMARYFORMAT_H

#include "ir/IR.h"
#include "llvm/ADT/StringRef.h"
#include <type_traits>

namespace cotidy::summary {

inline constexpr llvm::StringRef Mark = "cotidy summary";
/// Of this file's format; to be raised with every change of the IR.
inline constexpr uint64_t Version = 3;

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Location>
void members(Stream &S, T &L) {
  auto &[File, Offset, Line, Column, Length, SpellingFile, SpellingOffset,
         SpellingLine, SpellingColumn] = L;
  S(File, Offset, Line, Column, Length, SpellingFile, SpellingOffset,
    SpellingLine, SpellingColumn);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, SourceFile>
void members(Stream &S, T &F) {
  auto &[Path, System] = F;
  S(Path, System);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Type>
void members(Stream &S, T &Ty) {
  auto &[Spelling, Record, Class, Const, Reference, RValueReference,
         PointeeConst, MoveOnly, System, Std, HasMutex, OnlyAtomics,
         HoldsReferences, Coroutine] = Ty;
  S(Class, Spelling, Record, Const, Reference, RValueReference, PointeeConst,
    MoveOnly, System, Std, HasMutex, OnlyAtomics, HoldsReferences, Coroutine);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, PathElement>
void members(Stream &S, T &E) {
  auto &[K, Name] = E;
  S(K, Name);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Place>
void members(Stream &S, T &P) {
  auto &[Base, Index, Path] = P;
  S(Base, Index, Path);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Argument>
void members(Stream &S, T &A) {
  auto &[How, Val, From, LValue, ConstLValue, Moved, Literal, Default, Loc] = A;
  S(How, Val, From, LValue, ConstLValue, Moved, Literal, Default, Loc);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Event>
void members(Stream &S, T &E) {
  auto &[K, Why, Loc, Result, Target, Operands, Text, Storing, ForUpdate, Moves,
         Suspending, NeverSuspends, AwaitableRecord, Callee, CalleeName,
         CalleeRecord, Receiver, Args, Indirect, Virtual, ConstMethod,
         Constructor, Braced, CalleeSystem, CalleeStd, ResultType] = E;
  S(K, Why, Loc, Result, Target, Operands, Text, Storing, ForUpdate, Moves,
    Suspending, NeverSuspends, AwaitableRecord, Callee, CalleeName,
    CalleeRecord, Receiver, Args, Indirect, Virtual, ConstMethod, Constructor,
    Braced, CalleeSystem, CalleeStd, ResultType);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Terminator>
void members(Stream &S, T &End) {
  auto &[K, Condition, Loc, Succs] = End;
  S(K, Condition, Loc, Succs);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Block>
void members(Stream &S, T &B) {
  auto &[Events, End] = B;
  S(Events, End);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Parameter>
void members(Stream &S, T &P) {
  auto &[Name, Ty, Loc, HasDefault] = P;
  S(Name, Ty, Loc, HasDefault);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Capture>
void members(Stream &S, T &C) {
  auto &[Name, Ty, Loc, ByReference, OfThis] = C;
  S(Name, Ty, Loc, ByReference, OfThis);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Local>
void members(Stream &S, T &L) {
  auto &[Name, Ty, Loc] = L;
  S(Name, Ty, Loc);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Function>
void members(Stream &S, T &F) {
  auto &[Name, Display, Loc, ReturnType, Parent, Coroutine, LazyStart, Lambda,
         MutableLambda, Method, ConstMethod, Virtual, ConstructorFn,
         DestructorFn, Main, System, Instantiation, Pattern, Initializer,
         Record, Overrides, Params, Captures, Locals, Blocks, NumValues] = F;
  S(Name, Display, Loc, ReturnType, Parent, Coroutine, LazyStart, Lambda,
    MutableLambda, Method, ConstMethod, Virtual, ConstructorFn, DestructorFn,
    Main, System, Instantiation, Pattern, Initializer, Record, Overrides,
    Params, Captures, Locals, Blocks, NumValues);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, Variable>
void members(Stream &S, T &V) {
  auto &[Name, Display, Loc, Ty, Where, Parent, ThreadLocal, Constant, Defined,
         Internal, System] = V;
  S(Name, Display, Loc, Ty, Where, Parent, ThreadLocal, Constant, Defined,
    Internal, System);
}

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, TUSummary>
void members(Stream &S, T &Unit) {
  auto &[MainFile, Files, Globals, Functions, Texts] = Unit;
  S(MainFile, Files, Globals, Functions);
}

/// A Mention as it stands in a file: its strings are indices.
struct MentionEntry {
  uint32_t Callee = 0, CalleeName = 0, CalleeRecord = 0, Global = None;
  bool IsCall = false, Virtual = false, Constructor = false;
};

template <typename Stream, typename T>
  requires std::is_same_v<std::remove_const_t<T>, MentionEntry>
void members(Stream &S, T &M) {
  auto &[Callee, CalleeName, CalleeRecord, Global, IsCall, Virtual,
         Constructor] = M;
  S(Callee, CalleeName, CalleeRecord, Global, IsCall, Virtual, Constructor);
}

} // namespace cotidy::summary

#endif // COTIDY_IR_SUMMARYFORMAT_H
