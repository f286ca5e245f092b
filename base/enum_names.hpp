// What the values of an enum are called, written once: to text, back again, and as a list of choices.
//
//   enum class task_status : std::uint8_t { open, in_progress, done };
//   constexpr auto names_of(task_status) {
//     using enum task_status;
//     return named_values<task_status>({{open, "open"}, {in_progress, "in_progress"}, {done, "done"}});
//   }
//
// Such an enum counts from zero without gaps, and its names stand in that order; a value that has no name does not
// compile. In an inner namespace `using secondbrain::to_string;` stands beside it. Pure; any thread; cannot fail.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace secondbrain {

template <class E>
struct value_name {
  E value;
  std::string_view name;
};

namespace detail {

/// The compiler spells a value that an enum knows by its name, and any other as a cast: `(task_status)7`.
template <auto value>
constexpr bool is_enumerator() noexcept {
  std::string_view spelt = __PRETTY_FUNCTION__;
  spelt.remove_suffix(1);
  while (spelt.back() >= '0' && spelt.back() <= '9') spelt.remove_suffix(1);
  return spelt.back() != ')';
}

void names_stand_in_the_order_of_the_values();  // never defined: calling it ends the compilation
void a_name_stands_once_and_is_not_empty();     // likewise

}  // namespace detail

/// So many names are enough: the value that would come next does not exist.
template <class E, std::size_t count>
concept names_every_value = std::is_enum_v<E> && !detail::is_enumerator<static_cast<E>(count)>();

template <class E, std::size_t count>
requires names_every_value<E, count>
consteval std::array<value_name<E>, count> named_values(const value_name<E> (&table)[count]) {
  std::array<value_name<E>, count> named{};
  for (std::size_t at = 0; at < count; ++at) {
    if (static_cast<std::size_t>(table[at].value) != at) detail::names_stand_in_the_order_of_the_values();
    if (table[at].name.empty()) detail::a_name_stands_once_and_is_not_empty();
    for (std::size_t before = 0; before < at; ++before)
      if (table[before].name == table[at].name) detail::a_name_stands_once_and_is_not_empty();
    named[at] = table[at];
  }
  return named;
}

template <class E>
concept named_enum = std::is_enum_v<E> && requires(E value) {
  names_of(value);
};

template <named_enum E>
inline constexpr auto value_names = names_of(E{});

template <named_enum E>
constexpr std::string_view to_string(E value) noexcept {
  const auto at = static_cast<std::size_t>(value);
  return at < value_names<E>.size() ? value_names<E>[at].name : std::string_view{"unknown"};
}

/// Nothing: no value is called that.
template <named_enum E>
constexpr std::optional<E> value_named(std::string_view name) noexcept {
  for (const auto& each : value_names<E>)
    if (each.name == name) return each.value;
  return std::nullopt;
}

/// In the order of the values.
template <named_enum E>
std::vector<std::string> names_of_all() {
  std::vector<std::string> names;
  names.reserve(value_names<E>.size());
  for (const auto& each : value_names<E>) names.emplace_back(each.name);
  return names;
}

}  // namespace secondbrain
