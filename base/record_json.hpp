// Records as JSON and back, from their tables of fields (fields.hpp).
//
// Enums go by their names, times as UTC texts, durations as counts, pairs as arrays of two. Nothing is lost on the way
// there. On the way back there are two manners: `from_json` takes what fits and leaves the rest as a new record has it,
// so that answers of another version stay of use; `checked_from_json` is errc::corrupt at the first field that does not
// fit. Any thread.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "base/fields.hpp"
#include "base/time_text.hpp"

namespace secondbrain {

template <has_fields Record>
boost::json::object to_json(const Record& record, const field_rules& rules = {});

template <has_fields Record>
boost::json::array to_json(const std::vector<Record>& records, const field_rules& rules = {});

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

/// A map, or a list of pairs where their order counts: both are objects in JSON.
template <class T>
inline constexpr bool is_dictionary = false;
template <class T>
inline constexpr bool is_dictionary<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool is_dictionary<std::vector<std::pair<std::string, T>>> = true;

template <class T>
inline constexpr bool is_pair = false;
template <class A, class B>
inline constexpr bool is_pair<std::pair<A, B>> = true;

template <class T>
inline constexpr bool is_duration = false;
template <class Count, class Period>
inline constexpr bool is_duration<std::chrono::duration<Count, Period>> = true;

template <class T>
concept any_text = std::convertible_to<const T&, std::string_view>;

template <class T>
bool is_nothing(const T& value) {
  if constexpr (is_optional<T>)
    return !value.has_value();
  else if constexpr (requires { value.empty(); })
    return value.empty();
  else
    return false;
}

inline double rounded_to(double number, const std::optional<int>& decimals) {
  if (!decimals) return number;
  const double scale = std::pow(10.0, *decimals);
  return std::round(number * scale) / scale;
}

template <class T>
boost::json::value value_to_json(const T& value, const field_rules& rules) {
  if constexpr (is_optional<T>) {
    return value ? value_to_json(*value, rules) : boost::json::value(nullptr);
  } else if constexpr (has_fields<T>) {
    return to_json(value, rules);
  } else if constexpr (std::is_enum_v<T>) {
    return boost::json::value(to_string(value));
  } else if constexpr (any_text<T>) {
    return boost::json::value(std::string_view{value});
  } else if constexpr (std::is_floating_point_v<T>) {
    return rounded_to(value, rules.decimals);
  } else if constexpr (std::is_same_v<T, std::chrono::system_clock::time_point>) {
    return boost::json::value(utc_text(value));
  } else if constexpr (is_duration<T>) {
    return value.count();
  } else if constexpr (is_pair<T>) {
    return boost::json::array{value_to_json(value.first, rules), value_to_json(value.second, rules)};
  } else if constexpr (is_dictionary<T>) {
    boost::json::object members;
    for (const auto& [name, each] : value) members[name] = value_to_json(each, rules);
    return members;
  } else if constexpr (is_list<T>) {
    boost::json::array elements;
    elements.reserve(value.size());
    for (const auto& each : value) elements.push_back(value_to_json(each, rules));
    return elements;
  } else {
    return value;
  }
}

template <class T>
void add_field(boost::json::object& out, std::string_view name, const T& value, const field_rules& rules) {
  if (rules.empty != when_empty::as_it_is && is_nothing(value)) {
    if (rules.empty == when_empty::null) out[name] = nullptr;
    return;
  }
  out[name] = value_to_json(value, rules);
}

template <class Record>
class field_writer {
 public:
  field_writer(const Record& record, std::span<const std::string_view> only, boost::json::object& out)
      : record_{record}, only_{only}, out_{out} {}

  template <class Value, class Out, class In>
  void operator()(const field_entry<Record, Value, Out, In>& entry) const {
    if (is_chosen(entry.name, only_)) add_field(out_, entry.name, written(entry, record_), entry.rules);
  }
  template <class Function>
  void operator()(const computed_entry<Function>& entry) const {
    if (is_chosen(entry.name, only_)) add_field(out_, entry.name, entry.compute(record_), entry.rules);
  }
  template <class Value>
  void operator()(const inlined_entry<Record, Value>& entry) const {
    const auto& part = record_.*entry.member;
    for_each_field<Value>(field_writer<Value>{part, only_, out_});
  }
  template <class Value>
  void operator()(const internal_entry<Record, Value>&) const {}

 private:
  const Record& record_;
  std::span<const std::string_view> only_;
  boost::json::object& out_;
};

/// False: it does not fit as a whole.
template <class T>
bool value_from_json(const boost::json::value& written, T& value, const field_rules& rules);

bool number_from_json(const boost::json::value& written, double& value) noexcept;
bool number_from_json(const boost::json::value& written, std::int64_t& value) noexcept;
bool number_from_json(const boost::json::value& written, std::uint64_t& value) noexcept;

template <class T>
bool integer_from_json(const boost::json::value& written, T& value) noexcept {
  using widest = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
  widest number = 0;
  if (!number_from_json(written, number) || !std::in_range<T>(number)) return false;
  value = static_cast<T>(number);
  return true;
}

/// A part of what does not fit as a whole is of use: the fields of a record and the elements of a list that do.
template <class T>
bool is_of_use(const boost::json::value& written) noexcept {
  if constexpr (is_optional<T>)
    return is_of_use<typename T::value_type>(written);
  else if constexpr (is_dictionary<T> || has_fields<T>)
    return written.is_object();
  else
    return is_list<T> && written.is_array();
}

template <class T>
bool list_from_json(const boost::json::value& written, std::vector<T>& values, const field_rules& rules) {
  const auto* elements = written.if_array();
  if (!elements) return false;
  bool fits = true;
  values.clear();
  values.reserve(elements->size());
  for (const auto& element : *elements) {
    T value{};
    const bool whole = value_from_json(element, value, rules);
    if (whole || is_of_use<T>(element)) values.push_back(std::move(value));
    fits = fits && whole;
  }
  return fits;
}

template <class Dictionary>
bool dictionary_from_json(const boost::json::value& written, Dictionary& values, const field_rules& rules) {
  const auto* members = written.if_object();
  if (!members) return false;
  bool fits = true;
  values.clear();
  for (const auto& member : *members) {
    typename Dictionary::value_type::second_type value{};
    const bool whole = value_from_json(member.value(), value, rules);
    if (whole || is_of_use<decltype(value)>(member.value()))
      values.insert(values.end(), {std::string{member.key()}, std::move(value)});
    fits = fits && whole;
  }
  return fits;
}

/// Reads the fields that fit, and keeps the name of the first that does not.
template <class Record>
class field_reader {
 public:
  field_reader(const boost::json::object& from, Record& record, std::string_view& misfit)
      : from_{from}, record_{record}, misfit_{misfit} {}

  template <class Value, class Out, class In>
  void operator()(const field_entry<Record, Value, Out, In>& entry) const {
    if (!read(entry) && misfit_.empty()) misfit_ = entry.name;
  }
  template <class Function>
  void operator()(const computed_entry<Function>&) const {}
  template <class Value>
  void operator()(const inlined_entry<Record, Value>& entry) const {
    for_each_field<Value>(field_reader<Value>{from_, record_.*entry.member, misfit_});
  }
  template <class Value>
  void operator()(const internal_entry<Record, Value>&) const {}

 private:
  template <class Value, class Out, class In>
  bool read(const field_entry<Record, Value, Out, In>& entry) const {
    using form = std::remove_cvref_t<decltype(entry.out(std::declval<const Value&>()))>;
    const auto* found = from_.if_contains(entry.name);
    const bool may_be_absent =
        is_optional<form> || entry.rules.empty == when_empty::left_out || entry.rules.presence == in_requests::optional;
    if (!found) return may_be_absent;
    if (found->is_null() && entry.rules.empty != when_empty::as_it_is) {
      record_.*entry.member = Value{};
      return true;
    }
    form value{};
    const bool whole = value_from_json(*found, value, entry.rules);
    if (whole || is_of_use<form>(*found)) record_.*entry.member = entry.in(std::move(value));
    return whole;
  }

  const boost::json::object& from_;
  Record& record_;
  std::string_view& misfit_;
};

template <class T>
bool value_from_json(const boost::json::value& written, T& value, const field_rules& rules) {
  if constexpr (is_optional<T>) {
    if (written.is_null()) {
      value.reset();
      return true;
    }
    typename T::value_type inner{};
    const bool whole = value_from_json(written, inner, rules);
    if (whole || is_of_use<T>(written)) value = std::move(inner);
    return whole;
  } else if constexpr (has_fields<T>) {
    const auto* members = written.if_object();
    if (!members) return false;
    std::string_view misfit;
    for_each_field<T>(field_reader<T>{*members, value, misfit});
    return misfit.empty();
  } else if constexpr (std::is_enum_v<T>) {
    const auto named = written.is_string() ? value_named<T>(written.get_string()) : std::nullopt;
    if (named) value = *named;
    return named.has_value();
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!written.is_string()) return false;
    value.assign(written.get_string());
    return true;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!written.is_bool()) return false;
    value = written.get_bool();
    return true;
  } else if constexpr (std::is_floating_point_v<T>) {
    return number_from_json(written, value);
  } else if constexpr (std::is_integral_v<T>) {
    return integer_from_json(written, value);
  } else if constexpr (is_duration<T>) {
    typename T::rep count = 0;
    if (!integer_from_json(written, count)) return false;
    value = T{count};
    return true;
  } else if constexpr (is_pair<T>) {
    const auto* both = written.if_array();
    return both && both->size() == 2 && value_from_json((*both)[0], value.first, rules) &&
           value_from_json((*both)[1], value.second, rules);
  } else if constexpr (is_dictionary<T>) {
    return dictionary_from_json(written, value, rules);
  } else if constexpr (is_list<T>) {
    return list_from_json(written, value, rules);
  } else {
    return false;  // a time is written for people; nobody reads one back
  }
}

}  // namespace detail

template <has_fields Record>
boost::json::object to_json(const Record& record, const field_rules& rules) {
  boost::json::object out;
  out.reserve(field_table<Record>.size);
  for_each_field<Record>(detail::field_writer<Record>{record, rules.only, out});
  return out;
}

template <has_fields Record>
boost::json::array to_json(const std::vector<Record>& records, const field_rules& rules) {
  boost::json::array out;
  out.reserve(records.size());
  for (const auto& each : records) out.push_back(to_json(each, rules));
  return out;
}

template <has_fields Record>
Record from_json(const boost::json::object& written) {
  Record record;
  std::string_view misfit;
  for_each_field<Record>(detail::field_reader<Record>{written, record, misfit});
  return record;
}

/// What is no object is left out.
template <has_fields Record>
std::vector<Record> from_json(const boost::json::array& written) {
  std::vector<Record> records;
  for (const auto& each : written)
    if (const auto* one = each.if_object()) records.push_back(from_json<Record>(*one));
  return records;
}

template <has_fields Record>
result<Record> checked_from_json(const boost::json::value& written) {
  const auto* members = written.if_object();
  if (!members) return fail(errc::corrupt, "not an object");
  Record record;
  std::string_view misfit;
  for_each_field<Record>(detail::field_reader<Record>{*members, record, misfit});
  if (!misfit.empty()) return fail(errc::corrupt, "`" + std::string{misfit} + "` is missing or of another kind");
  return record;
}

}  // namespace secondbrain
