// What one note holds, counted: tasks by their format, events, links, tags, aliases, and lines that were not
// understood.
//
// Pure; thread-safe; cannot fail. Time is linear in the note.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/conventions/vault_conventions.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

struct task_count {
  std::int64_t tasks = 0;
  std::int64_t open = 0;
};

struct note_yield {
  std::map<std::string, task_count, std::less<>> tasks;  // by format
  std::int64_t events = 0;
  std::vector<std::string> links;  // targets as written, without heading, block and shown text
  std::vector<std::string> tags;   // each once, in lower case
  std::int64_t aliases = 0;
  std::int64_t unread = 0;
  std::vector<unread_line> unread_lines;  // a few of them
};

inline constexpr std::size_t unread_lines_of_a_note = 20;

/// `is_daily`: it is a daily note by the vault's conventions.
note_yield read_yield(std::string_view path, std::string_view bytes, const vault_conventions& conventions,
                      bool is_daily);

}  // namespace secondbrain::vault
