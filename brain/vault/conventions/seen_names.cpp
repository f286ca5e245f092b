#include "brain/vault/conventions/seen_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "base/lower_case.hpp"

namespace secondbrain::vault {

namespace {

/// A few notes may have a date for a name by chance.
constexpr std::size_t fewest = 3;
/// Languages are told apart by a few hundred names; more would only take longer.
constexpr std::size_t enough_names = 300;
constexpr std::size_t most_names = 1'000;
constexpr std::size_t most_folders = 6;

constexpr auto formats = std::to_array<std::string_view>(
    {"YYYY-MM-DD", "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "DD-MM-YYYY", "DD.MM.YYYY", "MM-DD-YYYY", "YYYY-MM-DD dddd",
     "YYYY-MM-DD ddd", "YYYY-MM-DD-dddd", "YYYY-MM-DD_ddd", "dddd YYYY-MM-DD", "YYYY年MM月DD日", "D MMMM YYYY",
     "MMMM Do, YYYY", "MMM Do, YYYY", "YYYY-MM-DD, dddd"});

constexpr auto folders = std::to_array<std::string_view>(
    {"", "YYYY/", "YYYY/MM/", "YYYY/MM-MMMM/", "YYYY/MMMM/", "YYYY/YYYY-MM/", "YYYY/[W]ww/", "YYYY-MM/"});

/// In a folder that is called so one such name is enough.
constexpr auto diary_folders = std::to_array<std::string_view>(
    {"daily", "daily note", "daily notes", "dailies", "journal", "journals", "diary", "days", "tagebuch", "tage",
     "journal quotidien", "diario", "日记", "日記", "дневник"});

bool is_diary(std::string_view folder) {
  const auto name = lower_case(folder.substr(folder.rfind('/') + 1));
  return std::find(diary_folders.begin(), diary_folders.end(), std::string_view{name}) != diary_folders.end();
}

bool may_be_date(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return std::count_if(name.begin(), name.end(), [](char each) { return each >= '0' && each <= '9'; }) >= 5;
}

/// The folder that is left when the format's own folders are taken away; nothing: there are not as many.
std::optional<std::string> folder_above(std::string_view path, std::size_t levels) {
  auto end = path.rfind('/');
  for (; levels > 0; --levels) {
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    end = path.rfind('/', end - 1);
    if (end == std::string_view::npos) return levels == 1 ? std::optional{std::string{}} : std::nullopt;
  }
  return std::string{end == std::string_view::npos ? std::string_view{} : path.substr(0, end)};
}

/// Every n-th, so that years of notes cost no more than a few hundred.
std::vector<std::string> sample_of(std::vector<std::string> names) {
  if (names.size() <= most_names) return names;
  const auto step = names.size() / most_names + 1;
  std::vector<std::string> some;
  some.reserve(most_names);
  for (std::size_t at = 0; at < names.size(); at += step) some.push_back(std::move(names[at]));
  return some;
}

using names_in_folder = std::pair<std::string, std::vector<std::string>>;

/// The folders with most names: each is tried with every format.
std::vector<names_in_folder> largest_of(std::map<std::string, std::vector<std::string>, std::less<>> by_folder) {
  std::vector<names_in_folder> all{std::make_move_iterator(by_folder.begin()),
                                   std::make_move_iterator(by_folder.end())};
  std::stable_sort(all.begin(), all.end(), [](const names_in_folder& one, const names_in_folder& other) {
    const bool is_first_diary = is_diary(one.first) && !is_diary(other.first);
    const bool is_other_diary = is_diary(other.first) && !is_diary(one.first);
    return is_first_diary || (!is_other_diary && one.second.size() > other.second.size());
  });
  if (all.size() > most_folders) all.resize(most_folders);
  return all;
}

}  // namespace

std::size_t count_days(const note_naming& naming, std::span<const std::string> notes, day today) {
  const auto paths = naming.paths();
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const std::string& note) { return paths.day_of(note, today).has_value(); }));
}

std::optional<note_naming> naming_seen_in(std::span<const std::string> notes, day today) {
  std::vector<std::string> dated;
  std::copy_if(notes.begin(), notes.end(), std::back_inserter(dated), may_be_date);
  if (dated.empty()) return std::nullopt;
  dated = sample_of(std::move(dated));

  std::optional<note_naming> best;
  std::size_t most = 0;
  for (const auto folder : folders) {
    const auto levels = static_cast<std::size_t>(std::count(folder.begin(), folder.end(), '/'));
    std::map<std::string, std::vector<std::string>, std::less<>> by_folder;
    for (const auto& each : dated)
      if (auto above = folder_above(each, levels)) by_folder[*above].push_back(each);
    for (const auto& [above, inside] : largest_of(std::move(by_folder))) {
      if (inside.size() <= most || (inside.size() < fewest && !is_diary(above))) continue;
      for (const auto format : formats) {
        note_naming naming;
        naming.folder = above;
        naming.format = std::string{folder} + std::string{format};
        naming.origin.source = convention_source::seen;
        if (naming.paths().pattern().has_names()) naming.language = language_seen_in(naming, "en", inside, today);
        const auto count = count_days(naming, inside, today);
        if (count <= most || (count < fewest && !is_diary(above))) continue;
        most = count;
        best = std::move(naming);
      }
    }
  }
  return best;
}

std::string language_seen_in(const note_naming& naming, std::string_view wanted, std::span<const std::string> notes,
                             day today) {
  std::vector<std::string> inside;
  for (const auto& each : notes) {
    if (inside.size() == enough_names) break;
    if (naming.folder.empty() || each.starts_with(naming.folder + "/")) inside.push_back(each);
  }
  note_naming with{naming};
  with.language = wanted;
  auto most = count_days(with, inside, today);
  auto best = std::string{wanted};
  // Whoever writes in the wanted language needs no search through all of them.
  if (most * 2 > inside.size()) return best;
  for (const auto* locale : all_locales()) {
    with.language = locale->id;
    const auto count = count_days(with, inside, today);
    if (count <= most) continue;
    most = count;
    best = locale->id;
  }
  return best;
}

}  // namespace secondbrain::vault
