#include "brain/vault/conventions/seen_names.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "base/lower_case.hpp"
#include "brain/vault/conventions/dated_folders.hpp"
#include "brain/vault/conventions/seen_locales.hpp"

namespace secondbrain::vault {

namespace {

/// A few notes may have a date for a name by chance.
constexpr std::size_t fewest = 3;
/// Languages are told apart by a few hundred names; more would only take longer.
constexpr std::size_t enough_names = 300;
constexpr std::size_t most_names = 400;
constexpr std::size_t most_levels = 3;
constexpr std::string_view note_suffix = ".md";

constexpr auto formats = std::to_array<std::string_view>(
    {"YYYY-MM-DD", "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "DD-MM-YYYY", "DD.MM.YYYY", "MM-DD-YYYY", "YYYY-MM-DD dddd",
     "YYYY-MM-DD ddd", "YYYY-MM-DD-dddd", "YYYY-MM-DD_ddd", "dddd YYYY-MM-DD", "YYYY年MM月DD日", "D MMMM YYYY",
     "MMMM Do, YYYY", "MMM Do, YYYY", "YYYY-MM-DD, dddd"});

/// In a folder that is called so one such name is enough.
constexpr auto diary_folders = std::to_array<std::string_view>(
    {"daily", "daily note", "daily notes", "dailies", "journal", "journals", "diary", "days", "tagebuch", "tage",
     "journal quotidien", "diario", "日记", "日記", "дневник"});

bool is_diary(std::string_view folder) {
  const auto name = lower_case(folder.substr(folder.rfind('/') + 1));
  return std::find(diary_folders.begin(), diary_folders.end(), std::string_view{name}) != diary_folders.end();
}

bool may_be_date(std::string_view path) {
  if (!path.ends_with(note_suffix)) return false;
  const auto name = path.substr(path.rfind('/') + 1);
  return std::count_if(name.begin(), name.end(), [](char each) { return each >= '0' && each <= '9'; }) >= 5;
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

bool lies_within(std::string_view folder, std::string_view within) {
  return within.empty() || folder == within || (folder.starts_with(within) && folder[within.size()] == '/');
}

/// A naming is voted for by every note that it names: as `Log/2026/2026-03-15.md` is a note of the folder `Log` by
/// `YYYY/YYYY-MM-DD` and one of `Log/2026` by `YYYY-MM-DD`, each note has several votes.
class naming_votes {
 public:
  naming_votes(std::string_view within, day today) : within_{within}, today_{today} {}

  void count(std::span<const std::string> notes, const locale_names& locale) {
    const dated_folders folders{locale};
    for (const auto format : formats) {
      const moment_pattern name{format, locale};
      for (const std::string_view note : notes) {
        const auto slash = note.rfind('/');
        const auto text = note.substr(slash + 1, note.size() - slash - 1 - note_suffix.size());
        const auto date = name.read(text, today_);
        if (!date) continue;
        const auto written = name.text_of(*date);
        const bool is_exact = written == text;
        if (!is_exact && lower_case(written) != lower_case(text)) continue;
        const auto folder = slash == std::string_view::npos ? std::string_view{} : note.substr(0, slash);
        vote(folder, std::string{format}, {&folders, *date, 0, is_exact, name.has_names()});
      }
    }
  }

  /// The naming of most notes; among those of as many the one whose names are as they are written, then the one that
  /// explains most of the folders.
  std::optional<note_naming> winner() const {
    const tally* best = nullptr;
    for (const auto& [naming, each] : tallies_)
      if ((each.notes >= fewest || is_diary(each.naming.folder)) && (best == nullptr || each.beats(*best)))
        best = &each;
    return best == nullptr ? std::nullopt : std::optional{best->naming};
  }

 private:
  struct tally {
    note_naming naming;
    std::size_t order = 0;  // formats that come first in their table are more usual
    std::size_t levels = 0;
    std::size_t notes = 0;
    std::size_t exact = 0;

    bool beats(const tally& other) const {
      return std::tuple{notes, exact, levels, other.order} > std::tuple{other.notes, other.exact, other.levels, order};
    }
  };

  struct reading {
    const dated_folders* folders;
    day date;
    std::size_t levels;
    bool is_exact;
    bool has_names;
  };

  void vote(std::string_view folder, const std::string& format, const reading& as) {
    if (lies_within(folder, within_)) add(folder, format, as);
    if (folder.empty() || as.levels == most_levels) return;
    const auto slash = folder.rfind('/');
    const auto above = slash == std::string_view::npos ? std::string_view{} : folder.substr(0, slash);
    for (const auto& match : as.folders->formats_of(folder.substr(slash + 1), as.date))
      vote(above, std::string{match.format} + "/" + format,
           {as.folders, as.date, as.levels + 1, as.is_exact && match.is_exact, as.has_names || match.has_names});
  }

  void add(std::string_view folder, const std::string& format, const reading& as) {
    const auto language = as.folders->language();
    if (!as.has_names && language != english().id) return;  // counted once
    auto [at, is_new] = tallies_.try_emplace({std::string{folder}, format, std::string{language}});
    auto& its = at->second;
    if (is_new) {
      its.naming.folder = folder;
      its.naming.format = format;
      its.naming.language = language;
      its.naming.origin.source = convention_source::seen;
      its.order = tallies_.size();
      its.levels = as.levels;
    }
    ++its.notes;
    its.exact += as.is_exact ? 1 : 0;
  }

  std::string_view within_;
  day today_;
  std::map<std::tuple<std::string, std::string, std::string>, tally> tallies_;
};

}  // namespace

std::size_t count_days(const note_naming& naming, std::span<const std::string> notes, day today) {
  const auto paths = naming.paths();
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const std::string& note) { return paths.day_of(note, today).has_value(); }));
}

std::optional<note_naming> naming_seen_in(std::span<const std::string> notes, day today, std::string_view within) {
  std::vector<std::string> dated;
  std::copy_if(notes.begin(), notes.end(), std::back_inserter(dated), may_be_date);
  if (dated.empty()) return std::nullopt;
  dated = sample_of(std::move(dated));
  naming_votes votes{within, today};
  for (const auto* locale : locales_seen_in(dated)) votes.count(dated, *locale);
  return votes.winner();
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
