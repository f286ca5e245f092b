// What the log of answered questions adds up to (contract: stores §8, http_api §9).
#pragma once

#include <cstdint>

namespace secondbrain {

struct query_statistics {
  std::int64_t total_queries = 0;  // among the latest 10,000 lines
  double avg_latency_ms = 0;
};

}  // namespace secondbrain
