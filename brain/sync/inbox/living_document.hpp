// Notes that are kept up to date as a whole rather than added to: a shopping list, a collection of ideas (contract:
// vault §8.4).
//
// Pure functions; thread-safe, nothing fails. A document that is replaced is rewritten with `\n` line ends.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace secondbrain::sync {

enum class update_semantics : std::uint8_t { append, replace };

struct living_document {
  std::string_view name;
  std::string_view path;
  update_semantics semantics = update_semantics::append;
};

std::span<const living_document> living_documents() noexcept;

/// Null when no document has that name.
const living_document* find_living_document(std::string_view name) noexcept;

/// The new text of the document's file; `current` is null when there is none yet. Replacing keeps what stood above
/// `## Archive` (not one in code or a comment) as the first entry below it. An update that is there already changes
/// nothing.
std::string update_living_document(const living_document& document, const std::string* current, std::string_view body,
                                   std::string_view day);

}  // namespace secondbrain::sync
