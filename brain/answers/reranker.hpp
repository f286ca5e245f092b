// Lets a model judge how well each passage answers the question, and keeps the best (contract: retrieval §3).
//
// Thread-safe; blocks for as long as the model does. Whatever goes wrong with the model, there is a ranking: by
// similarity, with a sentence that says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brain/answers/ranked_passage.hpp"
#include "brain/llm/chat.hpp"
#include "messages/answer.hpp"

namespace secondbrain::answers {

struct ranking {
  std::vector<ranked_passage> passages;  // best first
  retrieval_label label = retrieval_label::no_results;
  std::string note;  // a sentence when the model did not judge; empty otherwise
};

/// `model` may be null: then the order is by similarity and nothing is noted. No passages: no call.
ranking rerank(llm::language_model* model, std::string_view query, std::vector<ranked_passage> passages, int top_n,
               const llm::call_limits& limits, const std::optional<std::string>& conversation_id);

llm::chat_request rerank_request(std::string_view query, const std::vector<ranked_passage>& passages);

/// One score for each passage, 0-10; nothing when the reply does not hold that many.
///
/// First a JSON array of exactly `count` numbers is looked for. Failing that, the first `count` numbers of the text
/// count, but neither the numbers of a list (`1. 7.5`, `[2] 8`, `Chunk 3: 9`) nor what a score is out of (`7/10`).
std::optional<std::vector<double>> parse_scores(std::string_view reply, std::size_t count);

}  // namespace secondbrain::answers
