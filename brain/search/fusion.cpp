#include "brain/search/fusion.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <unordered_map>

namespace secondbrain::search {
namespace {

int rank_or_last(const std::optional<int>& rank) {
  return rank.value_or(std::numeric_limits<int>::max());
}

auto order_of(const fused_chunk& chunk) {
  return std::make_tuple(-chunk.score, rank_or_last(chunk.vector_rank), rank_or_last(chunk.lexical_rank),
                         std::string_view{chunk.chunk_id});
}

}  // namespace

std::vector<fused_chunk> fuse(const std::vector<std::string>& vector_ids, const std::vector<std::string>& lexical_ids) {
  std::unordered_map<std::string, fused_chunk> by_id;
  const auto add = [&](const std::vector<std::string>& ids, std::optional<int> fused_chunk::*rank) {
    for (std::size_t at = 0; at < ids.size(); ++at) {
      auto& chunk = by_id[ids[at]];
      if (chunk.*rank) continue;
      chunk.*rank = static_cast<int>(at) + 1;
      chunk.score += 1.0 / (fusion_constant + *(chunk.*rank));
    }
  };
  add(vector_ids, &fused_chunk::vector_rank);
  add(lexical_ids, &fused_chunk::lexical_rank);

  std::vector<fused_chunk> fused;
  fused.reserve(by_id.size());
  for (auto& [id, chunk] : by_id) {
    chunk.chunk_id = id;
    fused.push_back(std::move(chunk));
  }
  std::sort(fused.begin(), fused.end(),
            [](const fused_chunk& a, const fused_chunk& b) { return order_of(a) < order_of(b); });
  return fused;
}

}  // namespace secondbrain::search
