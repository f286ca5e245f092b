#include "brain/vault/planner/repeating_days.hpp"

#include <algorithm>

namespace secondbrain::vault {

namespace {

constexpr std::string_view repeats_mark = "repeats ";
constexpr std::size_t iso_day_length = 10;  // of `2026-05-01`

/// The last day of a rule that ends after so many; nothing: it has none, or too many to be counted for each answer.
std::optional<day> last_day_by_count(const dialects::recurrence_rule& rule, day first) {
  constexpr std::int64_t most = 5'000;
  if (!rule.count || *rule.count < 1 || *rule.count > most) return std::nullopt;
  auto endless = rule;
  endless.count.reset();
  std::optional<day> last;
  auto after = first - std::chrono::days{1};
  for (std::int64_t number = 0; number < *rule.count; ++number) {
    const auto next = dialects::next_occurrence(endless, first, after);
    if (!next) break;
    last = after = *next;
  }
  return last;
}

}  // namespace

std::vector<day> repeating_days::between(day begin, day end, std::size_t most) const {
  std::vector<day> found;
  auto after = std::max(begin, first) - std::chrono::days{1};
  while (found.size() < most) {
    const auto next = dialects::next_occurrence(rule, first, after);
    if (!next || *next > end) break;
    after = *next;
    if (std::find(left_out.begin(), left_out.end(), *next) == left_out.end()) found.push_back(*next);
  }
  return found;
}

bool repeating_days::has_any() const {
  return dialects::next_occurrence(rule, first, first - std::chrono::days{1}).has_value();
}

std::string to_text(const repeating_days& repeating) {
  auto text = std::string{repeats_mark} + format_day(repeating.first) + " " + to_rrule(repeating.rule);
  for (const auto& each : repeating.left_out) text.append(" ").append(format_day(each));
  return text;
}

std::optional<repeating_days> repeating_days_in(std::string_view text) {
  if (!text.starts_with(repeats_mark)) return std::nullopt;
  text.remove_prefix(repeats_mark.size());
  const auto first = parse_day(text.substr(0, iso_day_length));
  if (!first || text.size() <= iso_day_length) return std::nullopt;
  text.remove_prefix(iso_day_length + 1);
  const auto end = std::min(text.find(' '), text.size());
  const auto rule = dialects::parse_rrule(text.substr(0, end));
  if (!rule) return std::nullopt;
  repeating_days found{*first, rule->rule, {}};
  text.remove_prefix(end);
  while (text.size() > iso_day_length) {
    if (const auto each = parse_day(text.substr(1, iso_day_length))) found.left_out.push_back(*each);
    text.remove_prefix(iso_day_length + 1);
  }
  if (const auto last = last_day_by_count(found.rule, found.first)) {
    found.rule.count.reset();
    found.rule.until = found.rule.until ? std::min(*found.rule.until, *last) : *last;
  }
  return found;
}

}  // namespace secondbrain::vault
