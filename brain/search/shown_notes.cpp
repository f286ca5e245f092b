#include "brain/search/shown_notes.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "brain/search/snippet.hpp"

namespace secondbrain::search {
namespace {

passage to_passage(const candidate& found, const parsed_query& query) {
  auto shown = make_snippet(found.piece->text, query.terms, found.piece->language);
  return {found.piece->id,       found.piece->heading_path,   found.piece->line,
          std::move(shown.text), std::move(shown.highlights), found.score,
          found.piece->language};
}

bool has_words(const candidate& found) {
  return found.score.bm25 && *found.score.bm25 > stores::score_of_the_rest;
}

}  // namespace

std::vector<scored_passage> scored(const std::vector<candidate>& candidates) {
  std::vector<scored_passage> passages;
  passages.reserve(candidates.size());
  for (const auto& found : candidates) passages.push_back({found.note_path, found.score.fused});
  return passages;
}

std::vector<ranked_note> page_of(std::vector<ranked_note> notes, int offset, int limit) {
  const auto count = static_cast<std::ptrdiff_t>(notes.size());
  const auto begin = std::clamp<std::ptrdiff_t>(offset, 0, count);
  const auto end = begin + std::clamp<std::ptrdiff_t>(limit, 0, count - begin);
  notes.erase(notes.begin() + end, notes.end());
  notes.erase(notes.begin(), notes.begin() + begin);
  for (auto& note : notes) note.passages.resize(std::min(note.passages.size(), passages_per_note));
  return notes;
}

std::vector<note_hit> to_hits(const std::vector<ranked_note>& page, const std::vector<candidate>& candidates,
                              const parsed_query& query) {
  std::vector<note_hit> hits;
  for (const auto& note : page) {
    note_hit hit;
    for (const auto at : note.passages) {
      const auto& found = candidates[at];
      if (!found.piece) continue;  // its row is damaged
      if (hit.passages.empty())
        hit = {note.path, found.piece->note_title, found.piece->note_folder, found.piece->note_date, note.score, {},
               note.exact};
      hit.passages.push_back(to_passage(found, query));
    }
    if (!hit.passages.empty()) hits.push_back(std::move(hit));
  }
  return hits;
}

int count_with_words(const std::vector<ranked_note>& notes, const std::vector<candidate>& candidates) {
  return static_cast<int>(std::count_if(notes.begin(), notes.end(), [&](const ranked_note& note) {
    return note.exact || std::any_of(note.passages.begin(), note.passages.end(),
                                     [&](std::size_t at) { return has_words(candidates[at]); });
  }));
}

std::string what_to_tell(const missing_words& missing, const parsed_query& query,
                         const std::vector<ranked_note>& notes) {
  const bool is_named = !notes.empty() && notes.front().exact;
  if (notes.empty() && query.lookup.empty() && query.conditions.empty()) return "There are no words to look for in it.";
  if (!missing.nothing_found) return missing.told;
  if (is_named || (notes.empty() && query.phrases.empty())) return {};
  return missing.advice.empty() ? missing.told : missing.told + ' ' + missing.advice;
}

}  // namespace secondbrain::search
