#include "brain/search/fused_candidates.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "brain/search/fusion.hpp"
#include "brain/search/note_ranking.hpp"
#include "brain/search/score_fusion.hpp"

namespace secondbrain::search {

namespace {

/// Gathers what both sides found.
class gathering {
 public:
  gathering(stores::lexical_reader& reader, stores::vector_search& vectors, const fused_search& wanted)
      : reader_{reader}, vectors_{vectors}, wanted_{wanted} {}

  void add_words();
  status add_meaning();
  std::vector<candidate> take_fused();

 private:
  struct tally {
    match_signals known;
    double share = 1;  // of the next passage's words
    double score = 0;
    candidate* best = nullptr;
  };

  status add_nearest(const std::vector<similar_chunk>& nearest);
  bool counts(const std::string& note_path) const;
  std::vector<std::size_t> by_words() const;

  stores::lexical_reader& reader_;
  stores::vector_search& vectors_;
  const fused_search& wanted_;
  std::vector<candidate> found_;
  std::unordered_map<std::string, std::size_t> by_id_;  // in `found_`
  std::unordered_set<std::string> with_words_;          // notes
  std::unordered_set<std::string> near_;                // notes
};

void gathering::add_words() {
  auto& [matches, keys] = wanted_.by_words;
  found_.reserve(matches.size() + candidates_a_side);
  for (std::size_t at = 0; at < matches.size(); ++at) {
    auto& [note_path, chunk_id] = keys[at];
    if (chunk_id.empty()) continue;  // has gone meanwhile
    with_words_.insert(note_path);
    candidate next;
    next.note_path = std::move(note_path);
    next.rowid = matches[at].rowid;
    next.score.lexical_rank = static_cast<int>(at) + 1;
    next.score.bm25 = matches[at].bm25;
    if (at < wanted_.cosines.size()) next.score.cosine = wanted_.cosines[at];
    by_id_.emplace(std::move(chunk_id), found_.size());
    found_.push_back(std::move(next));
  }
}

bool gathering::counts(const std::string& note_path) const {
  if (wanted_.only_with_words && !with_words_.contains(note_path)) return false;
  return is_below_folder(note_path, wanted_.folder) && reader_.admits(note_path);
}

status gathering::add_nearest(const std::vector<similar_chunk>& nearest) {
  int rank = 0;
  for (const auto& [chunk_id, cosine] : nearest) {
    auto known = by_id_.find(chunk_id);
    if (known == by_id_.end()) {
      auto place = reader_.place_of(chunk_id);
      RETURN_IF_ERROR(place);
      if (place->rowid == 0 || !counts(place->note_path)) continue;
      candidate next;
      next.note_path = std::move(place->note_path);
      next.rowid = place->rowid;
      known = by_id_.emplace(chunk_id, found_.size()).first;
      found_.push_back(std::move(next));
    }
    auto& passage = found_[known->second];
    passage.score.vector_rank = ++rank;
    passage.score.cosine = cosine;
    near_.insert(passage.note_path);
  }
  return {};
}

/// Where a few notes have all that is near, or most of it does not count, more is asked for.
status gathering::add_meaning() {
  constexpr std::size_t more = 4;
  RETURN_IF_ERROR(add_nearest(wanted_.nearest));
  auto known = wanted_.nearest.size();
  for (auto limit = std::max<std::size_t>(known, candidates_a_side); near_.size() < enough_notes;) {
    if (known < limit || limit * more > most_candidates) return {};  // these were all, or there are too many
    limit *= more;
    const auto nearest = vectors_.nearest(wanted_.question, static_cast<int>(limit), minimum_cosine);
    if (!nearest) return {};  // a search goes on with what it has
    RETURN_IF_ERROR(add_nearest(*nearest));
    known = nearest->size();
  }
  return {};
}

std::vector<candidate> gathering::take_fused() {
  std::unordered_map<std::string_view, tally> notes;
  for (const auto& passage : found_) {  // those with words come first, best first
    auto& note = notes[passage.note_path];
    if (passage.score.bm25) {
      note.known.words = note.known.words.value_or(0) + *passage.score.bm25 * note.share;
      note.share *= further_passage_share;
    }
    if (passage.score.cosine) note.known.cosine = std::max(note.known.cosine.value_or(-1), *passage.score.cosine);
  }
  std::vector<match_signals> signals;
  signals.reserve(notes.size());
  for (const auto& note : notes) signals.push_back(note.second.known);
  const score_fusion fused{signals, wanted_.weight_of_meaning};
  for (auto& note : notes) note.second.score = fused(note.second.known);
  for (auto& passage : found_) {
    auto& note = notes.at(passage.note_path);
    passage.score.fused = std::min(fused({passage.score.bm25, passage.score.cosine}), note.score);
    if (note.best == nullptr || passage.score.fused > note.best->score.fused) note.best = &passage;
  }
  for (auto& note : notes) note.second.best->score.fused = note.second.score;
  std::sort(found_.begin(), found_.end(), [](const candidate& one, const candidate& other) {
    return std::tie(other.score.fused, one.note_path, one.rowid) <
           std::tie(one.score.fused, other.note_path, other.rowid);
  });
  return std::move(found_);
}

}  // namespace

result<std::vector<candidate>> fuse_candidates(stores::lexical_reader& reader, stores::vector_search& vectors,
                                               const fused_search& wanted) {
  gathering both{reader, vectors, wanted};
  both.add_words();
  RETURN_IF_ERROR(both.add_meaning());
  return both.take_fused();
}

}  // namespace secondbrain::search
