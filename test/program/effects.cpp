// What calling a function does to globals, to what its parameters refer to and
// to its object: through pointers, references, accessors, virtual calls,
// destructors, conversions, default arguments, callables, unseen bodies.
// RUN: %cotidy --emit-program %s -- -std=c++20 | FileCheck %s

struct Config { int port; int *extra; };
Config config;
int other;
Config *current = &config;
Config *dynamic;
Config &alias = config;
int *where;
void set(int *p) { where = p; }
// CHECK-LABEL: function set ;
// CHECK-NEXT: effect write @where{{$}}
// CHECK-NEXT: effect escape param(p){{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void init() { set(&other); dynamic = new Config; }
// CHECK-LABEL: function init ;
// CHECK-NEXT: effect escape @other{{$}}
// CHECK-NEXT: effect write @dynamic{{$}}
// CHECK-NEXT: effect write @where{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaPointer() { current->port = 1; }
// CHECK-LABEL: function viaPointer ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: effect read @current{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaDynamic() { dynamic->port = 1; }
// CHECK-LABEL: function viaDynamic ;
// CHECK-NEXT: effect read @dynamic{{$}}
// CHECK-NEXT: effect write @dynamic{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaAlias() { alias.port = 2; }
// CHECK-LABEL: function viaAlias ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaSet() { *where = 3; }
// CHECK-LABEL: function viaSet ;
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: effect read @where{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
Config &instance() { static Config c; return c; }
// CHECK-LABEL: function instance ;
// CHECK-NEXT: returns @c{{$}}
void viaSingleton() { instance().port = 4; }
// CHECK-LABEL: function viaSingleton ;
// CHECK-NEXT: effect write @c{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaSingletonRef() { auto &c = instance(); c.port = 5; }
// CHECK-LABEL: function viaSingletonRef ;
// CHECK-NEXT: effect write @c{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int *find(int *a) { return a; }
// CHECK-LABEL: function find ;
// CHECK-NEXT: returns param(a)*{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaReturned() { *find(&other) = 1; }
// CHECK-LABEL: function viaReturned ;
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
struct Base { virtual void go(); virtual ~Base() = default; };
struct Left : Base { void go() override { other = 1; } };
// CHECK-LABEL: function Left::go ;
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
struct Right : Left { void go() override { config.port = 1; } };
// CHECK-LABEL: function Right::go ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaVirtual(Base &b) { b.go(); }
// CHECK-LABEL: function viaVirtual ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: effect write @other{{$}}
void viaVirtual2(Left *b) { b->go(); }
// CHECK-LABEL: function viaVirtual2 ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaQualified(Left *b) { b->Left::go(); }
// CHECK-LABEL: function viaQualified ;
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
struct Guard { int &r; Guard(int &r) : r(r) { ++r; } ~Guard() { --r; } };
// CHECK-LABEL: function Guard::Guard ;
// CHECK-NEXT: effect read param(r){{$}}
// CHECK-NEXT: effect write param(r){{$}}
// CHECK-NEXT: effect write this{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
// CHECK-LABEL: function Guard::~Guard ;
// CHECK-NEXT: effect read behind this{{$}}
// CHECK-NEXT: effect write behind this{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaGuard() { Guard g(other); }
// CHECK-LABEL: function viaGuard ;
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
struct Acc { int n = 0; Acc &operator+=(int k) { n += k; return *this; } operator int() { return ++n; } };
// CHECK-LABEL: function Acc::operator+= ;
// CHECK-NEXT: effect read this{{$}}
// CHECK-NEXT: effect write this{{$}}
// CHECK-NEXT: returns this{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
Acc acc;
void viaOperator() { acc += 1; }
// CHECK-LABEL: function viaOperator ;
// CHECK-NEXT: effect read @acc{{$}}
// CHECK-NEXT: effect write @acc{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int viaConversion() { return acc; }
// CHECK-LABEL: function viaConversion ;
// CHECK-NEXT: effect read @acc{{$}}
// CHECK-NEXT: effect write @acc{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int next() { static int id; return ++id; }
// CHECK-LABEL: function next ;
// CHECK-NEXT: effect read @id{{$}}
// CHECK-NEXT: effect write @id{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaDefault(int n = next()) {}
// CHECK-LABEL: function viaDefault ;
void callsDefault() { viaDefault(); }
// CHECK-LABEL: function callsDefault ;
// CHECK-NEXT: effect read @id{{$}}
// CHECK-NEXT: effect write @id{{$}}
void viaArrayElem() { int *a[2] = {&other, nullptr}; *a[0] = 1; }
// CHECK-LABEL: function viaArrayElem ;
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void swapper(int &a, int &b) { int t = a; a = b; b = t; }
// CHECK-LABEL: function swapper ;
// CHECK-NEXT: effect read param(a){{$}}
// CHECK-NEXT: effect write param(a){{$}}
// CHECK-NEXT: effect read param(b){{$}}
// CHECK-NEXT: effect write param(b){{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsSwapper() { int l = 1; swapper(l, other); }
// CHECK-LABEL: function callsSwapper ;
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
template <class F> void call(F f) { f(); }
// CHECK-LABEL: function call ;
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other{{$}}
template <class F> void pass(F &&f) { call(f); }
// CHECK-LABEL: function pass ;
// CHECK-NEXT: effect read param(f){{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void viaTemplateLambda() { call([] { other++; }); }
// CHECK-LABEL: function viaTemplateLambda ;
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other{{$}}
void viaTemplateLambdaRef(int &x) { pass([&] { x++; }); }
// CHECK-LABEL: function viaTemplateLambdaRef ;
// CHECK-NEXT: effect read param(x){{$}}
// CHECK-NEXT: effect write param(x){{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsThat() { viaTemplateLambdaRef(other); }
// CHECK-LABEL: function callsThat ;
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void byPointer(void (*f)()) { f(); }
// CHECK-LABEL: function byPointer ;
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsByPointer() { byPointer(viaSingleton); byPointer(&viaAlias); }
// CHECK-LABEL: function callsByPointer ;
// CHECK-NEXT: effect write @config{{$}}
// CHECK-NEXT: effect write @c{{$}}
struct Node { Node *next; int v; };
Node *head;
void walk() { for (Node *n = head; n; n = n->next) n->v++; }
// CHECK-LABEL: function walk ;
// CHECK-NEXT: effect read @head{{$}}
// CHECK-NEXT: effect write @head{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
extern void unseen(int &), unseenPointer(int *), unseenConst(const int &), unseenValue(int);
struct Opaque { void change(); void look() const; static Opaque &get(); };
Opaque opaque;
void callsUnseen() { unseen(other); unseenConst(config.port); unseenValue(other); }
// CHECK-LABEL: function callsUnseen ;
// CHECK-NEXT: effect read @config{{$}}
// CHECK-NEXT: effect read @other{{$}}
// CHECK-NEXT: effect write @other uncertain{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsUnseenPointer() { unseenPointer(&other); }
// CHECK-LABEL: function callsUnseenPointer ;
// CHECK-NEXT: effect read @other uncertain{{$}}
// CHECK-NEXT: effect write @other uncertain{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsUnseenMethods() { opaque.change(); }
// CHECK-LABEL: function callsUnseenMethods ;
// CHECK-NEXT: effect read @opaque{{$}}
// CHECK-NEXT: effect write @opaque uncertain{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void callsUnseenConstMethod() { opaque.look(); }
// CHECK-LABEL: function callsUnseenConstMethod ;
// CHECK-NEXT: effect read @opaque{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
