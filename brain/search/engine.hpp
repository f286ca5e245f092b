// Answers a search: finds passages by their words and, with an embedder, by their meaning, and gathers them by note.
//
// Owned by one thread, which looks the words up while the model and the vectors are asked (semantic_search). All that
// an answer says of the index is of one moment, also while notes are saved. Opens the index on first use, and again
// when its file was replaced or reading it failed. An index that does not exist yet is an empty answer that says so;
// when vectors are missing or of another model, or the embedder fails, the answer is by words alone and says so. Fails
// with what lexical_reader fails with, and with unavailable where the folder of the index was taken away before the
// index was opened; what is open is searched on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/search/candidates.hpp"
#include "brain/search/note_ranking.hpp"
#include "brain/search/query.hpp"
#include "brain/search/semantic_search.hpp"
#include "brain/search/shown_notes.hpp"
#include "brain/search/unknown_words.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// A passage as a whole, for those who read it and not only about it. Its fused score is the reciprocal rank fusion,
/// also when it was found by words alone.
struct retrieved_passage {
  chunk piece;
  score_parts score;
};

struct retrieval {
  std::vector<retrieved_passage> passages;  // best first
  std::string note;                         // a sentence when something is off; empty otherwise
  std::string missing = {};                 // sentences on what of the question no note has; empty: nothing
  bool by_meaning_alone = false;            // no note has any of its words
};

class search_engine {
 public:
  /// `in_place` tells whether the folder of the index still is the one that the service took; empty: it is.
  explicit search_engine(std::filesystem::path lexical_file, std::optional<semantic_source> semantic = std::nullopt,
                         std::function<status()> in_place = {});

  /// Opens the index, so that it is searched on when its folder is taken away. not_found: nothing is indexed.
  status open() { return open_reader(); }

  /// Reads what every search needs, so that the first one does not wait for it. not_found: nothing is indexed.
  status warm_up();

  result<search_answer> search(const search_notes& request);

  /// The best passages, whichever notes they are from (contract: retrieval §2). Where the question quotes something,
  /// those that have it.
  result<retrieval> retrieve(const std::string& query, int top_k);

  /// The notes of the best passages (contract: http_api §7).
  result<std::vector<note_connection>> connect(const find_connections& request);

 private:
  status open_reader();
  result<std::vector<std::string>> note_languages();
  result<retrieval> retrieve(const std::string& text, int top_k, quoting marks);
  result<retrieval> retrieve_from_index(const std::string& text, int top_k, quoting marks);
  result<search_answer> search_index(const search_notes& request);
  /// How words and meaning become one list. Answers go by ranks, as their contract wants it.
  enum class merging : std::uint8_t { ranks, scores };

  /// What was found by its words.
  struct word_matches {
    parsed_query query;                     // with what was looked for instead of slips
    std::vector<corrected_word> corrected;  // those
    matched_passages passages;
    std::vector<std::optional<double>> cosines;  // of the first of these, where words are weighed against meaning
    missing_words missing;
  };

  /// All that was found, best first, with what is to be said of it.
  struct findings {
    parsed_query query;
    search_answer about;
    std::vector<candidate> candidates;
    missing_words missing = {};
  };
  using findings_sink = std::function<status(findings&)>;

  inquiry ask_for_meaning(const search_notes& request, const parsed_query& query, merging how);
  result<word_matches> match(const parsed_query& query, const std::string& folder, merging how, bool by_meaning);
  result<nearness> compare_and_await(inquiry thinking, result<word_matches>& words, merging how);
  status compare(word_matches& words, std::span<const float> question, merging how);
  /// Hands what was found to `use`, which sees the same index.
  status find(const search_notes& request, const parsed_query& query, merging how, const findings_sink& use);
  result<findings> gather(const search_notes& request, word_matches words, std::optional<result<nearness>> near,
                          merging how);
  result<std::vector<candidate>> merge(const search_notes& request, nearness near, word_matches& words, merging how);
  status show(const search_notes& request, findings& found, search_answer& answer);
  status load_pieces(const std::vector<candidate*>& wanted);

  std::filesystem::path lexical_file_;
  semantic_search semantic_;
  std::function<status()> in_place_;
  std::optional<stores::lexical_reader> reader_;
};

}  // namespace secondbrain::search
