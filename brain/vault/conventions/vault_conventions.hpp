// How the owner of a vault keeps it: where daily notes, templates and attachments are, how days and tasks are written.
// Found, not prescribed; of each thing it is told where it was found.
//
// A value, made by `find_conventions` (find_conventions.hpp). Paths are relative to the vault, '/' between parts,
// without slashes at their ends; an empty one is the vault itself. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "brain/vault/daily_paths/daily_paths.hpp"
#include "brain/vault/dialects/logseq_page.hpp"
#include "brain/vault/dialects/task_notes.hpp"

namespace secondbrain::vault {

/// What told it, in the order in which they are asked.
enum class convention_source : std::uint8_t { setting, obsidian, logseq, predecessor, seen, usual };

constexpr auto names_of(convention_source) {
  using enum convention_source;
  return named_values<convention_source>({{setting, "setting"},
                                          {obsidian, "obsidian"},
                                          {logseq, "logseq"},
                                          {predecessor, "predecessor"},
                                          {seen, "notes"},
                                          {usual, "usual"}});
}

struct convention_origin {
  convention_source source = convention_source::usual;
  std::string file;  // that says it, or the name of our setting; empty: none does

  friend bool operator==(const convention_origin&, const convention_origin&) = default;
};

/// In words for people: `.obsidian/daily-notes.json`, `the setting SECONDBRAIN_DAILY_FOLDER`, `seen in the notes`.
std::string origin_in_words(const convention_origin& origin);

struct convention {
  std::string value;
  convention_origin origin;

  friend bool operator==(const convention&, const convention&) = default;
};

/// The notes of a period of time.
struct note_naming {
  note_period period = note_period::day;
  std::string folder;
  std::string format;           // of moment.js
  std::string language = "en";  // of the names in it
  std::string template_path;    // empty: none
  convention_origin origin;
  convention_origin format_origin;  // of the format; usual without a file: the same

  daily_paths paths() const;
  friend bool operator==(const note_naming&, const note_naming&) = default;
};

struct task_format {
  std::string dialect;  // `tasks`, `dataview`, `tasknotes`, `logseq`, `due`
  convention_origin origin;

  friend bool operator==(const task_format&, const task_format&) = default;
};

struct convention_trouble {
  std::string file;
  std::string message;  // a sentence that says what to do

  friend bool operator==(const convention_trouble&, const convention_trouble&) = default;
};

struct vault_conventions {
  std::optional<note_naming> daily;   // nothing: no daily notes are known of
  std::vector<note_naming> periodic;  // of weeks, months, quarters and years
  std::optional<convention> inbox;
  std::optional<convention> new_notes;
  std::optional<convention> templates;
  std::optional<convention> attachments;  // `./…`: beside the note
  std::vector<convention> excluded;       // folders and patterns that the owner left out
  std::vector<task_format> task_formats;  // the one that new tasks are written in first
  std::optional<convention> finished;     // how a finished task is marked, in words

  std::string tasks_plugin;  // the settings of Obsidian's Tasks plugin, as JSON; empty: its defaults
  std::optional<dialects::task_note_settings> task_notes;
  std::optional<dialects::logseq_settings> logseq;

  std::vector<convention_trouble> troubles;
  std::map<std::string, std::string, std::less<>> good_files;  // what was last read without trouble, by file

  bool uses(std::string_view dialect) const;
};

}  // namespace secondbrain::vault
