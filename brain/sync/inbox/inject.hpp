// Puts tasks from a list into a daily note that is there (contract: vault §11).
//
// Blocks on the file system.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

struct injection {
  std::string date;
  std::vector<vault::new_task> tasks;
};

/// From `{"date": …, "tasks": [{"text", "category", "sub_project", "due_date"}]}`; without a date for today. Everything
/// but the text may be left out or null. errc::invalid_argument.
result<injection> parse_injection(std::string_view json, vault::day today);

enum class injection_mode : std::uint8_t { write, preview };

struct injection_report {
  std::vector<std::string> actions;  // `INJECT: …`, `SKIP (already exists): …`, `WRITTEN: …`, `DRY RUN: …`, `ERROR: …`
  std::string text;                  // of the note as it is then, or would be
};

/// errc::invalid_argument: words that would be more than one line of the note; errc::vault_missing and what the vault's
/// writer says; a note that is not there is an action.
result<injection_report> inject_tasks(const vault::vault_writer& writer, const injection& request, injection_mode mode);

}  // namespace secondbrain::sync
