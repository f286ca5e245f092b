// What stands inside a block of Logseq's: references to pages, properties, timestamps. Pure; any thread; cannot fail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/dialects/logseq_page.hpp"

namespace secondbrain::vault::dialects {

/// `[[page]]`, `#tag`, `#[[tag]]` and `[page](file.md)`, outside code; in their order.
std::vector<std::string> logseq_references(std::string_view text);

/// `key:: value`; nothing: the line is none.
std::optional<logseq_property> read_logseq_property(std::string_view line);
/// Whether Logseq keeps the key for itself, so that it is no page.
bool is_built_in_property(std::string_view key);

struct found_timestamp {
  std::string word;  // `SCHEDULED`, `DEADLINE`, `CLOSED`
  logseq_timestamp stamp;
};

/// The timestamps with which a line begins; `rest` becomes what follows them.
std::vector<found_timestamp> leading_timestamps(std::string_view line, std::string_view& rest);

}  // namespace secondbrain::vault::dialects
