// What the standard library does to the objects that it is given: what only
// looks and what changes, through iterators, elements, views and pointers too.
// RUN: %cotidy --emit-program %s -- -std=c++20 | FileCheck %s

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>
std::vector<int> v; std::map<std::string, int> m; std::string s; std::optional<int> o; std::shared_ptr<int> sp; std::unique_ptr<std::string> up;
std::atomic<int> at; std::queue<int> q; std::array<int, 3> ar; std::unordered_map<int, std::vector<int>> um; std::mutex mx; std::function<void()> fn; std::set<int> st; int n; std::ostringstream os;
int r1() { return v[0]; }
// CHECK-LABEL: function r1 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r2() { return v.at(0) + v.front() + v.size() + v.data()[0]; }
// CHECK-LABEL: function r2 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r3() { int t = 0; for (int x : v) t += x; for (const auto &x : v) t += x; for (auto &x : v) t += x; return t; }
// CHECK-LABEL: function r3 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
bool r4() { auto it = m.find("a"); return it != m.end() && it->second; }
// CHECK-LABEL: function r4 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r5() { return *o + o.value() + *sp + up->size() + ar[0] + q.front(); }
// CHECK-LABEL: function r5 ;
// CHECK-NEXT: effect read @o{{$}}
// CHECK-NEXT: effect read @sp{{$}}
// CHECK-NEXT: effect read @up{{$}}
// CHECK-NEXT: effect read @q{{$}}
// CHECK-NEXT: effect read @ar{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r6() { return std::accumulate(v.begin(), v.end(), 0) + *std::max_element(v.begin(), v.end()) + std::count_if(v.begin(), v.end(), [](int x) { return x; }); }
// CHECK-LABEL: function r6 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
bool r7() { return std::ranges::find(v, 3) != v.end() || std::any_of(v.begin(), v.end(), [](int x) { return x; }); }
// CHECK-LABEL: function r7 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
std::string r8() { return s + s.substr(1) + std::to_string(n) + std::string(s); }
// CHECK-LABEL: function r8 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: returns @s[]{{$}}
// CHECK-NEXT: returns @s*{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
auto r9() { return std::make_shared<std::string>(s); }
// CHECK-LABEL: function r9 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
auto r10() { return std::make_pair(n, s); }
// CHECK-LABEL: function r10 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: returns @n{{$}}
// CHECK-NEXT: returns @s{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
std::string_view r11() { return s; }
// CHECK-LABEL: function r11 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: returns @s*{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r12() { std::span<int> p(v); return p[0] + std::max(n, 1) + std::min(n, 2); }
// CHECK-LABEL: function r12 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
bool r13() { return s == "x" && s.empty() && !s.find("y") && m.contains("a") && m.count("b") && o.has_value() && o && sp; }
// CHECK-LABEL: function r13 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect read @o{{$}}
// CHECK-NEXT: effect read @sp{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void r14() { if (fn) fn(); }
// CHECK-LABEL: function r14 ;
// CHECK-NEXT: effect read @fn{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int r15() { auto copy = v; copy.push_back(1); return copy.size(); }
// CHECK-LABEL: function r15 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int l16() { std::lock_guard g(mx); return n; }
// CHECK-LABEL: function l16 ;
// CHECK-NEXT: locks its own mutex{{$}}
// CHECK-NEXT: effect read @mx synchronised{{$}}
// CHECK-NEXT: effect read @n synchronised{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void r17() { os << s << n; }
// CHECK-LABEL: function r17 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: effect read @os{{$}}
// CHECK-NEXT: effect write @os{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w1() { v[0] = 1; }
// CHECK-LABEL: function w1 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w2() { v.push_back(1); }
// CHECK-LABEL: function w2 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w3() { m["a"]; }
// CHECK-LABEL: function w3 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect write @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w4() { m["a"] = 1; }
// CHECK-LABEL: function w4 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect write @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w5() { for (auto &x : v) x = 1; }
// CHECK-LABEL: function w5 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w6() { auto it = m.find("a"); it->second++; }
// CHECK-LABEL: function w6 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect write @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w7() { *o = 1; }
// CHECK-LABEL: function w7 ;
// CHECK-NEXT: effect write @o{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w8() { *sp = 1; }
// CHECK-LABEL: function w8 ;
// CHECK-NEXT: effect read @sp{{$}}
// CHECK-NEXT: effect write @sp{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w9() { up->push_back('a'); }
// CHECK-LABEL: function w9 ;
// CHECK-NEXT: effect read @up{{$}}
// CHECK-NEXT: effect write @up{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w10() { std::sort(v.begin(), v.end()); }
// CHECK-LABEL: function w10 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w11() { std::ranges::sort(v); }
// CHECK-LABEL: function w11 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w12() { std::erase_if(v, [](int x) { return x; }); }
// CHECK-LABEL: function w12 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w13() { std::swap(n, ar[0]); }
// CHECK-LABEL: function w13 ;
// CHECK-NEXT: effect read @ar{{$}}
// CHECK-NEXT: effect write @ar{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: effect write @n{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int w14() { return std::exchange(n, 0); }
// CHECK-LABEL: function w14 ;
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: effect write @n{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w15() { std::fill(v.begin(), v.end(), 0); std::iota(ar.begin(), ar.end(), 0); }
// CHECK-LABEL: function w15 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: effect read @ar{{$}}
// CHECK-NEXT: effect write @ar{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void movesIt(std::string &out) { out.swap(s); }
// CHECK-LABEL: function movesIt ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect write @s{{$}}
// CHECK-NEXT: effect read param(out){{$}}
// CHECK-NEXT: effect write param(out){{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w17() { std::span<int> p(v); p[0] = 1; }
// CHECK-LABEL: function w17 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w18() { um[1].push_back(2); }
// CHECK-LABEL: function w18 ;
// CHECK-NEXT: effect read @um{{$}}
// CHECK-NEXT: effect write @um{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w19() { std::copy(ar.begin(), ar.end(), v.begin()); }
// CHECK-LABEL: function w19 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: effect read @ar{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w20() { std::for_each(v.begin(), v.end(), [](int &x) { x = 1; }); }
// CHECK-LABEL: function w20 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void l21() { std::lock_guard g(mx); ++n; }
// CHECK-LABEL: function l21 ;
// CHECK-NEXT: locks its own mutex{{$}}
// CHECK-NEXT: effect read @mx synchronised{{$}}
// CHECK-NEXT: effect read @n synchronised{{$}}
// CHECK-NEXT: effect write @n synchronised{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w22() { ++at; at.store(1); at += 2; at = 3; }
// CHECK-LABEL: function w22 ;
// CHECK-NEXT: effect read @at synchronised{{$}}
// CHECK-NEXT: effect write @at synchronised{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
int w23() { return at + at.load(); }
// CHECK-LABEL: function w23 ;
// CHECK-NEXT: effect read @at synchronised{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w24() { int *p = std::addressof(n); *p = 1; auto rw = std::ref(n); rw.get() = 2; }
// CHECK-LABEL: function w24 ;
// CHECK-NEXT: effect write @n{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w25() { o.emplace(1); o.reset(); o = 2; }
// CHECK-LABEL: function w25 ;
// CHECK-NEXT: effect read @o{{$}}
// CHECK-NEXT: effect write @o{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w26() { q.push(1); q.pop(); st.insert(1); st.erase(1); s += "x"; s.clear(); s = "y"; }
// CHECK-LABEL: function w26 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect write @s{{$}}
// CHECK-NEXT: effect read @q{{$}}
// CHECK-NEXT: effect write @q{{$}}
// CHECK-NEXT: effect read @st{{$}}
// CHECK-NEXT: effect write @st{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w27() { v.back() = 1; v.front()++; *v.begin() = 1; v.data()[0] = 2; }
// CHECK-LABEL: function w27 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w28() { if (auto it = um.find(1); it != um.end()) it->second.clear(); }
// CHECK-LABEL: function w28 ;
// CHECK-NEXT: effect read @um{{$}}
// CHECK-NEXT: effect write @um{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w29() { std::transform(v.begin(), v.end(), v.begin(), [](int x) { return x + n; }); }
// CHECK-LABEL: function w29 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: effect read @n{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w30() { std::getline(*new std::istringstream, s); }
// CHECK-LABEL: function w30 ;
// CHECK-NEXT: effect read @s{{$}}
// CHECK-NEXT: effect write @s{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w31() { fn = [] {}; sp = std::make_shared<int>(1); sp.reset(); up = nullptr; }
// CHECK-LABEL: function w31 ;
// CHECK-NEXT: effect read @sp{{$}}
// CHECK-NEXT: effect write @sp{{$}}
// CHECK-NEXT: effect write @up{{$}}
// CHECK-NEXT: effect write @fn{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w32() { auto &[a, b] = *m.begin(); b = 1; }
// CHECK-LABEL: function w32 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect write @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w33() { for (auto &[k, x] : m) x = 1; }
// CHECK-LABEL: function w33 ;
// CHECK-NEXT: effect read @m{{$}}
// CHECK-NEXT: effect write @m{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w34() { std::back_insert_iterator it = std::back_inserter(v); it = 1; std::copy(ar.begin(), ar.end(), std::back_inserter(v)); }
// CHECK-LABEL: function w34 ;
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: effect read @ar{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
void w35() { auto it = std::find(v.begin(), v.end(), 1); if (it != v.end()) *it = 2; v.erase(std::remove(v.begin(), v.end(), 1), v.end()); }
// CHECK-LABEL: function w35 ;
// CHECK-NEXT: effect read @v{{$}}
// CHECK-NEXT: effect write @v{{$}}
// CHECK-NEXT: {{^  (read|write|escape) }}
