// A link as it stands in a note: what the index keeps of it beside the passages. Where it leads is told when somebody
// asks, by the notes that there are then.
#pragma once

#include <cstdint>
#include <string>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class link_kind : std::uint8_t { wikilink, embed, markdown };

constexpr auto names_of(link_kind) {
  using enum link_kind;
  return named_values<link_kind>({{wikilink, "wikilink"}, {embed, "embed"}, {markdown, "markdown"}});
}

struct note_link {
  link_kind kind = link_kind::wikilink;
  std::string target;   // the note, as written, decoded; empty: the one it stands in
  std::string subpath;  // behind the first `#`: a heading, headings with `#` between, or `^` and a block's name
  std::string shown;    // the text shown for it, or the size of a picture; empty: none is written
  std::string within;   // of one in the frontmatter or a heading its line; empty where the passages have it
  int line = 1;         // of the file, from 1
  friend bool operator==(const note_link&, const note_link&) = default;
};

constexpr auto fields_of(const note_link*) {
  return record<note_link>(field_list{
      field("line", &note_link::line, "Of the file, from 1", {.least = 1}),
      field("kind", &note_link::kind),
      field("target", &note_link::target, "As written; empty: the note itself"),
      field("subpath", &note_link::subpath, "A heading, headings with # between, or ^ and the name of a block"),
      field("text", &note_link::shown, "What is shown for it, where that is written"),
      internal(&note_link::within),
  });
}

}  // namespace secondbrain
