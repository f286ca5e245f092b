#include "brain/search/candidates.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "brain/search/fusion.hpp"

namespace secondbrain::search {
namespace {

// One of the two rankings: its passages in order, and what is known of each.
struct ranking {
  std::vector<std::string> ids;
  std::unordered_map<std::string, std::pair<chunk, double>> passages;  // with its score

  void add(chunk piece, double score) {
    ids.push_back(piece.id);
    auto id = piece.id;
    passages.emplace(std::move(id), std::pair{std::move(piece), score});
  }
};

std::vector<std::int64_t> rowids_of(std::span<const stores::lexical_match> matches) {
  std::vector<std::int64_t> rowids;
  rowids.reserve(matches.size());
  for (const auto& match : matches) rowids.push_back(match.rowid);
  return rowids;
}

result<matched_passages> named(stores::lexical_reader& reader, std::vector<stores::lexical_match> matches) {
  auto keys = reader.keys_of(rowids_of(matches));
  RETURN_IF_ERROR(keys);
  return matched_passages{std::move(matches), *std::move(keys)};
}

std::size_t notes_of(const std::vector<chunk_key>& passages) {
  std::unordered_set<std::string_view> notes;
  for (const auto& each : passages) notes.insert(each.note_path);
  return notes.size();
}

result<ranking> rank_by_words(stores::lexical_reader& reader, std::span<const stores::lexical_match> matches) {
  auto rows = reader.fetch(rowids_of(matches));
  RETURN_IF_ERROR(rows);
  std::unordered_map<std::int64_t, double> scores;
  for (const auto& match : matches) scores.emplace(match.rowid, match.bm25);
  ranking ranked;
  for (auto& [rowid, piece] : *rows) ranked.add(std::move(piece), scores.at(rowid));
  return ranked;
}

result<ranking> rank_by_vectors(stores::lexical_reader& reader, const std::string& folder,
                                const std::vector<similar_chunk>& nearest) {
  ranking ranked;
  for (const auto& similar : nearest) {
    if (ranked.ids.size() == vector_candidates) break;
    auto piece = reader.find(similar.chunk_id);
    RETURN_IF_ERROR(piece);
    if (*piece && is_below_folder((*piece)->note_path, folder) && reader.admits((*piece)->note_path))
      ranked.add(**std::move(piece), similar.cosine);
  }
  return ranked;
}

stores::lexical_query lookup_of(const parsed_query& query, const std::string& folder) {
  return {
      query.lookup, folder,       lexical_only_candidates, title_weight,       heading_weight, text_weight, name_weight,
      tag_weight,   place_weight, query.conditions,        query.with_the_rest};
}

}  // namespace

bool is_below_folder(std::string_view note_path, std::string_view folder) {
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return folder.empty() || (note_path.starts_with(folder) && note_path.substr(folder.size()).starts_with('/'));
}

result<matched_passages> match_words(stores::lexical_reader& reader, const parsed_query& query,
                                     const std::string& folder) {
  if (query.lookup.empty() && query.conditions.empty()) return matched_passages{};
  auto matches = reader.search(lookup_of(query, folder));
  RETURN_IF_ERROR(matches);
  return named(reader, *std::move(matches));
}

result<matched_passages> match_words_of_many_notes(stores::lexical_reader& reader, const parsed_query& query,
                                                   const std::string& folder) {
  constexpr int more = 4;
  auto found = match_words(reader, query, folder);
  auto wider = lookup_of(query, folder);
  wider.terms.unfinished.clear();  // the word itself was found often enough
  for (wider.limit *= more; wider.limit <= most_candidates; wider.limit *= more) {
    if (!found || found->matches.size() < static_cast<std::size_t>(wider.limit / more)) return found;
    if (notes_of(found->keys) >= enough_notes) return found;
    auto matches = reader.search(wider);
    RETURN_IF_ERROR(matches);
    found = named(reader, *std::move(matches));
  }
  return found;
}

std::vector<candidate> rank_words(matched_passages found) {
  std::vector<candidate> ranked(found.matches.size());
  for (std::size_t at = 0; at < ranked.size(); ++at) {
    const auto& match = found.matches[at];
    ranked[at].note_path = std::move(found.keys[at].note_path);
    ranked[at].rowid = match.rowid;
    ranked[at].score.lexical_rank = static_cast<int>(at) + 1;
    ranked[at].score.bm25 = match.bm25;
    ranked[at].score.fused = match.bm25;
  }
  return ranked;
}

result<std::vector<candidate>> rank_words_and_vectors(stores::lexical_reader& reader,
                                                      const std::vector<stores::lexical_match>& matches,
                                                      const std::vector<similar_chunk>& nearest,
                                                      const std::string& folder) {
  auto semantic = rank_by_vectors(reader, folder, nearest);
  RETURN_IF_ERROR(semantic);
  const std::span best{matches};
  auto words = rank_by_words(reader, best.first(std::min<std::size_t>(lexical_candidates, best.size())));
  RETURN_IF_ERROR(words);

  std::vector<candidate> found;
  for (const auto& fused : fuse(semantic->ids, words->ids)) {
    candidate next;
    next.score.vector_rank = fused.vector_rank;
    next.score.lexical_rank = fused.lexical_rank;
    next.score.fused = fused.score;
    if (fused.vector_rank) {
      auto& [piece, cosine] = semantic->passages.at(fused.chunk_id);
      next.score.cosine = cosine;
      next.piece = std::move(piece);
    }
    if (fused.lexical_rank) {
      auto& [piece, bm25] = words->passages.at(fused.chunk_id);
      next.score.bm25 = bm25;
      next.piece = std::move(piece);
    }
    next.note_path = next.piece->note_path;
    found.push_back(std::move(next));
  }
  return found;
}

}  // namespace secondbrain::search
