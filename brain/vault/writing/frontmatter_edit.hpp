// Writes metadata at the top of notes: fresh blocks for new ones, single values in the blocks of others.
//
// What is not asked to change stays as it is, byte for byte: order, comments, quotes, line ends. Thread-safe; does not
// fail.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace secondbrain::vault {

/// Goes into YAML as it stands: a date, a number.
struct plain_scalar {
  std::string text;
};

/// A text reads back as that text, whatever it holds; bytes that YAML cannot hold become U+FFFD. An empty list is a key
/// without value.
using field_value = std::variant<std::string, plain_scalar, std::vector<std::string>>;

struct frontmatter_field {
  std::string key;
  field_value value;
};

/// The block from fence to fence, a line end behind it; lists with one line an item (contract: vault §5).
std::string render_frontmatter(const std::vector<frontmatter_field>& fields);

/// The note with a scalar in its YAML block set. Quotes around the old value stay; a new key goes before the closing
/// fence. The note as it was, when it has no such block, or one in which that cannot be done on one line.
std::string set_frontmatter_value(std::string_view note, std::string_view key, const plain_scalar& value);

/// The note without a key and all lines of its value; the note as it was, when there is none, or when that cannot be
/// done without changing anything else.
std::string remove_frontmatter_value(std::string_view note, std::string_view key);

/// The note with one more item in a list of its YAML block, written as the list is; a new list goes before the closing
/// fence. The note as it was, when that cannot be done without changing anything else.
std::string add_to_frontmatter_list(std::string_view note, std::string_view key, const plain_scalar& item);

}  // namespace secondbrain::vault
