#include "brain/search/note_ranking.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace secondbrain::search {

std::vector<ranked_note> rank_notes(std::span<const scored_passage> passages, double further_share) {
  struct tally {
    std::size_t position = 0;  // in `notes`
    double share = 1;          // of the next passage
  };
  std::vector<ranked_note> notes;
  std::unordered_map<std::string_view, tally> by_path;
  for (std::size_t at = 0; at < passages.size(); ++at) {
    const auto& [path, score] = passages[at];
    if (path.empty()) continue;
    const auto [found, is_new] = by_path.try_emplace(path, tally{notes.size(), 1});
    if (is_new) notes.push_back({path, 0, {}});
    auto& note = notes[found->second.position];
    note.score += score * found->second.share;
    note.passages.push_back(at);
    found->second.share *= further_share;
  }
  std::stable_sort(notes.begin(), notes.end(),
                   [](const ranked_note& a, const ranked_note& b) { return a.score > b.score; });
  return notes;
}

}  // namespace secondbrain::search
