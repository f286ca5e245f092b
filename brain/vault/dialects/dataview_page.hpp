// A note as Dataview reads it: its fields, tags, links, and list items with theirs.
//
// Values; thread-safe; cannot fail. Lines count from 0. Time is linear in the note for what people write; a line of
// brackets alone is cut off at 32 KB, as Dataview does.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/vault/dialects/dataview_value.hpp"

namespace secondbrain::vault::dialects {

struct dataview_field {
  std::string key;
  std::vector<dataview_value> values;
};

/// The first value of a field; null where there is none.
const dataview_value* first_value(const std::vector<dataview_field>& fields, std::string_view key) noexcept;

struct dataview_item {
  std::size_t line = 0;
  std::size_t line_count = 1;
  std::string symbol;  // `-`, `12.`
  std::string text;    // of all its lines
  std::optional<std::size_t> parent;
  std::vector<std::size_t> children;
  std::string block_id;
  std::vector<std::string> tags;
  std::optional<std::string> section;
  std::vector<dataview_field> fields;
  std::optional<std::string> status;  // of a task: the sign in its box
  bool fully_completed = false;       // itself and all tasks below

  bool is_checked() const { return status && *status != " "; }
  bool is_completed() const { return status == "x" || status == "X"; }
};

struct dataview_page {
  std::vector<dataview_field> fields;  // and again under the names that queries use
  std::vector<std::string> tags;
  std::vector<std::string> aliases;
  std::vector<dataview_link> links;
  std::optional<std::string> day;
  std::vector<dataview_item> items;
};

/// `text` has `\n` line ends.
dataview_page read_dataview_page(std::string_view path, std::string_view text);

}  // namespace secondbrain::vault::dialects
