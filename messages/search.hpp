// Asking the index for notes, and the ranked answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/links.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class search_mode : std::uint8_t { lexical, hybrid };

constexpr auto names_of(search_mode) {
  using enum search_mode;
  return named_values<search_mode>({{lexical, "lexical"}, {hybrid, "hybrid"}});
}

/// What of a note is exactly what was typed, which puts it before all others.
enum class exact_match : std::uint8_t { file_name, alias, title, tag, heading };

constexpr auto names_of(exact_match) {
  using enum exact_match;
  return named_values<exact_match>(
      {{file_name, "file_name"}, {alias, "alias"}, {title, "title"}, {tag, "tag"}, {heading, "heading"}});
}

/// How a passage got its rank. Absent: that list did not contain it.
struct score_parts {
  std::optional<int> lexical_rank;       // 1-based
  std::optional<double> bm25;            // larger is better
  std::optional<int> vector_rank;        // 1-based
  std::optional<double> cosine;          // -1…1
  double fused = 0;                      // reciprocal rank fusion; the BM25 when there are words only
  std::optional<bool> approximate = {};  // true: the cosine is one of a first approximation
};

constexpr auto fields_of(const score_parts*) {
  return record<score_parts>(field_list{
      field("lexical_rank", &score_parts::lexical_rank),
      field("bm25", &score_parts::bm25),
      field("vector_rank", &score_parts::vector_rank),
      field("cosine", &score_parts::cosine),
      field("fused", &score_parts::fused),
      field(
          "approximate", &score_parts::approximate,
          "true: the model has many notes still to read, and the cosine is one of a first approximation; else left out",
          {.empty = when_empty::left_out}),
  });
}

/// A piece of a note that answers the query.
struct passage {
  std::string chunk_id;
  std::vector<std::string> heading_path;
  int line = 1;                                 // first line of the passage in the file, from 1
  std::string snippet;                          // plain UTF-8 text, at most about 240 code points
  std::vector<std::pair<int, int>> highlights;  // [begin, end) in code points of `snippet`
  score_parts score;
  std::string language = {};  // of the note, ISO 639-1; empty: not known
};

constexpr auto fields_of(const passage*) {
  return record<passage>(field_list{
      field("chunk_id", &passage::chunk_id),
      field("heading_path", &passage::heading_path),
      field("line", &passage::line, "First line of the passage in the file", {.least = 1}),
      field("snippet", &passage::snippet),
      field("highlights", &passage::highlights, "[begin, end) in code points of the snippet", {.least = 0}),
      field("language", &passage::language, "Of the note (ISO 639-1), empty when it is not known"),
      field("score", &passage::score, "Only with `explain`", {.empty = when_empty::left_out}),
  });
}

struct note_hit {
  std::string note_path;
  std::string note_title;
  std::string note_folder;
  std::optional<std::string> note_date;
  double score = 0;               // larger is better
  std::vector<passage> passages;  // best first, at least one
  std::optional<exact_match> exact = {};
};

constexpr auto fields_of(const note_hit*) {
  return record<note_hit>(field_list{
      field("note_path", &note_hit::note_path),
      field("note_title", &note_hit::note_title),
      field("folder", &note_hit::note_folder),
      field("date", &note_hit::note_date),
      field("score", &note_hit::score),
      field("exact", &note_hit::exact,
            "What of the note is exactly what was typed, which puts it before others; else left out",
            {.empty = when_empty::left_out}),
      field("passages", &note_hit::passages),
  });
}

/// A word that no note has, and those that are searched for instead.
struct corrected_word {
  std::string typed;
  std::vector<std::string> words;  // the likeliest first
};

constexpr auto fields_of(const corrected_word*) {
  return record<corrected_word>(field_list{
      field("typed", &corrected_word::typed),
      field("words", &corrected_word::words, "The likeliest first"),
  });
}

struct search_answer {
  search_mode mode = search_mode::lexical;
  std::vector<note_hit> hits;
  int total = 0;                   // notes found before offset and limit (capped at the candidate limit)
  int with_words = 0;              // of these, those that have words of the query; the others are near in meaning
  std::vector<std::string> terms;  // the words that were searched for
  std::string note;                // a sentence when something is off (index still building, vectors behind)
  std::vector<corrected_word> corrected = {};
  std::string missing = {};  // sentences on words and phrases that no note has
};

constexpr auto fields_of(const search_answer*) {
  return record<search_answer>(field_list{
      field("mode", &search_answer::mode),
      field("total", &search_answer::total),
      field("with_words", &search_answer::with_words,
            "Of these, notes that have words of the query; the others are near in meaning, or let through by a filter"),
      field("terms", &search_answer::terms, "The words that were searched for"),
      field("corrected", &search_answer::corrected, "Words that no note has, and what was searched for instead"),
      field("missing", &search_answer::missing, "Sentences on words and phrases that no note has, else empty"),
      field("note", &search_answer::note, "A sentence when something is off, else empty"),
      field("results", &search_answer::hits, "Best first"),
  });
}

struct search_notes {
  using reply = search_answer;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string query;
  int limit = 20;
  int offset = 0;
  std::string folder;    // first path component or any folder prefix; empty: everywhere
  bool is_text = false;  // no query but a text, in which nothing is a filter or a sign
};

constexpr auto fields_of(const search_notes*) {
  return record<search_notes>(field_list{
      field("q", &search_notes::query,
            "Words; \"quoted\" for a phrase; tag: path: folder: file: prop:name=value date:2026-05..2026-06 has:task; "
            "-word, OR",
            {.least = 1, .most = 8000}),
      field("limit", &search_notes::limit, "", {.least = 1, .most = 100, .presence = in_requests::optional}),
      field("offset", &search_notes::offset, "", {.least = 0, .most = 10'000, .presence = in_requests::optional}),
      field("folder", &search_notes::folder, "Only notes below this folder",
            {.most = 1000, .presence = in_requests::optional}),
      internal(&search_notes::is_text),
  });
}

/// A note that goes with a text (contract: http_api §7).
struct note_connection {
  std::string note_path;
  std::string note_title;
  std::string snippet;  // the first 150 code points of its best passage, trimmed
  double score = 0;     // reciprocal rank fusion of its best passage
};

constexpr auto fields_of(const note_connection*) {
  return record<note_connection>(field_list{
      field("note_path", &note_connection::note_path),
      field("note_title", &note_connection::note_title),
      field("snippet", &note_connection::snippet, "What the note is about, or the passage"),
      field("score", &note_connection::score, "", {.decimals = 4}),
  });
}

/// The notes that go best with a text, one entry a note, best first. An index that is not there yet has none.
struct find_connections {
  using reply = std::vector<note_connection>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string text;
  int limit = 5;
};

using search_api = api<search_notes, find_connections, list_links, resolve_names>;

}  // namespace secondbrain
