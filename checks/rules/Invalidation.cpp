//===- Invalidation.cpp - What a container's methods invalidate
//------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// [container.reqmts], [sequence.reqmts], [associative.reqmts],
// [unord.req] and the classes' own clauses of C++20.
//
//===----------------------------------------------------------------------===//

#include "rules/Invalidation.h"
#include "program/LibraryModel.h"
#include <algorithm>
#include <initializer_list>

namespace cotidy {

namespace {

struct Entry {
  std::initializer_list<std::string_view> Records;
  Invalidates What;
  std::initializer_list<std::string_view> Methods;
};

constexpr Entry Table[] = {
    // Elements stand in one block that is moved when it is full.
    {{"vector", "basic_string"},
     Invalidates::All,
     {"push_back", "emplace_back", "insert", "emplace", "insert_range",
      "append_range", "assign", "assign_range", "append",
      "operator+=", "resize", "reserve", "shrink_to_fit", "replace", "clear",
      "erase", "operator=", "resize_and_overwrite"}},
    {{"vector", "basic_string"}, Invalidates::Erased, {"pop_back"}},

    // At the ends only iterators suffer.
    {{"deque"},
     Invalidates::Iterators,
     {"push_back", "push_front", "emplace_back", "emplace_front",
      "append_range", "prepend_range"}},
    {{"deque"},
     Invalidates::All,
     {"insert", "emplace", "insert_range", "erase", "resize", "assign",
      "assign_range", "clear", "shrink_to_fit", "operator="}},
    {{"deque"}, Invalidates::Erased, {"pop_back", "pop_front"}},

    // Nodes stay where they are until they are erased.
    {{"list", "forward_list"},
     Invalidates::Erased,
     {"pop_back", "pop_front", "erase", "erase_after", "remove", "remove_if",
      "unique", "resize"}},
    {{"list", "forward_list"},
     Invalidates::All,
     {"clear", "assign", "assign_range", "operator="}},
    {{"set", "multiset", "map", "multimap"},
     Invalidates::Erased,
     {"erase", "extract"}},
    {{"set", "multiset", "map", "multimap"},
     Invalidates::All,
     {"clear", "operator="}},

    // Whatever inserts may rehash.
    {{"unordered_set", "unordered_multiset", "unordered_map",
      "unordered_multimap"},
     Invalidates::Iterators,
     {"insert", "emplace", "emplace_hint", "try_emplace", "insert_or_assign",
      "insert_range", "merge", "rehash", "reserve", "operator[]"}},
    {{"unordered_set", "unordered_multiset", "unordered_map",
      "unordered_multimap"},
     Invalidates::Erased,
     {"erase", "extract"}},
    {{"unordered_set", "unordered_multiset", "unordered_map",
      "unordered_multimap"},
     Invalidates::All,
     {"clear", "operator="}},

    // Sorted vectors.
    {{"flat_map", "flat_set", "flat_multimap", "flat_multiset"},
     Invalidates::All,
     {"insert", "emplace", "emplace_hint", "try_emplace", "insert_or_assign",
      "insert_range", "operator[]", "erase", "extract", "replace", "clear",
      "operator="}},

    // Adaptors, of their usual containers.
    {{"queue", "stack"}, Invalidates::Erased, {"pop"}},
    {{"queue", "stack"}, Invalidates::All, {"operator="}},
    {{"priority_queue"},
     Invalidates::All,
     {"push", "push_range", "emplace", "pop", "operator="}},
};

bool has(const std::initializer_list<std::string_view> &List,
         std::string_view Name) {
  return std::find(List.begin(), List.end(), Name) != List.end();
}

} // namespace

Invalidates invalidates(std::string_view Record, std::string_view Method) {
  if (!Record.starts_with("std::"))
    return Invalidates::Nothing;
  const std::string_view Class = lastComponent(Record);
  for (const Entry &E : Table)
    if (has(E.Records, Class) && has(E.Methods, Method))
      return E.What;
  return Invalidates::Nothing;
}

} // namespace cotidy
