//===- Print.cpp - A linked program as text -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Print.h"
#include "ir/Print.h"
#include "program/Concurrency.h"
#include "llvm/Support/raw_ostream.h"

namespace cotidy {

namespace {

const char *spelling(AccessKind K) {
  return K == AccessKind::Read    ? "read"
         : K == AccessKind::Write ? "write"
                                  : "escape";
}

class Printer {
public:
  Printer(llvm::raw_ostream &OS, const Program &P) : OS(OS), P(P) {}
  void function(FunctionId F);
  void pair(const ConcurrentPair &Pair);

private:
  llvm::raw_ostream &OS;
  const Program &P;

  void effect(const std::string &Object, const Effects::OnObject &O);
  void access(const Function &Fn, const Access &A);
};

void flags(llvm::raw_ostream &OS, bool Certain, bool Synchronised,
           bool ViaCoroutine) {
  if (!Certain)
    OS << " uncertain";
  if (Synchronised)
    OS << " synchronised";
  if (ViaCoroutine)
    OS << " via-coroutine";
}

void Printer::effect(const std::string &Object, const Effects::OnObject &O) {
  for (AccessKind K :
       {AccessKind::Read, AccessKind::Write, AccessKind::Escape}) {
    const Effects::Part &Part = O.part(K);
    if (!Part.Happens)
      continue;
    OS << "  effect " << spelling(K) << ' ' << Object;
    flags(OS, Part.Certain, Part.Synchronised, Part.ViaCoroutine);
    OS << '\n';
  }
}

void Printer::access(const Function &Fn, const Access &A) {
  OS << "  " << spelling(A.Kind) << ' ' << printed(A.Where, Fn, P.globals());
  if (A.Storing == StoreKind::Init && A.Kind == AccessKind::Write)
    OS << " init";
  if (A.InCallee)
    OS << " in-callee";
  flags(OS, A.Certain, A.Synchronised, A.ViaCoroutine);
  if (A.Locked)
    OS << " locked";
  OS << " ; " << A.Loc.Line << ':' << A.Loc.Column << '\n';
  for (const PathStep &Step : P.path(A))
    OS << "    " << Step.Loc.Line << ':' << Step.Loc.Column << ' '
       << Step.Message << '\n';
}

void Printer::function(FunctionId F) {
  const Function &Fn = P.function(F);
  const Effects &Does = P.effects(F);
  OS << "function " << Fn.Display << " ; " << Fn.Loc.Line << ':'
     << Fn.Loc.Column << '\n';
  if (Does.Suspends)
    OS << "  suspends\n";
  if (Does.LocksOwnMutex)
    OS << "  locks its own mutex\n";
  for (const Effects::OnGlobal &O : *Does.Globals)
    effect("@" + P.globals()[O.G].Display, O.Does);
  for (uint32_t I = 0; I < Does.Params.size(); ++I)
    effect(printed({Place::Parameter, I, {}}, Fn, P.globals()), Does.Params[I]);
  for (uint32_t I = 0; I < Does.BehindParams.size(); ++I)
    effect("behind " + printed({Place::Parameter, I, {}}, Fn, P.globals()),
           Does.BehindParams[I]);
  effect("this", Does.This);
  effect("behind this", Does.BehindThis);
  for (uint32_t I = 0; I < Does.Captures.size(); ++I)
    effect(printed({Place::Capture, I, {}}, Fn, P.globals()), Does.Captures[I]);
  for (const Place &R : Does.Returns)
    OS << "  returns " << printed(R, Fn, P.globals()) << '\n';
  for (const Access &A : P.accesses(F))
    access(Fn, A);
}

void Printer::pair(const ConcurrentPair &Pair) {
  auto Side = [&](FunctionId F, EventRef Call) {
    OS << ' ' << P.function(F).Display;
    if (Call.isValid())
      OS << ' ' << P.event(Call).Loc.Line << ':' << P.event(Call).Loc.Column;
  };
  OS << "beside";
  Side(Pair.A, Pair.CallA);
  OS << " |";
  Side(Pair.B, Pair.CallB);
  OS << " ; " << Pair.Where.Line << ':' << Pair.Where.Column << ' ' << Pair.How
     << '\n';
}

} // namespace

void print(llvm::raw_ostream &OS, const Program &P, const Options &O) {
  Printer To(OS, P);
  for (FunctionId F = 0; F < P.functions().size(); ++F)
    if (!P.function(F).System)
      To.function(F);
  const Concurrency Beside(P, O);
  for (const ConcurrentPair &Pair : Beside.pairs())
    To.pair(Pair);
}

} // namespace cotidy
