// Vectors to search among, and the search that compares with all of them: what the quick one must agree with.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "messages/vectors.hpp"
#include "stores/vectors/dot_product.hpp"

namespace secondbrain::stores {

inline std::vector<float> to_unit(std::vector<float> values) {
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  for (auto& value : values) value /= static_cast<float>(std::sqrt(squares));
  return values;
}

inline std::vector<float> random_unit(std::mt19937& random, std::size_t dimensions) {
  std::normal_distribution<float> normal;
  std::vector<float> values(dimensions);
  for (auto& value : values) value = normal(random);
  return to_unit(std::move(values));
}

/// Close to `centre`: the smaller the spread, the closer.
inline std::vector<float> near(const std::vector<float>& centre, float spread, std::mt19937& random) {
  auto values = random_unit(random, centre.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = centre[i] + spread * values[i];
  return to_unit(std::move(values));
}

/// The text of a chunk is its id, and so is the hash of the text.
inline write_vectors as_note(const std::string& path, const std::vector<std::string>& ids,
                             const std::vector<std::vector<float>>& vectors) {
  write_vectors request{{"m", static_cast<int>(vectors.front().size())}, {}, {}};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    request.vectors.push_back({ids[i], vectors[i]});
    request.links.push_back({ids[i], path, ids[i]});
  }
  return request;
}

inline std::vector<similar_chunk> nearest_of_all(const std::vector<std::string>& ids,
                                                 const std::vector<std::vector<float>>& vectors,
                                                 std::span<const float> question, std::size_t limit) {
  std::vector<similar_chunk> all;
  for (std::size_t i = 0; i < ids.size(); ++i) all.push_back({ids[i], dot_product(vectors[i], question)});
  std::sort(all.begin(), all.end(), [](const similar_chunk& a, const similar_chunk& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.chunk_id < b.chunk_id;
  });
  all.resize(std::min(limit, all.size()));
  return all;
}

inline std::vector<std::string> ids_of(const std::vector<similar_chunk>& found) {
  std::vector<std::string> ids;
  for (const auto& chunk : found) ids.push_back(chunk.chunk_id);
  return ids;
}

}  // namespace secondbrain::stores
