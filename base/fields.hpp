// The fields of a record, written once: from the table come its JSON, the way back (record_json.hpp) and its schema
// (http/wire/record_schema.hpp).
//
//   struct calendar_event { std::string title; std::string date; std::string source; };
//   constexpr auto fields_of(const calendar_event*) {
//     return record<calendar_event>(field_list{
//         field("title", &calendar_event::title),
//         field("date", &calendar_event::date, "YYYY-MM-DD"),
//         internal(&calendar_event::source),
//     });
//   }
//
// Every member stands in the table, also the one that does not leave the process; a forgotten one does not compile.
// Fields go out in the order of the table. Values only; any thread; cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace secondbrain {

/// How a text or an optional that holds nothing is written. An optional is null unless it is left out.
enum class when_empty : std::uint8_t { as_it_is, null, left_out };

/// Whether a request may leave the field out; it then has the value of a new record. A reply always has it.
enum class in_requests : std::uint8_t { required, optional };

/// What a name that the enum does not have means in a request.
enum class unknown_names : std::uint8_t { are_refused, are_ignored };

struct field_rules {
  std::optional<std::int64_t> least{};  // of an integer; of a text in code points
  std::optional<std::int64_t> most{};
  when_empty empty = when_empty::as_it_is;
  in_requests presence = in_requests::required;
  unknown_names names = unknown_names::are_refused;
  std::optional<int> decimals{};             // a number is rounded to so many
  std::span<const std::string_view> only{};  // of an enum these names, of a record these fields; empty: all
};

/// A value that is written as it is.
struct unchanged {
  template <class Value>
  constexpr Value&& operator()(Value&& value) const noexcept {
    return std::forward<Value>(value);
  }
};

template <class Record, class Value, class Out, class In>
struct field_entry {
  std::string_view name;
  Value Record::*member;
  std::string_view description;
  field_rules rules;
  Out out;  // what is written for the value
  In in;    // the value of what was written
};

template <class Function>
struct computed_entry {
  std::string_view name;
  Function compute;
  std::string_view description;
  field_rules rules;
};

template <class Record, class Value>
struct inlined_entry {
  Value Record::*member;
};

template <class Record, class Value>
struct internal_entry {
  Value Record::*member;
};

template <class Record, class Value>
constexpr auto field(std::string_view name, Value Record::*member, std::string_view description = {},
                     field_rules rules = {}) {
  return field_entry<Record, Value, unchanged, unchanged>{name, member, description, rules, {}, {}};
}

/// A value that is written as another one: `out` makes that of it, `in` reads it back.
template <class Record, class Value, class Out, class In>
constexpr auto converted(std::string_view name, Value Record::*member, Out out, In in,
                         std::string_view description = {}, field_rules rules = {}) {
  return field_entry<Record, Value, Out, In>{name, member, description, rules, out, in};
}

/// What follows from other fields; it is written and never read.
template <class Function>
constexpr auto computed(std::string_view name, Function compute, std::string_view description = {},
                        field_rules rules = {}) {
  return computed_entry<Function>{name, compute, description, rules};
}

/// A record whose fields stand among those of this one.
template <class Record, class Value>
constexpr auto inlined(Value Record::*member) {
  return inlined_entry<Record, Value>{member};
}

/// A member that does not leave the process.
template <class Record, class Value>
constexpr auto internal(Value Record::*member) {
  return internal_entry<Record, Value>{member};
}

namespace detail {

/// Stands for a member of any type; nobody ever has one.
struct any_value {
  template <class T>
  operator T() const noexcept {  // NOLINT: implicit is what it is for
    std::terminate();
  }
};

template <class Record, std::size_t... at>
constexpr bool takes_values(std::index_sequence<at...>) {
  return requires {
    Record{(static_cast<void>(at), any_value{})...};
  };
}

template <class Record, std::size_t count>
concept takes = takes_values<Record>(std::make_index_sequence<count>{});

template <class Entry>
inline constexpr std::size_t members_in = requires(Entry entry) {
  entry.member;
}
? 1 : 0;

template <class One, class Other>
constexpr bool is_same_member(const One& one, const Other& other) {
  if constexpr (requires { one.member == other.member; })
    return one.member == other.member;
  else
    return false;
}

template <class One, class Other>
constexpr bool is_same_name(const One& one, const Other& other) {
  if constexpr (requires { one.name == other.name; })
    return one.name == other.name;
  else
    return false;
}

void a_member_and_a_name_stand_once();  // never defined: calling it ends the compilation

/// What a tuple would do; it is spelt out because every file that knows a message compiles it.
template <std::size_t at, class Entry>
struct slot {
  Entry entry;
};

template <class Places, class... Entries>
struct slots;

template <std::size_t... at, class... Entries>
struct slots<std::index_sequence<at...>, Entries...> : slot<at, Entries>... {
  constexpr explicit slots(const Entries&... all) : slot<at, Entries>{all}... {}

  template <class Visitor>
  constexpr decltype(auto) visit_all(Visitor&& visit) const {
    return visit(static_cast<const slot<at, Entries>&>(*this).entry...);
  }
};

}  // namespace detail

/// The record has as many members as the table names.
template <class Record, std::size_t count>
concept has_members = std::is_aggregate_v<Record> && detail::takes<Record, count> && !detail::takes<Record, count + 1>;

template <class Record, class... Entries>
concept lists_every_member = has_members<Record, (std::size_t{0} + ... + detail::members_in<Entries>)>;

/// The entries of a table; with a comma behind the last, each stands on its own line.
template <class... Entries>
struct field_list : detail::slots<std::index_sequence_for<Entries...>, Entries...> {
  constexpr explicit field_list(const Entries&... all)
      : detail::slots<std::index_sequence_for<Entries...>, Entries...>{all...} {}

  static constexpr std::size_t size = sizeof...(Entries);
};

template <class Record, class... Entries>
requires lists_every_member<Record, Entries...>
constexpr field_list<Entries...> record(const field_list<Entries...>& table) {
  return table;
}

template <class Record>
concept has_fields = requires {
  fields_of(static_cast<const Record*>(nullptr));
};

namespace detail {

template <class Table>
constexpr Table with_each_once(const Table& table) {
  table.visit_all([](const auto&... all) {
    const auto times = [&all...](const auto& one) {
      return (0 + ... + (is_same_member(one, all) || is_same_name(one, all) ? 1 : 0));
    };
    if (((times(all) != 1) || ...)) a_member_and_a_name_stand_once();
  });
  return table;
}

}  // namespace detail

template <has_fields Record>
inline constexpr auto field_table = detail::with_each_once(fields_of(static_cast<const Record*>(nullptr)));

/// Calls it with each entry of the record's table, in order.
template <has_fields Record, class Visitor>
constexpr void for_each_field(const Visitor& visit) {
  field_table<Record>.visit_all([&visit](const auto&... each) { (visit(each), ...); });
}

/// What is written for a value of this field.
template <class Record, class Value, class Out, class In>
constexpr decltype(auto) written(const field_entry<Record, Value, Out, In>& entry, const Record& of) {
  return entry.out(of.*entry.member);
}

constexpr bool is_chosen(std::string_view name, std::span<const std::string_view> only) {
  if (only.empty()) return true;
  for (const auto each : only)
    if (each == name) return true;
  return false;
}

}  // namespace secondbrain
