// What is known of a note by its first chunk, and whether it meets a condition.
//
// Pure; any thread; nothing fails. Time: linear in the facts.
#pragma once

#include <string_view>

#include "stores/note_conditions.hpp"

namespace secondbrain::stores {

struct note_facts {
  std::string_view path;
  std::string_view date;        // YYYY-MM-DD and perhaps more; empty: none
  std::string_view tags;        // one a line, parts of nested ones with '/' between
  std::string_view properties;  // one a line, name and values; not those below
  std::string_view title = {};
  std::string_view aliases = {};  // one a line
  std::string_view language = {};
};

/// The day of a note: what its frontmatter says, else the first in its file's name; empty: none.
std::string_view day_of(const note_facts& note);

/// Whether its title, aliases and language count for the condition.
bool asks_for_names(const note_condition& wanted);

/// For conditions that the facts decide: neither of tasks nor of words.
bool meets(const note_facts& note, const note_condition& wanted);

}  // namespace secondbrain::stores
