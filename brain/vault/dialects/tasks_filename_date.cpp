#include "brain/vault/dialects/tasks_filename_date.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "brain/vault/daily_paths/moment_pattern.hpp"
#include "brain/vault/dialects/script_text.hpp"

namespace secondbrain::vault::dialects {
namespace {

/// The file's name without its folders and its last suffix.
std::string_view base_name(std::string_view path) noexcept {
  path = path.substr(path.rfind('/') + 1);
  return path.substr(0, std::min(path.rfind('.'), path.size()));
}

bool is_in(std::string_view folder, std::string_view path) noexcept {
  return begins_with(path, folder) && begins_with(path.substr(folder.size()), "/");
}

/// The first text of this shape, in which `0` stands for a digit.
std::optional<std::string_view> find_shape(std::string_view text, std::string_view shape) noexcept {
  for (std::size_t at = 0; at + shape.size() <= text.size(); ++at) {
    auto part = text.substr(at, shape.size());
    bool fits = std::equal(part.begin(), part.end(), shape.begin(), [](char byte, char wanted) {
      return wanted == '0' ? is_ascii_digit(byte) : byte == wanted;
    });
    if (fits) return part;
  }
  return std::nullopt;
}

}  // namespace

std::optional<day> tasks_filename_date(std::string_view path, const tasks_settings& settings, day today) {
  if (!settings.filename_is_scheduled_date) return std::nullopt;
  const auto& folders = settings.filename_folders;
  bool is_meant = folders.empty() || std::any_of(folders.begin(), folders.end(),
                                                 [&](const std::string& folder) { return is_in(folder, path); });
  if (!is_meant) return std::nullopt;
  auto name = base_name(path);
  if (!settings.filename_format.empty())
    if (auto date = moment_pattern{settings.filename_format}.read(name, today)) return date;
  if (auto dashed = find_shape(name, "0000-00-00")) return parse_day(*dashed);
  auto compact = find_shape(name, "00000000");
  if (!compact) return std::nullopt;
  auto spelt = std::string{compact->substr(0, 4)}.append("-").append(compact->substr(4, 2));
  return parse_day(spelt.append("-").append(compact->substr(6)));
}

void infer_scheduled_date(task_fields& fields, std::optional<day> of_note) {
  bool is_dated = fields.date(date_field::due) || fields.date(date_field::scheduled) || fields.date(date_field::start);
  if (is_dated || !of_note) return;
  fields.date(date_field::scheduled) = task_date{format_day(*of_note), of_note, std::nullopt, true};
}

}  // namespace secondbrain::vault::dialects
