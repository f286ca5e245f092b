// The values of Dataview's fields: texts that are read as dates, durations, links, numbers, lists.
//
// What is read is what Dataview 0.5 reads. Values; thread-safe; cannot fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault::dialects {

enum class dataview_kind : std::uint8_t { null, boolean, number, text, date, duration, link, list, object };

struct dataview_link {
  std::string path;
  std::string subpath;  // of a heading or block
  bool to_block = false;
  bool to_heading = false;
  bool embeds = false;
  std::optional<std::string> display;
};

/// Of a target between double brackets, with what stands behind the bar.
dataview_link link_of(std::string_view target, bool embeds);

struct dataview_value {
  dataview_kind kind = dataview_kind::null;
  std::string text;  // of a text; of a date `YYYY-MM-DD`, with `THH:mm:ss` and more where a time is said
  bool truth = false;
  double number = 0;
  std::vector<std::pair<std::string, double>> duration;  // units that are not zero, the largest first
  dataview_link link;
  std::vector<dataview_value> items;
  std::vector<std::pair<std::string, dataview_value>> entries;

  static dataview_value of_text(std::string_view text);
};

/// What stands behind `key::`; nothing in it is null, and what is not understood is a text.
dataview_value read_field_value(std::string_view text);

/// A property of the frontmatter.
dataview_value read_property_value(const frontmatter_value& value);

}  // namespace secondbrain::vault::dialects
