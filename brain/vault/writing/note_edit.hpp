// Making notes and adding to them (contract: vault §8.4).
//
// Pure functions from bytes to bytes; thread-safe, nothing fails. What was there stays byte for byte, save `updated` in
// the frontmatter and white space at the end.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

/// The first line below the YAML block, which ends with dashes or `...`; 0 when there is none.
std::size_t end_of_frontmatter(const text_lines& lines);

struct new_note {
  std::string type;
  std::optional<std::vector<std::string>> tags;
  std::string day;     // of creation, YYYY-MM-DD
  std::string status;  // empty: none
  std::string body;
};

std::string make_note(const new_note& note);

/// The text, and a line that closes the code or comment that it leaves open, so that what is added below is no part of
/// it.
std::string with_nothing_open(std::string_view text);

/// Adds `### <day>` and the body at the end, outside of code and comments. A note that holds just that already is
/// answered as it is.
std::string append_to_note(std::string_view bytes, std::string_view body, std::string_view day);

}  // namespace secondbrain::vault
