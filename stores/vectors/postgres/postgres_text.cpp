#include "stores/vectors/postgres/postgres_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace secondbrain::stores {

namespace {

constexpr std::size_t longest_float = 16;

void append(std::string& to, std::span<const float> values) {
  to += '[';
  for (std::size_t at = 0; at < values.size(); ++at) {
    if (at > 0) to += ',';
    char digits[longest_float];
    const int length = std::snprintf(digits, sizeof digits, "%.9g", static_cast<double>(values[at]));
    to.append(digits, static_cast<std::size_t>(length));
  }
  to += ']';
}

}  // namespace

std::string text_array(std::span<const std::string> texts) {
  std::string array{"{"};
  for (const auto& text : texts) {
    array += array.size() > 1 ? ",\"" : "\"";
    for (const char letter : text) {
      if (letter == '"' || letter == '\\') array += '\\';
      array += letter;
    }
    array += '"';
  }
  return array += '}';
}

std::string vector_text(std::span<const float> values) {
  std::string text;
  text.reserve(values.size() * longest_float);
  append(text, values);
  return text;
}

std::string vector_array(const std::vector<std::span<const float>>& vectors) {
  std::string array{"{"};
  for (const auto& values : vectors) {
    if (array.size() > 1) array += ',';
    if (!std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); })) {
      array += "NULL";
      continue;
    }
    array += '"';
    append(array, values);
    array += '"';
  }
  return array += '}';
}

}  // namespace secondbrain::stores
