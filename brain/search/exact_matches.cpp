#include "brain/search/exact_matches.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "stores/unread_parts.hpp"
#include "text/name_key.hpp"
#include "text/name_words.hpp"

namespace secondbrain::search {
namespace {

/// How much of a note is what was typed; more is better.
enum class exactness : std::uint8_t { none, heading, tag, title, alias, file_name, to_the_letter };

using exact_notes = std::unordered_map<std::string, exactness>;  // by path

exactness exactness_of(stores::name_kind kind) {
  switch (kind) {
    case stores::name_kind::file_name: return exactness::file_name;
    case stores::name_kind::alias: return exactness::alias;
    case stores::name_kind::title: return exactness::title;
    case stores::name_kind::tag: break;
  }
  return exactness::tag;
}

std::optional<exact_match> shown(exactness how) {
  switch (how) {
    case exactness::none: break;
    case exactness::heading: return exact_match::heading;
    case exactness::tag: return exact_match::tag;
    case exactness::title: return exact_match::title;
    case exactness::alias: return exact_match::alias;
    case exactness::file_name:
    case exactness::to_the_letter: return exact_match::file_name;
  }
  return std::nullopt;
}

/// Without the quotation marks of a phrase and the ending of a file.
std::string_view bare(std::string_view typed) {
  constexpr std::string_view ending = ".md";
  const auto first = typed.find_first_not_of(" \t\"");
  if (first == typed.npos) return trimmed(typed);
  typed = typed.substr(first, typed.find_last_not_of(" \t\"") + 1 - first);
  return typed.size() > ending.size() && ascii_lower_case(typed.substr(typed.size() - ending.size())) == ending
             ? typed.substr(0, typed.size() - ending.size())
             : typed;
}

/// What a reader sees of it: not where its links lead to.
std::string as_read(std::string_view heading) {
  std::string read;
  std::size_t at = 0;
  for (auto part = stores::next_unread_part(heading, 0); at < heading.size();
       part = stores::next_unread_part(heading, part.end)) {
    read += heading.substr(at, part.begin - at);
    at = part.end;
  }
  for (auto begin = read.find("[["); begin != read.npos; begin = read.find("[[", begin + 1)) {
    const auto bar = read.find_first_of("|]", begin);
    if (bar != read.npos && read[bar] == '|') read.erase(begin, bar + 1 - begin);
  }
  return read;
}

/// A path is a name, too: "Projects/Plan".
status add_notes_at(stores::lexical_reader& reader, std::string_view typed, exact_notes& exact) {
  if (typed.find('/') == typed.npos) return {};
  const auto path = text::linked_path(typed);
  const auto of_that_name =
      reader.names().called(text::name_words(typed.substr(typed.rfind('/') + 1)), most_notes_of_a_name);
  RETURN_IF_ERROR(of_that_name);
  for (const auto& note : *of_that_name) {
    const auto whole = text::linked_path(note.path);
    const bool is_there = whole == path || (whole.ends_with(path) && whole[whole.size() - path.size() - 1] == '/');
    if (note.by == stores::name_kind::file_name && is_there) exact[note.path] = exactness::to_the_letter;
  }
  return {};
}

result<exact_notes> notes_called(stores::lexical_reader& reader, std::string_view typed, const std::string& words) {
  exact_notes exact;
  RETURN_IF_ERROR(add_notes_at(reader, typed, exact));
  const auto called = reader.names().called(words, most_notes_of_a_name);
  RETURN_IF_ERROR(called);
  const auto letters = text::linked_path(typed);
  for (const auto& [path, kind] : *called) {
    const bool to_the_letter = kind == stores::name_kind::file_name && text::name_key(path) == letters;
    exact.try_emplace(path, to_the_letter ? exactness::to_the_letter : exactness_of(kind));
  }
  return exact;
}

/// Where it is of notes that are called otherwise.
status add_notes_with_heading(stores::lexical_reader& reader, const std::string& words,
                              const std::vector<candidate>& candidates, exact_notes& exact) {
  std::vector<std::int64_t> rowids;
  std::vector<const candidate*> looked_at;
  for (const auto& each : candidates) {
    if (looked_at.size() == passages_with_headings) break;
    if (each.note_path.empty() || exact.contains(each.note_path)) continue;
    looked_at.push_back(&each);
    rowids.push_back(each.rowid);
  }
  const auto headings = reader.names().headings_of(rowids);
  RETURN_IF_ERROR(headings);
  for (std::size_t at = 0; at < looked_at.size(); ++at)
    if (std::any_of((*headings)[at].begin(), (*headings)[at].end(),
                    [&](const std::string& heading) { return text::name_words(as_read(heading)) == words; }))
      exact.try_emplace(looked_at[at]->note_path, exactness::heading);
  return {};
}

bool is_admitted(const stores::lexical_reader& reader, const typed_name& typed, const std::string& path) {
  return is_below_folder(path, typed.folder) && (!typed.is_narrowed || reader.admits(path));
}

/// Those that no list of candidates has, because too many others say the same words.
status add_missing(stores::lexical_reader& reader, const typed_name& typed, const exact_notes& exact,
                   std::vector<candidate>& candidates, std::vector<ranked_note>& notes) {
  std::unordered_set<std::string_view> known;
  for (const auto& note : notes) known.insert(note.path);
  std::vector<std::pair<exactness, std::string>> missing;
  for (const auto& [path, how] : exact)
    if (!known.contains(path) && is_admitted(reader, typed, path)) missing.emplace_back(how, path);
  std::sort(missing.begin(), missing.end(), [](const auto& one, const auto& other) {
    return one.first != other.first ? one.first > other.first : one.second < other.second;
  });
  missing.resize(std::min(missing.size(), most_added_notes));
  for (const auto& [how, path] : missing) {
    const auto rowid = reader.names().first_passage_of(path);
    RETURN_IF_ERROR(rowid);
    if (!*rowid) continue;  // gone meanwhile
    candidate first;
    first.note_path = path;
    first.rowid = **rowid;
    notes.push_back({path, notes.empty() ? 0 : std::min(notes.back().score, 0.0), {candidates.size()}});
    candidates.push_back(std::move(first));
  }
  return {};
}

void put_first(const exact_notes& exact, std::vector<ranked_note>& notes) {
  std::vector<std::pair<exactness, ranked_note>> sorted;
  sorted.reserve(notes.size());
  // Whatever the scores are, each step is above all of the step below.
  const double step = notes.front().score > notes.back().score ? notes.front().score - notes.back().score : 1.0;
  for (auto& note : notes) {
    const auto found = exact.find(note.path);
    const auto how = found == exact.end() ? exactness::none : found->second;
    note.score += step * static_cast<double>(how);
    note.exact = shown(how);
    sorted.emplace_back(how, std::move(note));
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& one, const auto& other) { return one.first > other.first; });
  std::transform(sorted.begin(), sorted.end(), notes.begin(), [](auto& each) { return std::move(each.second); });
}

}  // namespace

status put_exact_matches_first(stores::lexical_reader& reader, const typed_name& typed,
                               std::vector<candidate>& candidates, std::vector<ranked_note>& notes) {
  const auto name = as_read(bare(typed.text));
  const auto words = text::name_words(name);
  if (words.empty()) return {};
  exact_notes exact;
  const auto asked = reader.at_one_moment([&]() -> status {
    auto called = notes_called(reader, name, words);
    RETURN_IF_ERROR(called);
    exact = *std::move(called);
    RETURN_IF_ERROR(add_notes_with_heading(reader, words, candidates, exact));
    return add_missing(reader, typed, exact, candidates, notes);
  });
  RETURN_IF_ERROR(asked);
  if (!exact.empty() && !notes.empty()) put_first(exact, notes);
  return {};
}

}  // namespace secondbrain::search
