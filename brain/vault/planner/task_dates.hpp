// Which tasks are for now, by their three dates, as the Tasks plugin for Obsidian counts them: what happens on a day is
// what is due, scheduled or begins then, and overdue is what was due before.
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

bool is_unfinished(const task& one) noexcept;
bool has_date(const task& one) noexcept;

/// `today` is `YYYY-MM-DD`. Due before today.
bool is_overdue(const task& one, std::string_view today) noexcept;

/// Not overdue; due or begins today, or is scheduled for today or was before: what was put off is for today.
bool is_for_today(const task& one, std::string_view today) noexcept;

std::vector<task> overdue_tasks(const std::vector<task>& tasks, day today);
std::vector<task> todays_tasks(const std::vector<task>& tasks, day today);

/// Any of the dates lies within so many days from today; what lies before is included. By the day
/// when they are due, else for which they are scheduled, else when they begin.
std::vector<task> upcoming_tasks(const std::vector<task>& tasks, day today, int days);

/// A day that a filter asks for: itself (`2026-05-01`), its month or year, or a span of these (`2026-05..2026-06`), of
/// which one side may be left out. Empty: no day.
bool is_day_within(std::string_view date, std::string_view filter) noexcept;

}  // namespace secondbrain::vault
