// Where Dataview's fields stand on a line: `[key:: value]`, `(key:: value)`, `key:: value`, and the signs of the Tasks
// plugin. Pure; any thread; cannot fail. Positions are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault::dialects {

struct inline_field {
  std::string key;
  std::string_view value;  // a slice of the line, trimmed
  std::size_t begin = 0;
  std::size_t end = 0;
  char wrapping = '\0';  // `[`, `(`, `e`: a sign; none: the line is the field
};

enum class with_signs : std::uint8_t { no, yes };

/// In brackets, and behind signs where they are asked for; in their order.
std::vector<inline_field> find_inline_fields(std::string_view line, with_signs signs);

/// The field that the whole line is.
std::optional<inline_field> find_line_field(std::string_view line);

}  // namespace secondbrain::vault::dialects
