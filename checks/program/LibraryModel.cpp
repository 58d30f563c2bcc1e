//===- LibraryModel.cpp - What library functions do ---------------*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>

namespace cotidy {

namespace {

/// Classes whose methods of one name do the same.
enum Group : uint8_t {
  NoGroup,
  Sequence,
  Associative, ///< operator[] makes elements
  Pointerlike,
  Optionallike,
  Iteratorlike,
  Atomics,
  Streams,
  Functions, ///< free functions
};

constexpr LibraryCall Look{.ReadsReceiver = true};
constexpr LibraryCall Part{.ReadsReceiver = true,
                           .Result = LibraryCall::Element};
constexpr LibraryCall Change{.WritesReceiver = true,
                             .Result = LibraryCall::Element};
constexpr LibraryCall Keep{
    .WritesReceiver = true, .Keeps = true, .Result = LibraryCall::Element};
constexpr LibraryCall Assign{
    .WritesReceiver = true, .Keeps = true, .Result = LibraryCall::Self};
constexpr LibraryCall Swap{.WritesReceiver = true, .Written = 1};
constexpr LibraryCall Follow{.ReadsReceiver = true,
                             .Result = LibraryCall::Pointee};
constexpr LibraryCall Release{.WritesReceiver = true,
                              .Result = LibraryCall::Pointee};
constexpr LibraryCall Step{
    .ReadsReceiver = true, .WritesReceiver = true, .Result = LibraryCall::Self};
constexpr LibraryCall SafeRead{.ReadsReceiver = true, .Synchronised = true};
constexpr LibraryCall SafeWrite{.WritesReceiver = true, .Synchronised = true};
constexpr LibraryCall SafeUpdate{
    .ReadsReceiver = true, .WritesReceiver = true, .Synchronised = true};
constexpr LibraryCall SafeExchange{.ReadsReceiver = true,
                                   .WritesReceiver = true,
                                   .Synchronised = true,
                                   .Written = 1};
constexpr LibraryCall Forward{.Unread = 0xff, .Result = LibraryCall::First};
constexpr LibraryCall Bounds{.Unread = 0xff, .Result = LibraryCall::FirstPart};
constexpr LibraryCall Bundle{.Unread = 0xff, .Result = LibraryCall::Everything};
constexpr LibraryCall Query{.RunsCallables = true};
constexpr LibraryCall Find{.RunsCallables = true, .Result = LibraryCall::First};
constexpr LibraryCall Rearrange{
    .RunsCallables = true, .Written = 1, .Result = LibraryCall::First};
constexpr LibraryCall FillThird{
    .RunsCallables = true, .Written = 4, .Result = LibraryCall::Third};
constexpr LibraryCall Choose{.Result = LibraryCall::Everything};

struct Entry {
  Group Of;
  LibraryCall Does;
  std::initializer_list<std::string_view> Names;
};

// clang-format off
const Entry Entries[] = {
    {Sequence, Part,
     {"at", "operator[]", "front", "back", "top", "value"}},
    {Sequence, Part,
     {"begin", "end", "rbegin", "rend", "cbegin", "cend", "crbegin", "crend",
      "before_begin", "data", "c_str", "view", "first", "last", "subspan"}},
    {Sequence, Part,
     {"find", "lower_bound", "upper_bound", "equal_range", "size", "empty",
      "length", "count", "contains", "capacity", "max_size", "compare",
      "substr", "starts_with", "ends_with", "find_first_of", "find_last_of",
      "rfind", "find_first_not_of", "find_last_not_of", "copy"}},
    {Sequence, Keep,
     {"push_back", "push_front", "push", "emplace_back", "emplace_front",
      "emplace", "emplace_hint", "try_emplace", "insert", "insert_or_assign",
      "insert_after", "emplace_after", "insert_range", "append_range",
      "prepend_range", "push_range"}},
    {Sequence, Assign,
     {"operator=", "operator+=", "assign", "append", "fill"}},
    {Sequence, Change,
     {"clear", "pop_back", "pop_front", "pop", "erase", "erase_after",
      "resize", "reserve", "shrink_to_fit", "extract", "remove", "remove_if",
      "reverse", "sort", "unique", "replace", "rehash"}},
    {Sequence, Swap,
     {"swap", "merge", "splice", "splice_after"}},
    {Associative, Keep,
     {"operator[]"}},
    {Pointerlike, Follow,
     {"get", "operator*", "operator->", "operator[]", "lock", "operator bool",
      "use_count", "expired", "shared_from_this", "weak_from_this",
      "operator()"}},
    {Pointerlike, Assign,
     {"operator=", "reset"}},
    {Pointerlike, Release,
     {"release"}},
    {Pointerlike, Swap,
     {"swap"}},
    {Optionallike, Part,
     {"operator*", "operator->", "value", "value_or"}},
    {Optionallike, Look,
     {"has_value", "operator bool", "index"}},
    {Optionallike, Keep,
     {"emplace"}},
    {Optionallike, Assign,
     {"operator="}},
    {Optionallike, Change,
     {"reset"}},
    {Optionallike, Swap,
     {"swap"}},
    {Iteratorlike, Follow,
     {"operator*", "operator->", "operator[]", "base", "operator+",
      "operator-"}},
    {Iteratorlike, Step,
     {"operator++", "operator--", "operator+=", "operator-="}},
    {Atomics, SafeRead,
     {"load", "test", "wait", "is_lock_free"}},
    {Atomics, SafeWrite,
     {"store", "operator=", "clear", "notify_one", "notify_all"}},
    {Atomics, SafeUpdate,
     {"exchange", "fetch_add", "fetch_sub", "fetch_and", "fetch_or",
      "fetch_xor", "fetch_max", "fetch_min", "operator++", "operator--",
      "operator+=", "operator-=", "operator&=", "operator|=", "operator^=",
      "test_and_set"}},
    {Atomics, SafeExchange,
     {"compare_exchange_weak", "compare_exchange_strong"}},
    {Streams, Assign,
     {"operator<<", "put", "write", "flush"}},
    {Functions, Forward,
     {"move", "forward", "as_const", "addressof", "__addressof", "launder",
      "move_if_noexcept", "to_address", "ref", "cref", "get",
      "static_pointer_cast", "dynamic_pointer_cast", "const_pointer_cast",
      "reinterpret_pointer_cast", "next", "prev", "make_move_iterator",
      "forward_like", "get_if", "any_cast", "unwrap_reference",
      "assume_aligned", "make_reverse_iterator"}},
    {Functions, Bounds,
     {"begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend",
      "data", "back_inserter", "front_inserter", "inserter"}},
    {Functions, Bundle,
     {"tie", "forward_as_tuple", "bind", "bind_front", "bind_back", "not_fn",
      "mem_fn", "all", "iota_view", "filter", "take", "drop", "keys", "values",
      "elements", "take_while", "drop_while", "enumerate", "zip", "as_bytes",
      "as_writable_bytes"}},
    {Functions, Query,
     {"for_each", "for_each_n", "accumulate", "reduce", "count", "count_if",
      "all_of", "any_of", "none_of", "equal", "distance", "size", "ssize",
      "empty", "inner_product", "binary_search", "is_sorted", "includes",
      "contains", "lexicographical_compare", "transform_reduce", "format",
      "print", "println", "vformat", "make_format_args", "invoke", "apply",
      "visit", "call_once", "async", "make_shared", "make_unique",
      "allocate_shared", "make_exception_ptr", "hash_value", "to_string",
      "is_permutation", "fold_left", "starts_with",
      "make_unique_for_overwrite", "current_exception", "holds_alternative",
      "terminate", "abort", "exit", "rethrow_exception", "throw_with_nested"}},
    {Functions, Find,
     {"find", "find_if", "find_if_not", "find_first_of", "find_end",
      "adjacent_find", "search", "search_n", "mismatch", "max_element",
      "min_element", "minmax_element", "lower_bound", "upper_bound",
      "equal_range", "partition_point"}},
    {Functions, Rearrange,
     {"sort", "stable_sort", "partial_sort", "nth_element", "fill", "fill_n",
      "generate", "generate_n", "iota", "remove", "remove_if", "unique",
      "reverse", "rotate", "shuffle", "replace", "replace_if", "partition",
      "stable_partition", "make_heap", "push_heap", "pop_heap", "sort_heap",
      "advance", "next_permutation", "prev_permutation", "shift_left",
      "shift_right", "inplace_merge", "erase", "erase_if", "destroy",
      "uninitialized_fill", "construct_at", "destroy_at", "memset", "memcpy",
      "memmove", "strcpy", "strncpy", "strcat", "snprintf", "sprintf", "fgets",
      "fread", "__builtin_memset", "__builtin_memcpy", "__builtin_memmove"}},
    {Functions, FillThird,
     {"copy", "copy_if", "copy_n", "copy_backward", "move_backward",
      "remove_copy", "remove_copy_if", "unique_copy", "reverse_copy",
      "partial_sum", "adjacent_difference", "exclusive_scan", "inclusive_scan",
      "replace_copy", "replace_copy_if", "transform"}},
    {Functions, Choose,
     {"min", "max", "clamp", "minmax", "make_pair", "make_tuple",
      "make_optional", "make_any"}},
    {Functions, {.RunsCallables = true, .Written = 0b1100, .Result = LibraryCall::Fresh},
     {"partition_copy"}},
    {Functions, {.RunsCallables = true, .Written = 0b10000, .Result = LibraryCall::Fresh},
     {"merge", "set_union", "set_intersection", "set_difference",
      "set_symmetric_difference"}},
    {Functions, {.Written = 0b11},
     {"swap", "iter_swap", "swap_ranges", "getline", "operator>>"}},
    {Functions, {.Written = 1, .Result = LibraryCall::FirstContent},
     {"exchange"}},
    {Functions, {.Written = 1, .Result = LibraryCall::First},
     {"operator<<"}},
};
// clang-format on

struct GroupOf {
  Group Of;
  std::initializer_list<std::string_view> Records;
};

const GroupOf Groups[] = {
    {Sequence,
     {"vector",
      "deque",
      "list",
      "forward_list",
      "array",
      "basic_string",
      "set",
      "multiset",
      "multimap",
      "unordered_set",
      "unordered_multiset",
      "unordered_multimap",
      "queue",
      "stack",
      "priority_queue",
      "basic_string_view",
      "span",
      "valarray",
      "bitset",
      "initializer_list",
      "inplace_vector",
      "_Vector_base",
      "subrange",
      "view_interface"}},
    {Associative, {"map", "unordered_map", "flat_map"}},
    {Pointerlike,
     {"shared_ptr", "unique_ptr", "weak_ptr", "__shared_ptr",
      "__shared_ptr_access", "__weak_ptr", "auto_ptr", "reference_wrapper",
      "enable_shared_from_this", "observer_ptr", "out_ptr_t"}},
    {Optionallike,
     {"optional", "_Optional_base", "_Optional_base_impl", "expected",
      "variant", "any"}},
    {Iteratorlike, {"__normal_iterator",    "_Deque_iterator",
                    "_List_iterator",       "_List_const_iterator",
                    "_Fwd_list_iterator",   "_Fwd_list_const_iterator",
                    "_Rb_tree_iterator",    "_Rb_tree_const_iterator",
                    "_Node_iterator",       "_Node_const_iterator",
                    "reverse_iterator",     "move_iterator",
                    "_Bit_iterator",        "_Bit_const_iterator",
                    "__wrap_iter",          "__map_iterator",
                    "__hash_map_iterator",  "__list_iterator",
                    "__tree_iterator",      "__hash_iterator",
                    "back_insert_iterator", "counted_iterator"}},
    {Atomics,
     {"atomic", "__atomic_base", "__atomic_float", "atomic_flag", "atomic_ref",
      "_Sp_atomic", "__atomic_ref"}},
    {Streams,
     {"basic_ostream", "basic_ostringstream", "basic_stringstream",
      "basic_iostream"}},
};

template <typename Value> struct Table {
  std::map<std::string_view, Value> Of;
  template <typename Range, typename Names, typename Get>
  Table(const Range &From, Names NamesOf, Get ValueOf) {
    for (const auto &E : From)
      for (std::string_view Name : NamesOf(E))
        Of.emplace(Name, ValueOf(E));
  }
};

Group groupOf(std::string_view Record) {
  static const Table<Group> Known(
      Groups, [](const GroupOf &G) { return G.Records; },
      [](const GroupOf &G) { return G.Of; });
  auto It = Known.Of.find(lastComponent(Record));
  return It == Known.Of.end() ? NoGroup : It->second;
}

const LibraryCall *lookUp(Group Of, std::string_view Name) {
  static const std::map<std::pair<Group, std::string_view>, const LibraryCall *>
      Known = [] {
        std::map<std::pair<Group, std::string_view>, const LibraryCall *> M;
        for (const Entry &E : Entries)
          for (std::string_view Name : E.Names)
            M.emplace(std::pair(E.Of, Name), &E.Does);
        return M;
      }();
  auto It = Known.find({Of, Name});
  return It == Known.end() ? nullptr : It->second;
}

/// `std::ranges::__sort_fn::operator()` is the function `sort`.
std::string_view functionObject(std::string_view Record) {
  std::string_view Name = lastComponent(Record);
  if (Name.size() > 5 && Name.starts_with("__") && Name.ends_with("_fn"))
    return Name.substr(2, Name.size() - 5);
  return {};
}

} // namespace

std::string_view lastComponent(std::string_view Name) {
  // A conversion's name may hold the `::` of its type.
  size_t End = Name.npos;
  for (size_t At = Name.rfind("operator");
       At != Name.npos && At + 8 < Name.size();
       At = At ? Name.rfind("operator", At - 1) : Name.npos) {
    char Next = Name[At + 8];
    bool Word = Next == '_' || (Next >= '0' && Next <= '9') ||
                (Next >= 'a' && Next <= 'z') || (Next >= 'A' && Next <= 'Z');
    if (!Word && Next != ':' && (At == 0 || Name[At - 1] == ':'))
      End = At;
  }
  size_t Colons = Name.substr(0, End).rfind("::");
  return Colons == Name.npos ? Name : Name.substr(Colons + 2);
}

const LibraryCall *libraryCall(const Event &Call) {
  if (!Call.CalleeStd && !Call.CalleeSystem)
    return nullptr;
  std::string_view Name = lastComponent(Call.CalleeName);
  if (Call.CalleeRecord.empty()) {
    // C's functions, which system headers declare outside of any namespace.
    bool C = Call.CalleeName.find("::") == std::string::npos;
    return Call.CalleeStd || C ? lookUp(Functions, Name) : nullptr;
  }
  if (Call.Constructor)
    return nullptr;
  Group Of = groupOf(Call.CalleeRecord);
  if (Of != NoGroup) {
    if (const LibraryCall *Known = lookUp(Of, Name))
      return Known;
    if (Of == Associative)
      return lookUp(Sequence, Name);
    if (Of == Atomics) // a conversion to the value
      return Call.ConstMethod ? &SafeRead : &SafeUpdate;
    return nullptr;
  }
  if (Name == "operator()") {
    std::string_view Function = functionObject(Call.CalleeRecord);
    return Function.empty() ? nullptr : lookUp(Functions, Function);
  }
  return nullptr;
}

} // namespace cotidy
