// Making notes and adding to them, and names for new ones (contract: vault §8.4).
//
// The texts are pure functions from bytes to bytes, thread-safe; what was there stays byte for byte, save `updated` in
// the frontmatter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "messages/result.hpp"

namespace secondbrain::vault {

/// A file name without suffix for a note of this title: letters and digits of any script, spaces, `-` and `_`; at most
/// as long as file systems take; `Untitled` when nothing is left.
std::string note_file_stem(std::string_view title);

/// Whether a title names a file of its own folder and nothing else.
bool is_note_title(std::string_view title) noexcept;

struct new_note {
  std::string type;
  std::vector<std::string> tags;
  std::string day;     // of creation, YYYY-MM-DD
  std::string status;  // empty: none
  std::string body;
};

std::string make_note(const new_note& note);

/// Adds `### <day>` and the body at the end. A note that holds just that already is answered as it is.
result<std::string> append_to_note(std::string_view bytes, std::string_view body, std::string_view day);

}  // namespace secondbrain::vault
