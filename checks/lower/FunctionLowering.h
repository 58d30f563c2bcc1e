//===- FunctionLowering.h - One function's body to blocks -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks a body as code generation does: statements make blocks, expressions
// make events in the order of evaluation of C++17, scopes end where they end.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_FUNCTIONLOWERING_H
#define COTIDY_LOWER_FUNCTIONLOWERING_H

#include "lower/Unit.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/SaveAndRestore.h"

namespace cotidy {

class FunctionLowering {
public:
  FunctionLowering(Unit &U, Function &F) : U(U), F(F) {}

  /// Fills parameters, captures and blocks of a function with a body.
  void body(const clang::FunctionDecl &D);
  /// The initialiser of a variable of static storage duration.
  void initialiser(const clang::VarDecl &D);

private:
  Unit &U;
  Function &F;

  // Blocks.cpp: blocks, events, scopes.
  struct Cleanup {
    Place Object;
    const clang::CXXDestructorDecl *Destructor = nullptr;
    bool IsLocal = false; ///< a ScopeEnd too; for a temporary where a task is
                          ///< given it
    Location Loc;
  };
  struct JumpTarget {
    uint32_t Block;
    size_t Depth; ///< of Scopes
  };
  struct SwitchCases {
    std::vector<uint32_t> Blocks;
    uint32_t Default = None;
  };
  uint32_t Current = 0;
  std::vector<bool> Ended; ///< per block
  std::vector<std::vector<Cleanup>> Scopes;
  std::vector<std::vector<Cleanup>> Temporaries; ///< per full expression
  /// Temporaries that the call of a coroutine is given: their end matters.
  llvm::DenseSet<ValueId> GivenToTasks;
  std::vector<JumpTarget> Breaks, Continues;
  std::vector<SwitchCases> Switches;
  llvm::DenseMap<const clang::LabelDecl *, uint32_t> Labels;
  llvm::DenseMap<const clang::ValueDecl *, Place> Variables;
  llvm::DenseMap<const clang::OpaqueValueExpr *, ValueId> Opaque;
  Place ThisObject;
  Implicit Why = Implicit::No;
  Location Here; ///< overrides the places of what a default argument spells
                 ///< elsewhere

  uint32_t newBlock();
  void setBlock(uint32_t B) { Current = B; }
  void jump(uint32_t To);
  void branch(Terminator T);
  void leave();
  Event &emit(Event E);
  ValueId define(Event E);
  void noteTemporaries(const Event &Call);
  Location at(const clang::Stmt *S);
  void pushScope() { Scopes.emplace_back(); }
  void popScope();
  void endScopesTo(size_t Depth);
  void runCleanups(const std::vector<Cleanup> &C);
  uint32_t newLocal(llvm::StringRef Name, clang::QualType T,
                    clang::SourceLocation L);
  void destroyAtScopeEnd(const Place &P, clang::QualType T, Location L,
                         bool IsLocal);
  void destroy(const Place &P, const clang::CXXDestructorDecl &D, Location L);
  void prune();

  // Functions.cpp
  void parameters(const clang::FunctionDecl &D);
  void captures(const clang::CXXRecordDecl &Closure);
  void constructor(const clang::CXXConstructorDecl &D);
  void destructor(const clang::CXXDestructorDecl &D);

  // Statements.cpp
  void statement(const clang::Stmt *S);
  void scoped(const clang::Stmt *S);
  /// \p HolderOf: the structured binding that a hidden variable is.
  void declare(const clang::VarDecl &D,
               const clang::BindingDecl *HolderOf = nullptr);
  void initialise(const Place &Target, clang::QualType T,
                  const clang::Expr *Init, Location L);
  void returnStatement(const clang::Expr *Value, const clang::Stmt *S,
                       bool ByReference);

  // Branches.cpp
  void condition(const clang::Expr *E, Terminator::Kind K, uint32_t True,
                 uint32_t False);
  void ifStatement(const clang::IfStmt &S);
  void loop(Terminator::Kind K, const clang::VarDecl *Variable,
            const clang::Expr *Condition, const clang::Stmt *Body,
            const clang::Expr *Increment);
  void doWhile(const clang::DoStmt &S);
  void rangeFor(const clang::CXXForRangeStmt &S);
  void switchStatement(const clang::SwitchStmt &S);
  void switchCase(const clang::SwitchCase &S);
  void tryStatement(const clang::CXXTryStmt &S);

  // Places.cpp
  Place lvalue(const clang::Expr *E);
  Place variable(const clang::ValueDecl *D, const clang::Expr *E);
  Place member(const clang::MemberExpr *E);
  Place pointee(const clang::Expr *Pointer);
  Place pointeeOf(ValueId V);
  Place materialised(const clang::MaterializeTemporaryExpr *E);

  // Values.cpp
  ValueId rvalue(const clang::Expr *E);
  void discard(const clang::Expr *E);
  ValueId load(Place P, const clang::Expr *E, bool Moves = false);
  static bool movesFrom(const clang::Expr *From);
  ValueId copyOrMove(const clang::Expr *From, const clang::Expr *At);
  ValueId borrow(Place P, const clang::Expr *E);
  ValueId constant(const clang::Expr *E, llvm::StringRef Text);
  ValueId op(llvm::StringRef Text, std::vector<ValueId> Operands,
             const clang::Expr *E);
  void store(Place P, ValueId V, StoreKind K, const clang::Expr *E,
             const Type *Atomic = nullptr);
  ValueId cast(const clang::CastExpr *E);
  ValueId newExpression(const clang::CXXNewExpr *E);
  ValueId deleteExpression(const clang::CXXDeleteExpr *E);
  ValueId closure(const clang::LambdaExpr *E);
  ValueId unknown(const clang::Expr *E);
  ValueId fullExpression(const clang::Expr *E, bool AsPlace, Place *Out);

  // Operators.cpp
  ValueId loadForUpdate(const Place &P, const clang::Expr *E);
  Place increment(const clang::UnaryOperator *E, ValueId *Old);
  Place binaryLValue(const clang::BinaryOperator *E);
  ValueId binary(const clang::BinaryOperator *E);
  ValueId logical(const clang::BinaryOperator *E);
  ValueId conditional(const clang::AbstractConditionalOperator *E);
  ValueId operatorCall(const clang::CXXOperatorCallExpr *E, Place *Out);
  ValueId dependentOperator(const clang::CXXOperatorCallExpr *E, Place *Out);
  ValueId memberOperator(const clang::BinaryOperator *E,
                         const clang::CXXMethodDecl &Method);
  ValueId libraryOperator(const clang::CXXOperatorCallExpr *E, Place *Out,
                          bool &Done);

  // Arguments.cpp
  /// While it lives, events stand where a default argument or a default member
  /// initialiser is used.
  struct DefaultUse {
    DefaultUse(FunctionLowering &L, const clang::Expr *E);
    const clang::Expr *Expression;

  private:
    llvm::SaveAndRestore<Location> Where;
    llvm::SaveAndRestore<Implicit> Made;
  };
  Argument argument(const clang::Expr *E, clang::QualType ParameterType);
  Argument receiver(const clang::Expr *Object, bool Arrow,
                    const clang::CXXMethodDecl *Method);
  void callee(Event &E, const clang::FunctionDecl &D);
  std::vector<Argument> arguments(const clang::FunctionDecl *D,
                                  const clang::FunctionProtoType *Proto,
                                  llvm::ArrayRef<const clang::Expr *> Args);

  // Calls.cpp: Out receives the place that a call of a reference names, where
  // that is known; the result is then None.
  ValueId call(const clang::CallExpr *E, Place *Out);
  ValueId memberCall(const clang::CXXMemberCallExpr *E, Place *Out);
  ValueId dependentCall(const clang::CallExpr *E);
  ValueId construct(const clang::CXXConstructExpr *E, const Place *Target);

  // Suspensions.cpp
  void coroutine(const clang::CoroutineBodyStmt &S);
  ValueId await(const clang::CoawaitExpr *E);
  ValueId yield(const clang::CoyieldExpr *E);
  ValueId awaitable(const clang::Expr *Operand);
  void protocolCall(const clang::Expr *E, const Place &On);
  void protocolCallsBelow(const clang::Expr *Common, const Place &On);
};

} // namespace cotidy

#endif // COTIDY_LOWER_FUNCTIONLOWERING_H
