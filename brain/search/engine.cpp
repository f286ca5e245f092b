#include "brain/search/engine.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/sentences.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/search/common_words.hpp"
#include "brain/search/exact_matches.hpp"
#include "brain/search/fused_candidates.hpp"
#include "brain/search/fusion.hpp"
#include "brain/search/fusion_weights.hpp"
#include "stores/earlier_index.hpp"

namespace secondbrain::search {
namespace {

bool is_empty(stores::lexical_reader& index) {
  const auto first = index.chunk_keys({}, 1);
  return first && first->chunks.empty();
}

// Where only some notes count, most of the nearest passages may be of others.
constexpr int oversampling_of_ranks = 10;
constexpr int oversampling_of_scores = 3;

auto* looking(bool by_scores) {
  return by_scores ? match_words_of_many_notes : match_words;
}

/// A phrase holds for what is near in meaning, too.
void keep_those_found(const std::vector<chunk_key>& by_words, std::vector<similar_chunk>& nearest) {
  std::unordered_set<std::string_view> found;
  for (const auto& key : by_words) found.insert(key.chunk_id);
  std::erase_if(nearest, [&](const similar_chunk& each) { return !found.contains(each.chunk_id); });
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
  semantic_.end();
  if (answer || answer.error().code == errc::invalid_argument) return answer;
  reader_.reset();
  if (answer.error().code != errc::not_found) return answer;
  search_answer empty;
  empty.note = nothing_indexed;
  return empty;
}

result<retrieval> search_engine::retrieve(const std::string& query, int top_k) {
  auto found = retrieve(query, top_k, quoting::phrases_alone);
  if (!found || !found->passages.empty()) return found;
  const auto parsed = parse_query(query, quoting::phrases_alone);
  if (parsed.phrases.empty() || parsed.phrases.size() == parsed.words.size()) return found;
  // Questions quote in passing, too: what else they ask is answered, and what no note has is told.
  auto otherwise = retrieve(query, top_k, quoting::punctuation);
  if (!otherwise || otherwise->passages.empty()) return found;
  otherwise->missing = std::move(found->missing) + " What is cited was found without the quotation marks.";
  return otherwise;
}

result<retrieval> search_engine::retrieve(const std::string& text, int top_k, quoting marks) {
  auto found = retrieve_from_index(text, top_k, marks);
  semantic_.end();
  if (found) return found;
  reader_.reset();
  if (found.error().code != errc::not_found) return found;
  return retrieval{{}, std::string{nothing_indexed}};
}

result<std::vector<note_connection>> search_engine::connect(const find_connections& request) {
  constexpr int candidates = 10;
  constexpr std::size_t snippet_length = 150;  // code points
  const auto found = retrieve(request.text, candidates, quoting::punctuation);
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
  // Looked at afterwards: what was opened before may be in the folder of somebody else.
  if (const auto in_place = in_place_ ? in_place_() : status{}; !in_place) {
    if (reader_) return {};
    return fail(errc::unavailable, "the index cannot be read: " + in_place.error().message);
  }
  // Where the index is gone with its folder, what is open is all there is, and is searched until there is another one
  // in which something stands.
  std::error_code failure;
  if (reader_ && (opened ? is_empty(*opened) : !std::filesystem::exists(lexical_file_, failure))) return {};
  reader_.reset();
  RETURN_IF_ERROR(opened);
  reader_.emplace(*std::move(opened));
  return {};
}

/// Opens the index, too.
result<std::vector<std::string>> search_engine::note_languages() {
  return open_reader().and_then([&] { return reader_->languages(); }).map(languages_beside_english);
}

result<search_answer> search_engine::search_index(const search_notes& request) {
  const auto languages = note_languages();
  auto query = parse_query(request.query, request.is_text ? quoting::punctuation : quoting::phrases,
                           languages.value_or(std::vector<std::string>{}));
  if (!query.refusal.empty()) return fail(errc::invalid_argument, query.refusal);
  RETURN_IF_ERROR(languages);
  semantic_.begin();
  search_answer answer;
  const bool is_name_alone = query.lookup.empty() && query.conditions.empty();  // of signs, perhaps: "→"
  if (is_name_alone && request.is_text) return answer;
  const auto show_found = [&](findings& found) { return show(request, found, answer); };
  findings nothing{query, {}, {}};
  const auto done = is_name_alone ? reader_->at_one_moment([&] { return show_found(nothing); })
                                  : find(request, query, merging::scores, show_found);
  RETURN_IF_ERROR(done);
  return answer;
}

status search_engine::show(const search_notes& request, findings& found, search_answer& answer) {
  answer = std::move(found.about);
  answer.terms = found.query.words;
  add_sentence(answer.note, found.query.remark);
  if (!request.is_text && found.query.words_left_out > 0) add_sentence(answer.note, words_left_out_in_words());
  const double share = answer.mode == search_mode::lexical ? further_passage_share : 0.0;
  auto notes = rank_notes(scored(found.candidates), share);
  if (!request.is_text)
    RETURN_IF_ERROR(put_exact_matches_first(
        *reader_, {found.query.question, request.folder, !found.query.conditions.empty()}, found.candidates, notes));
  answer.total = static_cast<int>(notes.size());
  answer.with_words = count_with_words(notes, found.candidates);
  if (!request.is_text) answer.missing = what_to_tell(found.missing, found.query, notes);
  if (notes.empty() && answer.mode == search_mode::hybrid && semantic_.is_partly_read())
    add_sentence(answer.note, "The model has not read all notes yet: more may be found in a while.");
  if (notes.empty()) RETURN_IF_ERROR(add_unknown_folder(*reader_, request.folder, answer.note));
  const auto page = page_of(std::move(notes), request.offset, request.limit);
  std::vector<candidate*> shown;
  for (const auto& note : page)
    for (const auto at : note.passages) shown.push_back(&found.candidates[at]);
  RETURN_IF_ERROR(load_pieces(shown));
  answer.hits = to_hits(page, found.candidates, found.query);
  return {};
}

result<search_engine::word_matches> search_engine::match(const parsed_query& query, const std::string& folder,
                                                         merging how, bool by_meaning) {
  word_matches found{query, {}, {}, {}, {}};
  const auto look = [&]() -> status {
    auto passages = looking(how == merging::scores)(*reader_, found.query, folder);
    RETURN_IF_ERROR(passages);
    found.passages = *std::move(passages);
    return {};
  };
  const auto done = reader_->at_one_moment([&]() -> status {
    RETURN_IF_ERROR(look());
    auto slips = correct_slips(*reader_, found.query, {!found.passages.matches.empty(), by_meaning});
    RETURN_IF_ERROR(slips);
    found.corrected = *std::move(slips);
    if (!found.corrected.empty()) RETURN_IF_ERROR(look());
    const bool is_narrowed = !folder.empty() || !query.conditions.empty();
    found.missing = what_is_missing(*reader_, found.query, is_narrowed ? searched::some_notes : searched::all_notes,
                                    !found.passages.matches.empty());
    return {};
  });
  RETURN_IF_ERROR(done);
  return found;
}

/// It has not begun where the model is not asked.
inquiry search_engine::ask_for_meaning(const search_notes& request, const parsed_query& query, merging how) {
  if (!semantic_.has_model() || query.question.empty()) return {};
  if (semantic_.command_of(query.question) == command::none) return {};
  const bool is_narrowed = !request.folder.empty() || !query.conditions.empty() || !query.lookup.required.empty();
  const int limit = how == merging::ranks ? vector_candidates * (is_narrowed ? oversampling_of_ranks : 1)
                                          : candidates_a_side * (is_narrowed ? oversampling_of_scores : 1);
  return semantic_.ask(query.question, limit);
}

/// What was found by words is compared with the question while the nearest are still looked for.
result<nearness> search_engine::compare_and_await(inquiry thinking, result<word_matches>& words, merging how) {
  const auto question = thinking.embedded_question();
  const auto compared = words && !question.empty() ? compare(*words, question, how) : status{};
  auto near = thinking.near.get();
  if (near) RETURN_IF_ERROR(compared);
  return near;
}

status search_engine::compare(word_matches& words, std::span<const float> question, merging how) {
  if (how == merging::ranks) return {};
  std::vector<std::string> ids;
  const std::span found{words.passages.keys};
  for (const auto& key : found.first(compared_of(found.size()))) ids.push_back(key.chunk_id);
  auto cosines = semantic_.vectors().cosines(question, ids);
  RETURN_IF_ERROR(cosines);
  words.cosines = *std::move(cosines);
  return {};
}

/// The words are looked up while the model thinks, and again when something was written until it was done: to hold on
/// to the index for so long would keep its WAL from being written back.
status search_engine::find(const search_notes& request, const parsed_query& query, merging how,
                           const findings_sink& use) {
  auto thinking = ask_for_meaning(request, query, how);
  const bool by_meaning = thinking.begun();
  std::optional<result<word_matches>> words;
  std::optional<result<nearness>> near;
  if (by_meaning) {
    words.emplace(match(query, request.folder, how, by_meaning));
    near.emplace(compare_and_await(std::move(thinking), *words, how));
  }
  return reader_->at_one_moment([&]() -> status {
    const auto are_of_this_moment = words && *words ? reader_->is_as_searched() : result<bool>{false};
    RETURN_IF_ERROR(are_of_this_moment);
    if (!*are_of_this_moment) {
      words.emplace(match(query, request.folder, how, by_meaning));
      const auto compared = *words && near && *near ? compare(**words, (*near)->question, how) : status{};
      if (!compared) near.emplace(fail(compared.error()));
    }
    RETURN_IF_ERROR(*words);
    auto found = gather(request, **std::move(words), std::move(near), how);
    RETURN_IF_ERROR(found);
    return use(*found);
  });
}

result<search_engine::findings> search_engine::gather(const search_notes& request, word_matches words,
                                                      std::optional<result<nearness>> near, merging how) {
  findings found{words.query, {}, {}, std::move(words.missing)};
  auto& about = found.about;
  about.corrected = std::move(words.corrected);
  const bool by_meaning = near && *near;
  if (near && !by_meaning) about.note = "Searched by words alone: " + with_full_stop(near->error().message);
  if (!near && semantic_.has_model() && !found.query.question.empty())
    about.note = "Searched by words alone: the model " + semantic_.model_name() + " knows English only.";
  if (by_meaning) about.mode = search_mode::hybrid;
  auto candidates = by_meaning ? merge(request, **std::move(near), words, how) : rank_words(std::move(words.passages));
  RETURN_IF_ERROR(candidates);
  found.candidates = *std::move(candidates);
  if (found.missing.nothing_found && !found.candidates.empty())
    found.missing.told += ' ' + found_instead(found.query.with_the_rest, how == merging::ranks);
  if (semantic_.is_approximate())
    for (auto& each : found.candidates)
      if (each.score.cosine) each.score.approximate = true;
  return found;
}

result<std::vector<candidate>> search_engine::merge(const search_notes& request, nearness near, word_matches& words,
                                                    merging how) {
  if (how == merging::ranks) {
    if (!words.query.lookup.required.empty()) keep_those_found(words.passages.keys, near.nearest);
    return rank_words_and_vectors(*reader_, words.passages.matches, near.nearest, request.folder);
  }
  const auto kind = kind_of(words.query.question, words.query);
  const auto known = semantic_.command_of(words.query.question);
  const bool is_partly_read = semantic_.is_partly_read();
  const double share = semantic_.is_approximate() ? share_of_approximation : is_partly_read ? share_of_partly_read : 1;
  return fuse_candidates(*reader_, semantic_.vectors(),
                         {words.passages, words.cosines, near.question, std::move(near.nearest), request.folder,
                          kind == query_kind::quoted, share * weight_of_meaning(kind, known)});
}

result<retrieval> search_engine::retrieve_from_index(const std::string& text, int top_k, quoting marks) {
  const auto languages = note_languages();
  RETURN_IF_ERROR(languages);
  const auto query = parse_query(text, marks, *languages);
  semantic_.begin();
  if (query.lookup.empty() && !semantic_.has_model()) return retrieval{};
  search_notes request;
  request.query = text;
  retrieval answer;
  const auto done = find(request, query, merging::ranks, [&](findings& found) -> status {
    auto& candidates = found.candidates;
    candidates.resize(std::min(candidates.size(), static_cast<std::size_t>(std::max(top_k, 0))));
    std::vector<candidate*> kept;
    kept.reserve(candidates.size());
    for (auto& each : candidates) kept.push_back(&each);
    RETURN_IF_ERROR(load_pieces(kept));
    answer.note = std::move(found.about.note);
    answer.missing = std::move(found.missing.told);
    answer.by_meaning_alone = found.missing.nothing_found && !candidates.empty();
    for (auto& [path, score, rowid, piece] : candidates) {
      if (!piece) continue;  // what is near may have gone from the index
      if (found.about.mode == search_mode::lexical) score.fused = 1.0 / (fusion_constant + *score.lexical_rank);
      answer.passages.push_back({*std::move(piece), score});
    }
    return {};
  });
  RETURN_IF_ERROR(done);
  return answer;
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
