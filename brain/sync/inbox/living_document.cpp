#include "brain/sync/inbox/living_document.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"
#include "brain/vault/writing/note_edit.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view archive_heading = "## Archive";

constexpr std::array documents{living_document{"Grocery List", "10_Notes/Grocery List.md", update_semantics::replace},
                               living_document{"Recipe Ideas", "10_Notes/Recipe Ideas.md", update_semantics::append}};

/// The parts of a document, with `\n` line ends. `front` and `archive` are empty when there is none.
struct document_parts {
  std::string front;    // the frontmatter with its fences
  std::string body;     // trimmed, with nothing left open
  std::string archive;  // the entries, trimmed
};

document_parts split(const std::string& bytes) {
  auto text = decode_text(bytes);
  vault::text_lines lines{text};
  auto begin = vault::end_of_frontmatter(lines);
  vault::code_and_comments aside{lines};
  document_parts parts;
  auto* part = &parts.body;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (part == &parts.body && trimmed(lines[at]) == archive_heading && !aside.holds(at)) {
      part = &parts.archive;
      continue;
    }
    (at < begin ? parts.front : *part).append(lines[at]).append("\n");
  }
  parts.body = vault::with_nothing_open(trimmed(parts.body));
  parts.archive = trimmed(parts.archive);
  return parts;
}

std::string replaced(const std::string& current, const std::string& wanted, std::string_view day) {
  auto parts = split(current);
  auto body = vault::with_nothing_open(wanted);  // the archive comes below
  if (parts.body == body) return current;
  auto text = parts.front + (parts.front.empty() ? "" : "\n") + body + "\n";
  if (!parts.body.empty()) {
    parts.archive =
        "### " + std::string{day} + "\n" + parts.body + (parts.archive.empty() ? "" : "\n\n") + parts.archive;
  }
  if (!parts.archive.empty()) text += "\n" + std::string{archive_heading} + "\n" + parts.archive + "\n";
  return vault::set_frontmatter_value(text, "updated", vault::plain_scalar{std::string{day}});
}

}  // namespace

std::span<const living_document> living_documents() noexcept {
  return documents;
}

const living_document* find_living_document(std::string_view name) noexcept {
  const auto* found =
      std::find_if(documents.begin(), documents.end(), [&](const auto& one) { return one.name == name; });
  return found == documents.end() ? nullptr : found;
}

std::string update_living_document(const living_document& document, const std::string* current, std::string_view body,
                                   std::string_view day) {
  auto text = decode_text(trimmed(body));
  if (current == nullptr) return vault::make_note({"living_document", std::nullopt, std::string{day}, {}, text});
  if (document.semantics == update_semantics::append) return vault::append_to_note(*current, text, day);
  return replaced(*current, text, day);
}

}  // namespace secondbrain::sync
