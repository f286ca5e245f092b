// The log of answered questions: its lines, and what they add up to (contract: stores §8, http_api §9).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "messages/answer.hpp"

namespace secondbrain {

/// One question that was answered.
struct query_record {
  std::string query;
  std::string conversation_id;
  retrieval_label label = retrieval_label::pass;
  std::vector<std::string> citation_ids;  // chunk ids
  double latency_ms = 0;                  // until the turn was stored
};

struct query_statistics {
  std::int64_t total_queries = 0;  // among the latest 10,000 lines
  std::map<std::string, std::int64_t> label_counts;
  double avg_latency_ms = 0;
  double avg_citations = 0;
};

}  // namespace secondbrain
