// A passage of the notes on its way into an answer.
#pragma once

#include <optional>

#include "messages/indexed_note.hpp"

namespace secondbrain::answers {

struct ranked_passage {
  chunk piece;
  std::optional<double> similarity;  // cosine; nothing: found by words only
  double score = 0;                  // 0-10: how well it answers, see reranker.hpp
};

}  // namespace secondbrain::answers
