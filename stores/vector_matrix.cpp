#include "stores/vector_matrix.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace secondbrain::stores {

namespace {

// GCC's and Clang's vector extension: SSE on x86-64, NEON on ARM, nothing that some processor of either lacks. Several
// accumulators keep the additions from waiting for one another; from there on it is memory that sets the pace.
using lanes = float __attribute__((vector_size(16)));
constexpr std::size_t width = sizeof(lanes) / sizeof(float);
constexpr std::size_t accumulators = 4;
constexpr std::size_t stride = width * accumulators;

lanes load(const float* from) {
  lanes loaded;
  std::memcpy(&loaded, from, sizeof loaded);
  return loaded;
}

float dot(const float* a, const float* b, std::size_t length) {
  lanes sums[accumulators] = {};
  std::size_t i = 0;
  for (; i + stride <= length; i += stride) {
    for (std::size_t part = 0; part < accumulators; ++part) {
      sums[part] += load(a + i + part * width) * load(b + i + part * width);
    }
  }
  const lanes total = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  float sum = (total[0] + total[1]) + (total[2] + total[3]);
  for (; i < length; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

vector_matrix::vector_matrix(model_tag model, std::vector<std::string> chunk_ids, std::vector<float> values)
    : model_(std::move(model)), chunk_ids_(std::move(chunk_ids)), values_(std::move(values)) {}

result<std::vector<similar_chunk>> vector_matrix::nearest(std::span<const float> question, int limit,
                                                          double minimum) const {
  const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
  if (size() == 0 || wanted == 0) return std::vector<similar_chunk>{};
  const auto dimensions = static_cast<std::size_t>(model_.dimensions);
  if (question.size() != dimensions) {
    return fail(errc::invalid_argument, "the question has " + std::to_string(question.size()) +
                                            " dimensions, the stored vectors have " + std::to_string(dimensions));
  }
  struct candidate {
    float cosine;
    std::size_t row;
  };
  const auto better = [this](const candidate& a, const candidate& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : chunk_ids_[a.row] < chunk_ids_[b.row];
  };
  std::vector<candidate> best;  // a heap with the worst of them in front
  best.reserve(std::min(wanted, size()) + 1);
  for (std::size_t row = 0; row < size(); ++row) {
    const candidate found{dot(values_.data() + row * dimensions, question.data(), dimensions), row};
    if (best.size() == wanted && !better(found, best.front())) continue;
    best.push_back(found);
    std::push_heap(best.begin(), best.end(), better);
    if (best.size() <= wanted) continue;
    std::pop_heap(best.begin(), best.end(), better);
    best.pop_back();
  }
  std::sort_heap(best.begin(), best.end(), better);
  std::vector<similar_chunk> nearest;
  for (const auto& [cosine, row] : best) {
    if (cosine >= minimum) nearest.push_back({chunk_ids_[row], cosine});
  }
  return nearest;
}

}  // namespace secondbrain::stores
