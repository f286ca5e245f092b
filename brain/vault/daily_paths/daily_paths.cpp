#include "brain/vault/daily_paths/daily_paths.hpp"

#include <utility>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "brain/vault/daily_paths/week_years.hpp"

namespace secondbrain::vault {

namespace {

std::string trimmed_folder(std::string_view folder) {
  folder = trimmed(folder);
  while (folder.starts_with('/')) folder.remove_prefix(1);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return std::string{folder == "." ? std::string_view{} : folder};
}

/// People write `/Daily/YYYY`, and Obsidian takes it for `Daily/YYYY`.
std::string trimmed_format(std::string_view format, note_period period) {
  format = trimmed(format);
  while (format.starts_with('/')) format.remove_prefix(1);
  if (format.ends_with(".md")) format.remove_suffix(3);
  return std::string{format.empty() ? usual_format(period) : format};
}

bool is_note_of(std::string_view path, std::string_view expected) {
  return path == expected || lower_case(path) == lower_case(expected);
}

}  // namespace

std::string_view usual_format(note_period period) {
  switch (period) {
    case note_period::week: return "gggg-[W]ww";
    case note_period::month: return "YYYY-MM";
    case note_period::quarter: return "YYYY-[Q]Q";
    case note_period::year: return "YYYY";
    case note_period::day: break;
  }
  return usual_day_format;
}

day first_day(note_period period, day date, const locale_names& locale) {
  const std::chrono::year_month_day parts{date};
  switch (period) {
    case note_period::week: return date - std::chrono::days{(7 + weekday_of(date) - locale.first_weekday) % 7};
    case note_period::month: return day{parts.year() / parts.month() / 1};
    case note_period::quarter: {
      const auto month = (static_cast<unsigned>(parts.month()) - 1) / 3 * 3 + 1;
      return day{parts.year() / static_cast<int>(month) / 1};
    }
    case note_period::year: return day{parts.year() / std::chrono::January / 1};
    case note_period::day: break;
  }
  return date;
}

std::string trouble_with_format(std::string_view format, note_period period) {
  const moment_pattern pattern{trimmed_format(format, period)};
  const std::string quoted = "“" + std::string{format} + "”";
  const day date{std::chrono::year{2026} / 3 / 15};
  const auto text = pattern.text_of(date);
  if (text.find("../") != std::string::npos || text.ends_with("/..") || text.ends_with('/'))
    return "The date format " + quoted + " leads to no file in the vault.";
  if (period == note_period::day && !pattern.tells_days())
    return "The date format " + quoted + " does not tell one day from another.";
  return {};
}

daily_paths::daily_paths(std::string_view folder, std::string_view format, const locale_names& locale,
                         note_period period)
    : folder_{trimmed_folder(folder)},
      format_{trimmed_format(format, period)},
      period_{period},
      pattern_{format_, locale},
      name_{last_segment(format_), locale} {}

std::string daily_paths::path_of(day date) const {
  auto path = folder_.empty() ? std::string{} : folder_ + "/";
  path += pattern_.text_of(date);
  return path + ".md";
}

std::optional<day> daily_paths::day_of(std::string_view path, day today) const {
  if (!path.ends_with(".md")) return std::nullopt;
  auto inside = path.substr(0, path.size() - 3);
  if (!folder_.empty()) {
    if (inside.size() <= folder_.size() + 1 || inside[folder_.size()] != '/' ||
        !is_note_of(inside.substr(0, folder_.size()), folder_))
      return std::nullopt;
    inside.remove_prefix(folder_.size() + 1);
  }
  const auto name = inside.substr(inside.rfind('/') + 1);
  for (const auto date : {pattern_.read(inside, today), name_.read(name, today)})
    if (date && is_note_of(inside, pattern_.text_of(*date))) return first_day(period_, *date, pattern_.locale());
  return std::nullopt;
}

}  // namespace secondbrain::vault
