#include "brain/vault/notes/yaml_scalar.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace secondbrain::vault {

namespace {

constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 18> booleans{"yes",   "Yes",   "YES",   "no", "No", "NO", "true", "True", "TRUE",
                                                    "false", "False", "FALSE", "on", "On", "ON", "off",  "Off",  "OFF"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& words, std::string_view text) noexcept {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_number(std::string_view text) {
  static const RE2 integer{
      "[-+]?(0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+"
      "|[1-9][0-9_]*(:[0-5]?[0-9])+)"};
  static const RE2 floating{
      "[-+]?([0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)([eE][-+][0-9]+)?"
      "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
      "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"};
  return RE2::FullMatch({text.data(), text.size()}, integer) || RE2::FullMatch({text.data(), text.size()}, floating);
}

bool is_date(std::string_view text) {
  static const RE2 date{
      "[0-9]{4}-[0-9]{2}-[0-9]{2}"
      "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]*)?"
      "([ \\t]*(Z|[-+][0-9]{1,2}(:?[0-9]{2})?))?"};
  return RE2::FullMatch({text.data(), text.size()}, date);
}

}  // namespace

value_kind kind_of_plain_scalar(std::string_view text) {
  if (contains(nulls, text)) return value_kind::null;
  constexpr std::string_view first_of_a_number = "0123456789+-.";
  if (first_of_a_number.find(text.front()) != text.npos) {
    if (is_date(text)) return value_kind::date;
    return is_number(text) ? value_kind::number : value_kind::string;
  }
  return contains(booleans, text) ? value_kind::boolean : value_kind::string;
}

}  // namespace secondbrain::vault
