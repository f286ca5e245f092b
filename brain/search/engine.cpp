#include "brain/search/engine.hpp"

#include <algorithm>
#include <future>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/exact_matches.hpp"
#include "brain/search/fused_candidates.hpp"
#include "brain/search/fusion.hpp"
#include "brain/search/fusion_weights.hpp"
#include "brain/search/snippet.hpp"
#include "stores/earlier_index.hpp"

namespace secondbrain::search {
namespace {

std::vector<scored_passage> scored(const std::vector<candidate>& candidates) {
  std::vector<scored_passage> passages;
  passages.reserve(candidates.size());
  for (const auto& found : candidates) passages.push_back({found.note_path, found.score.fused});
  return passages;
}

// The notes asked for, with no more passages than are shown.
std::vector<ranked_note> page_of(std::vector<ranked_note> notes, int offset, int limit) {
  const auto count = static_cast<std::ptrdiff_t>(notes.size());
  const auto begin = std::clamp<std::ptrdiff_t>(offset, 0, count);
  const auto end = begin + std::clamp<std::ptrdiff_t>(limit, 0, count - begin);
  notes.erase(notes.begin() + end, notes.end());
  notes.erase(notes.begin(), notes.begin() + begin);
  for (auto& note : notes) note.passages.resize(std::min(note.passages.size(), passages_per_note));
  return notes;
}

passage to_passage(const candidate& found, const parsed_query& query) {
  auto shown = make_snippet(found.piece->text, query.terms, found.piece->language);
  return {found.piece->id,       found.piece->heading_path,   found.piece->line,
          std::move(shown.text), std::move(shown.highlights), found.score,
          found.piece->language};
}

std::vector<note_hit> to_hits(const std::vector<ranked_note>& page, const std::vector<candidate>& candidates,
                              const parsed_query& query) {
  std::vector<note_hit> hits;
  for (const auto& note : page) {
    note_hit hit;
    for (const auto at : note.passages) {
      const auto& found = candidates[at];
      if (!found.piece) continue;  // rewritten since it was ranked
      if (hit.passages.empty())
        hit = {note.path, found.piece->note_title, found.piece->note_folder, found.piece->note_date, note.score, {},
               note.exact};
      hit.passages.push_back(to_passage(found, query));
    }
    if (!hit.passages.empty()) hits.push_back(std::move(hit));
  }
  return hits;
}

bool is_empty(stores::lexical_reader& index) {
  const auto first = index.chunk_keys({}, 1);
  return first && first->chunks.empty();
}

// Where only some notes count, most of the nearest passages may be of others.
constexpr int oversampling_of_ranks = 10;
constexpr int oversampling_of_scores = 3;

constexpr std::size_t longest_question = 2000;  // code points that a model is asked about

std::string short_name(const model_tag& model) {
  return model.name.substr(0, model.name.find('@'));
}

constexpr std::string_view nothing_indexed = "No note has been read yet: try again in a moment.";

}  // namespace

search_engine::search_engine(std::filesystem::path lexical_file, std::optional<semantic_source> semantic,
                             std::function<status()> in_place)
    : lexical_file_{std::move(lexical_file)}, semantic_{std::move(semantic)}, in_place_{std::move(in_place)} {}

status search_engine::warm_up() {
  auto read = open_reader().and_then([&] { return reader_->warm_up(); });
  if (!read) reader_.reset();
  return read;
}

result<search_answer> search_engine::search(const search_notes& request) {
  auto answer = search_index(request);
  if (answer) return answer;
  reader_.reset();
  if (answer.error().code != errc::not_found) return answer;
  search_answer empty;
  empty.note = nothing_indexed;
  return empty;
}

result<retrieval> search_engine::retrieve(const std::string& query, int top_k) {
  auto found = retrieve_from_index(query, top_k);
  if (found) return found;
  reader_.reset();
  if (found.error().code != errc::not_found) return found;
  return retrieval{{}, std::string{nothing_indexed}};
}

result<std::vector<note_connection>> search_engine::connect(const find_connections& request) {
  constexpr int candidates = 10;
  constexpr std::size_t snippet_length = 150;  // code points
  const auto found = retrieve(request.text, candidates);
  RETURN_IF_ERROR(found);
  std::vector<note_connection> connections;
  for (const auto& passage : found->passages) {
    const auto& piece = passage.piece;
    const auto same_note = [&piece](const note_connection& known) { return known.note_path == piece.note_path; };
    if (connections.size() == static_cast<std::size_t>(std::max(request.limit, 0))) break;
    if (std::any_of(connections.begin(), connections.end(), same_note)) continue;
    const auto beginning = first_code_points(piece.text, snippet_length);
    connections.push_back({piece.note_path, piece.note_title, std::string{trimmed(beginning)}, passage.score.fused});
  }
  return connections;
}

status search_engine::open_reader() {
  if (reader_ && !reader_->stale()) return {};
  // While a new version of the index is made from the vault, the one before is searched.
  auto opened = stores::lexical_reader::open(stores::earlier_index_of(lexical_file_));
  if (!opened) opened = stores::lexical_reader::open(lexical_file_);
  // Where the index is gone with its folder, what is open is all there is, and is searched until there is another one
  // in which something stands.
  std::error_code failure;
  // Looked at afterwards: what was opened before may be in the folder of somebody else.
  if (const auto in_place = in_place_ ? in_place_() : status{}; !in_place) {
    if (reader_) return {};
    return fail(errc::unavailable, "the index cannot be read: " + in_place.error().message);
  }
  if (reader_ && (opened ? is_empty(*opened) : !std::filesystem::exists(lexical_file_, failure))) return {};
  reader_.reset();
  RETURN_IF_ERROR(opened);
  reader_.emplace(*std::move(opened));
  return {};
}

result<search_answer> search_engine::search_index(const search_notes& request) {
  RETURN_IF_ERROR(open_reader());
  search_answer answer;
  auto query = parse_query(request.query, request.is_text ? quoting::punctuation : quoting::phrases);
  const bool is_name_alone = query.lookup.empty() && query.conditions.empty();  // of signs, perhaps: "→"
  if (is_name_alone && request.is_text) return answer;

  result<std::vector<candidate>> candidates;
  if (!is_name_alone) candidates = find(request, query, answer, merging::scores);
  RETURN_IF_ERROR(candidates);
  answer.terms = query.words;
  const double share = answer.mode == search_mode::lexical ? further_passage_share : 0.0;
  auto notes = rank_notes(scored(*candidates), share);
  if (!request.is_text)
    RETURN_IF_ERROR(put_exact_matches_first(*reader_, {query.question, request.folder, !query.conditions.empty()},
                                            *candidates, notes));
  answer.total = static_cast<int>(notes.size());
  const auto page = page_of(std::move(notes), request.offset, request.limit);
  std::vector<candidate*> shown;
  for (const auto& note : page)
    for (const auto at : note.passages) shown.push_back(&(*candidates)[at]);
  RETURN_IF_ERROR(load_pieces(shown));
  answer.hits = to_hits(page, *candidates, query);
  return answer;
}

status search_engine::can_embed() const {
  const auto vectors = semantic_->vectors->at_hand();
  const auto model = semantic_->model->model();
  if (vectors.being_loaded)
    return fail(errc::unavailable,
                "the vectors are still being loaded (" + std::to_string(*vectors.being_loaded) + " %)");
  if (vectors.vectors == 0) return fail(errc::unavailable, "no note has been read by meaning yet");
  if (vectors.model != model)
    return fail(errc::conflict, "the notes were read by meaning with " + short_name(vectors.model) + ", not with " +
                                    short_name(model) + " as it is now: they are being read again");
  return {};
}

result<search_engine::nearness> search_engine::near_to(const std::string& question, int limit) {
  RETURN_IF_ERROR(can_embed());
  const auto model = semantic_->model->model();
  auto values = semantic_->model->embed_query(first_code_points(question, longest_question));
  RETURN_IF_ERROR(values);
  if (values->size() != static_cast<std::size_t>(model.dimensions))
    return fail(errc::internal, model.name + " answered with a vector of the wrong length");
  auto nearest = semantic_->vectors->nearest(*values, limit, minimum_cosine);
  RETURN_IF_ERROR(nearest);
  return nearness{*std::move(values), *std::move(nearest)};
}

/// A word that no note has is taken for a slip, where the index has words that are near; in a question or a note only
/// if nothing else of it is known, as it is rare and would outweigh what is.
result<std::vector<stores::lexical_match>> search_engine::match(parsed_query& query, const std::string& folder,
                                                                search_answer& answer, merging how) {
  const auto look = how == merging::scores ? match_words_of_many_notes : match_words;
  constexpr std::size_t most_slips = 1;  // each costs some five hundred look-ups, dear while the index has many parts
  auto matches = look(*reader_, query, folder);
  if (!matches || query.lookup.empty()) return matches;
  if (query.is_prose && !matches->empty()) return matches;
  const auto unmatched = reader_->unmatched();
  for (const auto at : unmatched) {
    const auto typed = query.single_words.find(at);
    if (typed == query.single_words.end() || answer.corrected.size() == most_slips) continue;
    auto near = reader_->words_near(typed->second);
    RETURN_IF_ERROR(near);
    if (near->empty()) continue;
    const auto word = typed->second;
    look_for_instead(query, at, *near);
    answer.corrected.push_back({word, *std::move(near)});
  }
  return answer.corrected.empty() ? std::move(matches) : look(*reader_, query, folder);
}

/// The words are looked up while the model thinks; where the system has no thread left, before it does.
result<std::vector<candidate>> search_engine::find(const search_notes& request, parsed_query& query,
                                                   search_answer& answer, merging how) {
  const bool is_narrowed = !request.folder.empty() || !query.conditions.empty();
  const int limit = how == merging::ranks ? vector_candidates * (is_narrowed ? oversampling_of_ranks : 1)
                                          : candidates_a_side * (is_narrowed ? oversampling_of_scores : 1);
  std::future<result<nearness>> near_in_time;
  const bool can_ask = semantic_ && !query.question.empty();
  const bool by_meaning =
      can_ask && command_of_language(semantic_->model->model().name, query.question) != command::none;
  if (by_meaning)
    near_in_time = std::async(std::launch::async | std::launch::deferred,
                              [this, limit, question = query.question] { return near_to(question, limit); });
  const auto matches = match(query, request.folder, answer, how);
  auto near = by_meaning ? near_in_time.get() : nearness{};
  RETURN_IF_ERROR(matches);
  if (!near) answer.note = "Searched by words alone: " + near.error().message + ".";
  if (can_ask && !by_meaning)
    answer.note =
        "Searched by words alone: the model " + short_name(semantic_->model->model()) + " knows English only.";
  if (!by_meaning || !near) return rank_words(*reader_, *matches);
  answer.mode = search_mode::hybrid;
  return merge(request, query, *std::move(near), *matches, how);
}

result<std::vector<candidate>> search_engine::merge(const search_notes& request, const parsed_query& query,
                                                    nearness near, const std::vector<stores::lexical_match>& matches,
                                                    merging how) {
  if (how == merging::ranks) return rank_words_and_vectors(*reader_, matches, near.nearest, request.folder);
  const auto kind = kind_of(query.question, query);
  const auto known = command_of_language(semantic_->model->model().name, query.question);
  return fuse_candidates(*reader_, *semantic_->vectors,
                         {matches, near.question, std::move(near.nearest), request.folder, kind == query_kind::quoted,
                          weight_of_meaning(kind, known)});
}

result<retrieval> search_engine::retrieve_from_index(const std::string& text, int top_k) {
  RETURN_IF_ERROR(open_reader());
  auto query = parse_query(text, quoting::punctuation);
  if (query.lookup.empty() && !semantic_) return retrieval{};
  search_answer about;
  search_notes request;
  request.query = text;
  auto candidates = find(request, query, about, merging::ranks);
  RETURN_IF_ERROR(candidates);
  candidates->resize(std::min(candidates->size(), static_cast<std::size_t>(std::max(top_k, 0))));
  std::vector<candidate*> kept;
  for (auto& each : *candidates) kept.push_back(&each);
  RETURN_IF_ERROR(load_pieces(kept));

  retrieval found{{}, std::move(about.note)};
  for (auto& [path, score, rowid, piece] : *candidates) {
    if (!piece) continue;  // rewritten since it was ranked
    if (about.mode == search_mode::lexical) score.fused = 1.0 / (fusion_constant + *score.lexical_rank);
    found.passages.push_back({*std::move(piece), score});
  }
  return found;
}

status search_engine::load_pieces(const std::vector<candidate*>& wanted) {
  std::vector<std::int64_t> rowids;
  std::unordered_map<std::int64_t, candidate*> waiting;
  for (auto* found : wanted) {
    if (found->piece) continue;
    rowids.push_back(found->rowid);
    waiting.emplace(found->rowid, found);
  }
  auto rows = reader_->fetch(rowids);
  RETURN_IF_ERROR(rows);
  for (auto& [rowid, piece] : *rows) waiting.at(rowid)->piece = std::move(piece);
  return {};
}

}  // namespace secondbrain::search
