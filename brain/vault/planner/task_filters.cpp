#include "brain/vault/planner/task_filters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "brain/vault/conventions/find_conventions.hpp"
#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {
namespace {

constexpr auto priorities = std::to_array<std::string_view>({"highest", "high", "medium", "none", "low", "lowest"});

failed not_known(std::string_view what, const std::string& value, const std::string& known) {
  return fail(errc::invalid_argument,
              "There is no " + std::string{what} + " \"" + value + "\"; there are " + known + ".");
}

/// `2026-05-01`, `2026-05`, `2026`.
bool is_day_or_more(std::string_view text) {
  constexpr std::string_view first = "0001-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != first.size()) return false;
  return parse_day(std::string{text}.append(first.substr(text.size()))).has_value();
}

bool is_span(std::string_view text) {
  if (text.empty()) return true;
  const auto dots = text.find("..");
  if (dots == text.npos) return is_day_or_more(text);
  const auto from = text.substr(0, dots);
  const auto to = text.substr(dots + 2);
  const bool is_open_at_most_once = !from.empty() || !to.empty();
  return is_open_at_most_once && (from.empty() || is_day_or_more(from)) && (to.empty() || is_day_or_more(to));
}

}  // namespace

status check_filters(const list_tasks& request) {
  if (request.dialect) {
    const auto known = known_task_formats();
    if (std::find(known.begin(), known.end(), *request.dialect) == known.end()) {
      const std::vector<std::string> names{known.begin(), known.end()};
      return not_known("way of writing tasks", *request.dialect, join(names, ", "));
    }
  }
  if (request.priority && std::find(priorities.begin(), priorities.end(), *request.priority) == priorities.end())
    return not_known("priority", *request.priority, "highest, high, medium, none, low and lowest");
  for (const auto& [name, dates] :
       {std::pair{"due", &request.due}, std::pair{"scheduled", &request.scheduled}, std::pair{"start", &request.start}})
    if (*dates && !is_span(**dates))
      return fail(errc::invalid_argument, std::string{name} + ": \"" + **dates +
                                              "\" is no day, month or year; write 2026-05-01, 2026-05, 2026 or "
                                              "2026-05..2026-06.");
  return {};
}

}  // namespace secondbrain::vault
