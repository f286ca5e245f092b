// Notes, links and tags that go with a note, from what was extracted of all of them (contract: retrieval §9).
//
// Pure but for the functions handed in; thread-safe when they are. Passes their errors on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/metadata.hpp"
#include "messages/search.hpp"
#include "messages/suggestions.hpp"

namespace secondbrain::answers {

struct similar_passage {
  std::string note_path;
  double similarity = 0;  // 0-1
};

struct suggestion_sources {
  std::function<result<note_metadata>(const std::string& note_path)> metadata;  // errc::not_found: nothing extracted
  std::function<result<std::vector<note_metadata>>()> all_metadata;
  std::function<result<std::vector<similar_passage>>(const std::string& text)> nearest;  // the 50 nearest passages
  // The notes that links of these names would lead to; nothing where there is none.
  std::function<result<std::vector<std::optional<std::string>>>(const std::vector<std::string>& names)> named;
};

/// errc::not_found when nothing was extracted from the note yet.
result<note_suggestions> suggest(const std::string& note_path, const suggestion_sources& sources, const clock& time);

/// A search's passages by similarity: their cosine, without those below zero; or, when the search was by words alone,
/// the note's score as a share of the best one's.
std::vector<similar_passage> similar_passages(const search_answer& found);

}  // namespace secondbrain::answers
