// What one note holds, counted: tasks by their format, events, links, tags, aliases, its language, and lines that were
// not understood.
//
// Pure; thread-safe; cannot fail. Time is linear in the note.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/conventions/left_out_folders.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

struct task_count {
  std::int64_t tasks = 0;
  std::int64_t open = 0;
};

struct note_yield {
  std::map<std::string, task_count, std::less<>> tasks;  // by format
  std::vector<std::pair<task_key, bool>> daily_tasks;    // in the predecessor's layout, and whether each is still to do
  std::int64_t events = 0;
  std::vector<std::string> links;  // targets as written, without heading, block and shown text
  std::vector<std::string> tags;   // each once, in lower case
  std::int64_t aliases = 0;
  std::string language;  // ISO 639-1; empty: it cannot be told
  std::int64_t unread = 0;
  std::vector<unread_line> unread_lines;  // a few of them
};

inline constexpr std::size_t unread_lines_of_a_note = 50;

/// How the notes of a vault are read. Made anew when its conventions change.
struct note_reading {
  explicit note_reading(vault_reading_ptr found) : reading{std::move(found)}, left_out{reading->conventions.excluded} {}

  const vault_conventions& conventions() const noexcept { return reading->conventions; }
  const dialects::dialect_list& dialects() const noexcept { return reading->dialects.list(); }

  vault_reading_ptr reading;
  left_out_folders left_out;  // their tasks, events and unread lines do not count
};

/// `is_daily`: it is a daily note by the vault's conventions.
note_yield read_yield(std::string_view path, std::string_view bytes, const note_reading& how, bool is_daily);

}  // namespace secondbrain::vault
