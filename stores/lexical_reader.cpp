#include "stores/lexical_reader.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "stores/chunk_pages.hpp"
#include "stores/earlier_index.hpp"
#include "stores/lexical_schema.hpp"
#include "stores/lexical_tokenizer.hpp"
#include "stores/sqlite/transaction.hpp"
#include "text/stemmer.hpp"

namespace secondbrain::stores {

namespace {

/// A phrase in quotation marks tells the tokenizer in which languages to look for its words.
void mark_phrase(std::string& phrase, const std::string& mark) {
  if (phrase.starts_with('"')) phrase.insert(1, mark);
}

void mark_each(std::vector<std::string>& phrases, const std::string& mark) {
  for (auto& phrase : phrases) mark_phrase(phrase, mark);
}

std::size_t counted(const lexical_reader::language_counts& languages) {
  std::size_t passages = 0;
  for (const auto& [language, count] : languages) passages += count;
  return passages;
}

}  // namespace

result<lexical_reader> lexical_reader::open(const std::filesystem::path& file) {
  // Asked before opening: should the file be replaced in between, the reader is stale at once and opened again.
  const auto identity = sqlite::identify(file).value_or(sqlite::file_identity{});
  auto db = sqlite::database::open(file, sqlite::open_mode::read_only);
  std::error_code failure;
  if (!db && db.error().code == errc::not_found && std::filesystem::is_symlink(file, failure))
    return fail(errc::io_failure, file.filename().string() +
                                      " is a link that leads nowhere; remove it, and the index "
                                      "is made anew");
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version > lexical_schema.version)
    return fail(errc::newer_schema,
                "the index was written by a later version of SecondBrain and is left alone: update SecondBrain, or "
                "remove " +
                    file.filename().string() + " to have it built again");
  const bool is_earlier = *version == searchable_earlier_version;
  if (*version != lexical_schema.version && !is_earlier) {
    return fail(errc::unavailable, "the index is of another version and is about to be rebuilt: try again shortly");
  }
  lexical_reader reader{*std::move(db), identity};
  return reader.prepare(is_earlier).map([&] { return std::move(reader); });
}

status lexical_reader::prepare(bool is_earlier) {
  const std::string select =
      "SELECT " + std::string{is_earlier ? earlier_chunk_columns : chunk_columns} + " FROM chunks ";
  if (auto installed = ranking_->prepare(db_); !installed) return installed;
  RETURN_IF_ERROR(filter_.prepare(db_, is_earlier));
  RETURN_IF_ERROR(near_words_.prepare(db_, is_earlier));
  RETURN_IF_ERROR(names_.prepare(db_, is_earlier));
  return db_.prepare({
      // The range holds every path below the folder: '0' is the character after '/'.
      {select_folder_, "SELECT rowid FROM chunks WHERE note_path >= ?1 || '/' AND note_path < ?1 || '0'"},
      {select_languages_, is_earlier ? "SELECT '' WHERE 0" : "SELECT language FROM languages ORDER BY language"},
      {select_row_, select + "WHERE rowid = ?1"},
      {select_path_, "SELECT note_path, chunk_id FROM chunks WHERE rowid = ?1"},
      {select_place_, "SELECT rowid, note_path FROM chunks WHERE chunk_id = ?1"},
      {select_id_, select + "WHERE chunk_id = ?1"},
      {select_keys_,
       "SELECT note_path, chunk_id FROM chunks WHERE note_path > ?1 ORDER BY note_path, chunk_id LIMIT ?2"},
      {select_note_, select + "WHERE note_path = ?1 ORDER BY chunk_index"},
      {count_note_, "SELECT COUNT(*) FROM chunks WHERE note_path = ?1"},
      {select_last_row_, "SELECT max(rowid) FROM chunks"},
      {select_language_, is_earlier ? "SELECT '', 0 WHERE 0 AND ?1"
                                    : "SELECT language, rowid FROM chunks WHERE rowid >= ?1 ORDER BY rowid LIMIT 1"},
  });
}

status lexical_reader::warm_up() {
  return languages().map([](const language_counts&) {});
}

result<std::vector<lexical_match>> lexical_reader::search(const lexical_query& query) {
  result<std::vector<lexical_match>> matches;
  // The sizes, the folder and the matches are to be of one moment.
  auto done = sqlite::in_read_transaction(db_, [&]() -> status {
    matches = rank(query);
    if (!matches && matches.error().code == errc::not_found) matches = rank_anew(query);
    return matches.map([](const auto&) {});
  });
  // The terms are all that can make these statements fail in a way that is not the file's fault.
  if (!done && done.error().code == errc::internal) {
    return fail(errc::invalid_argument, "the search expression is not valid: " + done.error().message);
  }
  RETURN_IF_ERROR(done);
  return matches;
}

result<std::vector<lexical_match>> lexical_reader::rank(const lexical_query& query) {
  const auto table = ranking_->refreshed_table();
  RETURN_IF_ERROR(table);
  searched_ = (*table)->generation();
  RETURN_IF_ERROR(refresh_languages(**table));
  auto marked = query;
  mark_each(marked.terms.required, mark_);
  mark_each(marked.terms.wanted, mark_);
  mark_phrase(marked.terms.unfinished, mark_);
  for (auto& group : marked.conditions)
    for (auto& each : group.any_of)
      if (each.what == note_condition::kind::words) mark_phrase(each.value, mark_);
  const auto only = marks_of(marked, **table);
  RETURN_IF_ERROR(only);
  std::vector<lexical_match> matches;
  if (!query.terms.empty()) {
    auto ranked = ranking_->best(marked, *only);
    if (!ranked || !query.with_the_rest) return ranked;
    matches = *std::move(ranked);
  }
  if (is_filtered_) append_first_passages(query, **table, **only, matches);
  return matches;
}

// Nothing tells these apart by rank.
void lexical_reader::append_first_passages(const lexical_query& query, const passage_table& table,
                                           const passage_marks& admitted, std::vector<lexical_match>& found) const {
  const auto limit = static_cast<std::size_t>(std::max(query.limit, 0));
  const double score = query.terms.empty() ? 1.0 : score_of_the_rest;
  std::unordered_set<std::int64_t> known;
  for (const auto& match : found) known.insert(match.rowid);
  for (const auto rowid : filter_.first_passages()) {
    if (found.size() >= limit) break;
    const auto slot = table.find(rowid);
    if (slot && admitted[*slot] && !known.contains(rowid)) found.push_back({rowid, score});
  }
}

status lexical_reader::refresh_languages(const passage_table& table) {
  if (mark_is_of_ == table.generation()) return {};
  std::vector<std::string> languages;
  RETURN_IF_ERROR(select_languages_.for_each([&](const sqlite::row& r) { languages.emplace_back(r.text(0)); }));
  mark_ = language_mark(join(text::stemmed_languages(languages), ","));
  mark_is_of_ = table.generation();
  return {};
}

// Only a file that somebody else wrote to has a passage that came later and stands before others.
result<std::vector<lexical_match>> lexical_reader::rank_anew(const lexical_query& query) {
  auto matches = ranking_->reload_table().and_then([&] { return rank(query); });
  if (!matches && matches.error().code == errc::not_found) return fail(errc::corrupt, matches.error().message);
  return matches;
}

result<const passage_marks*> lexical_reader::marks_of(const lexical_query& query, const passage_table& table) {
  is_filtered_ = !query.conditions.empty();
  const auto below = marks_of_folder(query.folder, table);
  if (!below || !is_filtered_) return below;
  RETURN_IF_ERROR(filter_.apply(query.conditions, table));
  if (*below == nullptr) return &filter_.marks();
  in_both_ = **below;
  for (std::size_t slot = 0; slot < in_both_.size(); ++slot)
    if (!filter_.marks()[slot]) in_both_[slot] = false;
  return &in_both_;
}

result<const passage_marks*> lexical_reader::marks_of_folder(std::string folder, const passage_table& table) {
  while (folder.ends_with('/')) folder.pop_back();
  if (folder.empty()) return nullptr;
  folder_passages fresh{std::move(folder), table.generation(), {}};
  if (fresh.folder != folder_.folder || fresh.generation != folder_.generation) {
    fresh.marks.resize(table.size());
    const auto mark = [&](const sqlite::row& r) {
      if (const auto slot = table.find(r.integer(0))) fresh.marks[*slot] = true;
    };
    if (auto read = select_folder_.for_each(mark, fresh.folder); !read) return fail(std::move(read).error());
    folder_ = std::move(fresh);
  }
  return &folder_.marks;
}

status lexical_reader::at_one_moment(const std::function<status()>& questions) {
  return sqlite::in_read_transaction(db_, questions);
}

result<bool> lexical_reader::is_as_searched() {
  return ranking_->refreshed_table().map([&](const passage_table* table) { return searched_ == table->generation(); });
}

result<std::vector<std::string>> lexical_reader::words_near(std::string_view typed, near_words::slips taken) {
  result<std::vector<std::string>> words;
  const auto done = sqlite::in_read_transaction(db_, [&]() -> status {
    words = near_words_.find(typed, taken);
    return words.map([](const auto&) {});
  });
  RETURN_IF_ERROR(done);
  return words;
}

result<std::vector<std::pair<std::int64_t, chunk>>> lexical_reader::fetch(std::span<const std::int64_t> rowids) {
  std::vector<std::pair<std::int64_t, chunk>> found;
  found.reserve(rowids.size());
  const auto add = [&](const sqlite::row& r) { found.emplace_back(r.integer(0), read_chunk(r)); };
  for (const auto rowid : rowids) {
    RETURN_IF_ERROR(select_row_.for_each(add, rowid));
  }
  return found;
}

result<std::vector<chunk_key>> lexical_reader::keys_of(std::span<const std::int64_t> rowids) {
  std::vector<chunk_key> keys(rowids.size());
  for (std::size_t i = 0; i < rowids.size(); ++i) {
    const auto read = [&](const sqlite::row& r) { keys[i] = {std::string{r.text(0)}, std::string{r.text(1)}}; };
    RETURN_IF_ERROR(select_path_.for_each(read, rowids[i]));
  }
  return keys;
}

result<lexical_reader::place> lexical_reader::place_of(std::string_view chunk_id) {
  place found;
  const auto read = [&](const sqlite::row& r) { found = {r.integer(0), std::string{r.text(1)}}; };
  return select_place_.for_each(read, chunk_id).map([&] { return std::move(found); });
}

result<std::optional<chunk>> lexical_reader::find(std::string_view chunk_id) {
  return select_id_.first(read_chunk, chunk_id);
}

result<chunk_page> lexical_reader::chunk_keys(std::string_view behind_note, std::size_t enough) {
  return read_chunk_page(select_keys_, behind_note, enough);
}

result<std::vector<chunk>> lexical_reader::chunks_of(std::string_view note_path) {
  std::vector<chunk> chunks;
  const auto add = [&](const sqlite::row& r) { chunks.push_back(read_chunk(r)); };
  return select_note_.for_each(add, note_path).map([&] { return std::move(chunks); });
}

result<std::size_t> lexical_reader::count_chunks_of(std::string_view note_path) {
  std::size_t count = 0;
  const auto read = [&](const sqlite::row& r) { count = static_cast<std::size_t>(r.integer(0)); };
  return count_note_.for_each(read, note_path).map([&] { return count; });
}

result<lexical_reader::language_counts> lexical_reader::sample_languages(std::size_t passages) {
  language_counts found;
  std::int64_t last = 0;
  RETURN_IF_ERROR(select_last_row_.for_each([&](const sqlite::row& r) { last = r.integer(0); }));
  const auto step = std::max<std::int64_t>(1, last / static_cast<std::int64_t>(std::max<std::size_t>(passages, 1)));
  for (std::int64_t row = 1; row <= last; row += step) {
    const auto count = [&](const sqlite::row& r) {
      ++found[std::string{r.text(0)}];
      row = r.integer(1);  // behind a gap
    };
    RETURN_IF_ERROR(select_language_.for_each(count, row));
  }
  return found;
}

result<lexical_reader::language_counts> lexical_reader::languages() {
  constexpr std::size_t sampled_passages = 200;
  constexpr std::chrono::minutes sample_holds{1};
  const auto looked = sqlite::in_read_transaction(db_, [&]() -> status {
    const auto table = ranking_->refreshed_table();
    RETURN_IF_ERROR(table);
    if (languages_are_of_ == (*table)->generation()) return {};
    // Of many passages, a few that are written change nothing, and so many rows may have to be read from the disk.
    const auto now = std::chrono::steady_clock::now();
    if (are_many_sampled_ && now - sampled_at_ < sample_holds) return {};
    auto sampled = sample_languages(sampled_passages);
    RETURN_IF_ERROR(sampled);
    languages_ = *std::move(sampled);
    languages_are_of_ = (*table)->generation();
    are_many_sampled_ = counted(languages_) * 2 >= sampled_passages;
    sampled_at_ = now;
    return {};
  });
  return looked.map([&] { return languages_; });
}

bool lexical_reader::stale() const {
  return sqlite::identify(db_.file()) != identity_;
}

}  // namespace secondbrain::stores
