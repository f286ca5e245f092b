// Asking the index for notes, and the ranked answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

enum class search_mode : std::uint8_t { lexical, hybrid };

/// How a passage got its rank. Absent: that list did not contain it.
struct score_parts {
  std::optional<int> lexical_rank;  // 1-based
  std::optional<double> bm25;       // larger is better
  std::optional<int> vector_rank;   // 1-based
  std::optional<double> cosine;     // -1…1
  double fused = 0;                 // reciprocal rank fusion; the BM25 when there are words only
};

/// A piece of a note that answers the query.
struct passage {
  std::string chunk_id;
  std::vector<std::string> heading_path;
  int line = 1;                                 // first line of the passage in the file, from 1
  std::string snippet;                          // plain UTF-8 text, at most about 240 code points
  std::vector<std::pair<int, int>> highlights;  // [begin, end) in code points of `snippet`
  score_parts score;
};

struct note_hit {
  std::string note_path;
  std::string note_title;
  std::string note_folder;
  std::optional<std::string> note_date;
  double score = 0;               // larger is better
  std::vector<passage> passages;  // best first, at least one
};

struct search_answer {
  search_mode mode = search_mode::lexical;
  std::vector<note_hit> hits;
  int total = 0;                   // notes found before offset and limit (capped at the candidate limit)
  std::vector<std::string> terms;  // the words that were searched for
  std::string note;                // a sentence when something is off (index still building, vectors behind)
};

struct search_notes {
  using reply = search_answer;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string query;
  int limit = 20;
  int offset = 0;
  std::string folder;  // first path component or any folder prefix; empty: everywhere
};

/// A note that goes with a text (contract: http_api §7).
struct note_connection {
  std::string note_path;
  std::string note_title;
  std::string snippet;  // the first 150 code points of its best passage, trimmed
  double score = 0;     // reciprocal rank fusion of its best passage
};

/// The notes that go best with a text, one entry a note, best first. An index that is not there yet has none.
struct find_connections {
  using reply = std::vector<note_connection>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::string text;
  int limit = 5;
};

using search_api = api<search_notes, find_connections>;

}  // namespace secondbrain
