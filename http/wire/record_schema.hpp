// The schema of a record, from its table of fields (base/fields.hpp): as a reply has it, and as a request may leave
// parts of it out.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/record_json.hpp"
#include "http/wire/schema.hpp"

namespace secondbrain::http {

/// In a request a field that may be left out has a default; a reply always has it.
enum class direction : std::uint8_t { reply, request };

/// One of the names of an enum, or of those of them that are given.
template <named_enum E>
schema one_of_names(std::span<const std::string_view> only = {}) {
  if (!only.empty()) return one_of({only.begin(), only.end()});
  return one_of(names_of_all<E>());
}

template <has_fields Record>
std::vector<member> members_of(direction way, std::span<const std::string_view> only = {});

namespace detail {

using namespace secondbrain::detail;

template <class T>
schema schema_of_value(direction way, const field_rules& rules) {
  if constexpr (is_optional<T>) {
    auto inner = schema_of_value<typename T::value_type>(way, rules);
    return rules.empty == when_empty::left_out ? inner : nullable(std::move(inner));
  } else if constexpr (has_fields<T>) {
    return object(members_of<T>(way, rules.only));
  } else if constexpr (std::is_enum_v<T>) {
    return rules.names == unknown_names::are_ignored ? text() : one_of_names<T>(rules.only);
  } else if constexpr (any_text<T>) {
    return text(rules.least, rules.most);
  } else if constexpr (std::is_same_v<T, bool>) {
    return boolean();
  } else if constexpr (std::is_floating_point_v<T>) {
    return number();
  } else if constexpr (std::is_same_v<T, std::chrono::system_clock::time_point>) {
    return text();
  } else if constexpr (is_pair<T>) {
    return list_of(schema_of_value<typename T::first_type>(way, rules));
  } else if constexpr (is_dictionary<T>) {
    return map_of(schema_of_value<typename T::value_type::second_type>(way, rules));
  } else if constexpr (is_list<T>) {
    return list_of(schema_of_value<typename T::value_type>(way, rules));
  } else {
    static_assert(std::is_integral_v<T> || is_duration<T>, "what is this on the wire?");
    return integer(rules.least, rules.most);
  }
}

template <class T>
member member_of(direction way, std::string_view name, const T& fallback, std::string_view description,
                 const field_rules& rules) {
  auto type = schema_of_value<T>(way, rules);
  if (rules.empty == when_empty::null) type = nullable(std::move(type));
  const bool may_be_absent = way == direction::request ? is_optional<T> || rules.presence == in_requests::optional
                                                       : rules.empty == when_empty::left_out;
  if (!may_be_absent) return required(std::string{name}, std::move(type), std::string{description});
  json::object written;  // as the record that was never filled has it
  if (way == direction::request) add_field(written, name, fallback, rules);
  auto* value = written.if_contains(name);
  return optional(std::string{name}, std::move(type), value ? std::move(*value) : json::value(nullptr),
                  std::string{description});
}

template <class Record>
class schema_writer {
 public:
  schema_writer(direction way, std::span<const std::string_view> only, std::vector<member>& out)
      : way_{way}, only_{only}, out_{out} {}

  template <class Value, class Out, class In>
  void operator()(const field_entry<Record, Value, Out, In>& entry) const {
    add(entry.name, written(entry, blank_), entry.description, entry.rules);
  }
  template <class Function>
  void operator()(const computed_entry<Function>& entry) const {
    if (way_ == direction::reply) add(entry.name, entry.compute(blank_), entry.description, entry.rules);
  }
  template <class Value>
  void operator()(const inlined_entry<Record, Value>&) const {
    for_each_field<Value>(schema_writer<Value>{way_, only_, out_});
  }
  template <class Value>
  void operator()(const internal_entry<Record, Value>&) const {}

 private:
  template <class T>
  void add(std::string_view name, const T& fallback, std::string_view description, const field_rules& rules) const {
    if (is_chosen(name, only_)) out_.push_back(member_of(way_, name, fallback, description, rules));
  }

  direction way_;
  std::span<const std::string_view> only_;
  std::vector<member>& out_;
  Record blank_{};
};

}  // namespace detail

template <has_fields Record>
std::vector<member> members_of(direction way, std::span<const std::string_view> only) {
  std::vector<member> members;
  for_each_field<Record>(detail::schema_writer<Record>{way, only, members});
  return members;
}

template <has_fields Record>
schema schema_of() {
  return object(members_of<Record>(direction::reply));
}

template <has_fields Record>
schema request_schema() {
  return object(members_of<Record>(direction::request));
}

/// The parameters of a query that make up the request.
template <has_fields Record>
std::vector<member> query_of() {
  return members_of<Record>(direction::request);
}

}  // namespace secondbrain::http
