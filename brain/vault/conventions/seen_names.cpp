#include "brain/vault/conventions/seen_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace secondbrain::vault {

namespace {

/// A few notes may have a date for a name by chance.
constexpr std::size_t fewest = 3;
/// Languages are told apart by a few hundred names; more would only take longer.
constexpr std::size_t enough_names = 300;

constexpr auto formats = std::to_array<std::string_view>(
    {"YYYY-MM-DD", "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "DD-MM-YYYY", "DD.MM.YYYY", "MM-DD-YYYY", "YYYY-MM-DD dddd",
     "YYYY-MM-DD ddd", "YYYY-MM-DD-dddd", "YYYY-MM-DD_ddd", "dddd YYYY-MM-DD", "YYYY年MM月DD日", "D MMMM YYYY",
     "MMMM Do, YYYY", "MMM Do, YYYY", "YYYY-MM-DD, dddd"});

constexpr auto folders = std::to_array<std::string_view>(
    {"", "YYYY/", "YYYY/MM/", "YYYY/MM-MMMM/", "YYYY/MMMM/", "YYYY/YYYY-MM/", "YYYY/[W]ww/", "YYYY-MM/"});

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

}  // namespace

std::size_t count_days(const note_naming& naming, std::span<const std::string> notes, day today) {
  const auto paths = naming.paths();
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const std::string& note) { return paths.day_of(note, today).has_value(); }));
}

std::optional<note_naming> naming_seen_in(std::span<const std::string> notes, day today) {
  std::vector<std::string> dated;
  std::copy_if(notes.begin(), notes.end(), std::back_inserter(dated), may_be_date);
  if (dated.size() < fewest) return std::nullopt;

  std::optional<note_naming> best;
  std::size_t most = fewest - 1;
  for (const auto folder : folders) {
    const auto levels = static_cast<std::size_t>(std::count(folder.begin(), folder.end(), '/'));
    std::map<std::string, std::vector<std::string>, std::less<>> by_folder;
    for (const auto& each : dated)
      if (auto above = folder_above(each, levels)) by_folder[*above].push_back(each);
    for (const auto& [above, inside] : by_folder) {
      if (inside.size() <= most) continue;
      for (const auto format : formats) {
        note_naming naming;
        naming.folder = above;
        naming.format = std::string{folder} + std::string{format};
        naming.origin.source = convention_source::seen;
        if (naming.paths().pattern().has_names()) naming.language = language_seen_in(naming, "en", inside, today);
        const auto count = count_days(naming, inside, today);
        if (count <= most) continue;
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
