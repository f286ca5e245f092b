// The block of metadata at the top of a note (contract: vault §3.1).
//
// Thread-safe. Never fails and never throws: a block that cannot be understood leaves a warning and no values, so that
// no note is hidden by a slip in its metadata.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

/// What a value is under YAML 1.1: `yes` is a boolean, `2026-02-14` a date, `"2026-02-14"` a string.
enum class value_kind : std::uint8_t { null, boolean, number, date, string, list, mapping };

struct frontmatter_entry;

struct frontmatter_value {
  value_kind kind = value_kind::null;
  std::string text;                        // of a scalar, as written and without quotes
  std::vector<frontmatter_value> items;    // of a list
  std::vector<frontmatter_entry> entries;  // of a mapping, in the order of the file

  /// The entry of a mapping; the last one when a key is repeated. Null when there is none.
  const frontmatter_value* find(std::string_view key) const noexcept;
  /// The text of an entry that is a string; null for any other kind.
  const std::string* find_string(std::string_view key) const noexcept;
  /// Of a number, a date or a boolean as well, as it is written; null for a list, a mapping and null.
  const std::string* find_scalar(std::string_view key) const noexcept;
};

struct frontmatter_entry {
  std::string key;
  frontmatter_value value;
};

struct frontmatter {
  frontmatter_value values{value_kind::mapping, {}, {}, {}};  // a mapping, possibly empty
  std::string_view content;                                   // what follows the block, trimmed; a slice of the text
  std::string warning;                                        // a sentence; empty when all is well
};

/// Reads the YAML or JSON block at the top of a text with `\n` line ends, if there is one. Deep nesting, alias bombs
/// and huge blocks end in a warning. Prose between two rules is no metadata: it stays in the content, so that it can be
/// found (the reference drops it).
frontmatter read_frontmatter(std::string_view text);

}  // namespace secondbrain::vault
