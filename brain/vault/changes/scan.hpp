// Lists the notes of a vault without reading them, and what is left out of it.
//
// Blocks on the file system; call from a thread that may. Nothing is swallowed: what could not be looked at is a
// problem in the result, never an empty listing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "brain/vault/changes/places.hpp"
#include "brain/vault/changes/tool_copies.hpp"

namespace secondbrain::vault {

struct scanned_file {
  std::string path;       // relative to the root, '/' between parts, readable (readable_path.hpp)
  double modified = 0;    // mtime, seconds since the epoch
  std::int64_t size = 0;  // bytes
  double changed = 0;     // ctime, seconds since the epoch
  std::int64_t inode = 0;
  friend bool operator==(const scanned_file&, const scanned_file&) = default;
};

enum class vault_condition : std::uint8_t { ok, missing, unreadable, empty };

constexpr auto names_of(vault_condition) {
  using enum vault_condition;
  return named_values<vault_condition>(
      {{ok, "ok"}, {missing, "missing"}, {unreadable, "unreadable"}, {empty, "empty"}});
}

enum class scan_problem_kind : std::uint8_t {
  directory_unreadable,  // what lies below it is unknown
  file_unreadable,       // the note is there and cannot be looked at
  evicted,               // a cloud service holds the contents; only a placeholder is here
  link_refused,          // a symbolic link that leads out of the vault or nowhere
};

struct scan_problem {
  scan_problem_kind kind = scan_problem_kind::file_unreadable;
  std::string path;     // of the note or directory
  std::string message;  // a sentence
};

/// A symbolic link to a place in the vault, where a file may be or come: the link changes with it, and nobody tells.
struct linked_note {
  std::string path;
  std::string target;
};

/// A copy or a folder that a program made; of a folder, all below it.
struct left_out_place {
  std::string path;
  std::string reason;  // a sentence; empty: it need not be told
};

struct scan_result {
  vault_condition condition = vault_condition::ok;
  std::vector<scanned_file> files;  // in the order of path_less
  std::vector<scan_problem> problems;
  std::vector<linked_note> links;  // of the files, and those that lead nowhere as yet
  std::vector<left_out_place> left_out = {};
};

/// Symbolic links to files inside the vault count as files; links to directories are not entered. Copies that tools
/// made are told apart by their names; files are read only where a name alone does not tell (tool_copies.hpp).
scan_result scan_vault(const std::filesystem::path& root, tool_copies copies = tool_copies::left_out);

/// What scan_vault would tell of these places, without looking at others: of a file, of all files below a folder, or
/// nothing where there is neither. The condition is that of the root, and never `empty`.
scan_result scan_places(const std::filesystem::path& root, const place_set& places,
                        tool_copies copies = tool_copies::left_out);

/// Whether there is a note in the vault: looks no further than to the first one.
bool holds_notes(const std::filesystem::path& root, tool_copies copies = tool_copies::left_out);

}  // namespace secondbrain::vault
