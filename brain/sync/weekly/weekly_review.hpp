// What the daily notes of one ISO week come to, and the note that says it (contract: vault §10).
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::sync {

struct weekly_focus {
  std::string text;
  std::vector<std::string> weekdays;  // `Mon`, `Tue`, …
};

struct weekly_review {
  vault::iso_week week;
  std::vector<weekly_focus> focus;  // in the order in which they came up
  std::vector<task> tasks;          // of that week's notes alone
  std::vector<std::string> notes;
  std::vector<std::string> topics;  // words of three days or more, the commonest first, ten at most
};

weekly_review review_week(const vault::daily_note_map& notes, const vault::iso_week& week);

/// `2026-W06`
std::string week_key(const vault::iso_week& week);

std::string render_weekly_review(const weekly_review& review, vault::day today);

}  // namespace secondbrain::sync
