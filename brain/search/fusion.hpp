// Reciprocal rank fusion of the words' and the meaning's ranking (contract: retrieval §2).
//
// Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods",
// SIGIR 2009. Pure and thread-safe; nothing fails. Ranks count from 1.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace secondbrain::search {

inline constexpr int vector_candidates = 30;
inline constexpr int lexical_candidates = 50;
inline constexpr int fusion_constant = 60;
inline constexpr double minimum_cosine = 0.3;  // inclusive, applied to the nearest `vector_candidates`

struct fused_chunk {
  std::string chunk_id;
  std::optional<int> vector_rank;
  std::optional<int> lexical_rank;
  double score = 0;  // Σ 1 / (fusion_constant + rank)
};

/// Every chunk of the two rankings, best first. Of equals the one with the better vector rank comes first, then the
/// better lexical rank, then the smaller id; no rank is worse than any.
std::vector<fused_chunk> fuse(const std::vector<std::string>& vector_ids, const std::vector<std::string>& lexical_ids);

}  // namespace secondbrain::search
