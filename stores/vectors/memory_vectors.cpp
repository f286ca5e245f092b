#include "stores/vectors/memory_vectors.hpp"

#include <algorithm>
#include <mutex>
#include <tuple>

#include "stores/vectors/model_words.hpp"

namespace secondbrain::stores {

bool memory_vectors::holds(std::string_view chunk_id) const {
  const std::shared_lock guard{mutex_};
  return rows_.contains(chunk_id);
}

void memory_vectors::add(const std::string& chunk_id, std::span<const float> vector) {
  const auto code = quantise(vector);
  const std::unique_lock guard{mutex_};
  if (rows_.contains(chunk_id)) return;
  const auto row = ids_.size();
  const auto at = row % code_segment::capacity;
  if (at == 0) segments_.push_back(std::make_shared<code_segment>(code.codes.size()));
  segments_.back()->put(at, {static_cast<std::int64_t>(row), code.scale, code.error}, code.codes);
  ids_.push_back(chunk_id);
  rows_.emplace(ids_.back(), static_cast<std::uint32_t>(row));
}

vectors_at_hand memory_vectors::at_hand() const {
  const std::shared_lock guard{mutex_};
  return {model_, ids_.size(), {}};
}

status memory_vectors::check(std::span<const float> question) const {
  if (question.size() == static_cast<std::size_t>(model_.dimensions)) return {};
  return question_of_another_length(question.size(), model_);
}

double memory_vectors::cosine(std::size_t row, std::span<const float> question) const {
  const auto& segment = *segments_[row / code_segment::capacity];
  const auto at = row % code_segment::capacity;
  const auto codes = segment.codes(at);
  float sum = 0;
  for (std::size_t column = 0; column < question.size(); ++column)
    sum += question[column] * static_cast<float>(codes[column]);
  return double{sum} * segment.at(at).scale;
}

/// The codes of one moment are looked through without the lock; twice as many as are wanted, as their bounds are not
/// quite in the order of the cosines.
result<std::vector<similar_chunk>> memory_vectors::nearest(std::span<const float> question, int limit, double minimum) {
  RETURN_IF_ERROR(check(question));
  const auto wanted = static_cast<std::size_t>(std::max(limit, 0));
  std::vector<segment_view> views;
  {
    const std::shared_lock guard{mutex_};
    for (std::size_t first = 0; first < ids_.size(); first += code_segment::capacity) {
      const auto rows = std::min(ids_.size() - first, code_segment::capacity);
      views.push_back({segments_[first / code_segment::capacity], rows, rows});
    }
  }
  const auto likely = vector_codes{model_, std::move(views)}.nearest(quantised_question{question}, 2 * wanted);
  std::vector<similar_chunk> found;
  {
    const std::shared_lock guard{mutex_};
    for (const auto& each : likely) {
      const auto row = static_cast<std::size_t>(each.row);
      if (const auto near = cosine(row, question); near >= minimum) found.push_back({ids_[row], near});
    }
  }
  std::sort(found.begin(), found.end(), [](const similar_chunk& one, const similar_chunk& other) {
    return std::tie(other.cosine, one.chunk_id) < std::tie(one.cosine, other.chunk_id);
  });
  found.resize(std::min(found.size(), wanted));
  return found;
}

result<std::vector<std::optional<double>>> memory_vectors::cosines(std::span<const float> question,
                                                                   std::span<const std::string> chunk_ids) {
  RETURN_IF_ERROR(check(question));
  std::vector<std::optional<double>> found(chunk_ids.size());
  const std::shared_lock guard{mutex_};
  for (std::size_t at = 0; at < chunk_ids.size(); ++at)
    if (const auto known = rows_.find(chunk_ids[at]); known != rows_.end()) found[at] = cosine(known->second, question);
  return found;
}

std::size_t memory_vectors::bytes() const {
  constexpr std::size_t of_an_id = 96;  // its text, and where that is found
  const std::shared_lock guard{mutex_};
  std::size_t bytes = ids_.size() * of_an_id;
  for (const auto& each : segments_) bytes += each->bytes();
  return bytes;
}

}  // namespace secondbrain::stores
