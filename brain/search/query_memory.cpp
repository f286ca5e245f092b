#include "brain/search/query_memory.hpp"

namespace secondbrain::search {

std::optional<std::vector<float>> query_memory::recall(std::string_view query) {
  const std::lock_guard guard{mutex_};
  const auto found = at_.find(query);
  if (found == at_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->second;
}

void query_memory::remember(std::string_view query, const std::vector<float>& vector) {
  const std::lock_guard guard{mutex_};
  if (at_.contains(query)) return;
  entries_.emplace_front(query, vector);
  at_.emplace(entries_.front().first, entries_.begin());
  if (entries_.size() <= capacity_) return;
  at_.erase(entries_.back().first);
  entries_.pop_back();
}

result<std::vector<float>> remembering_embedder::embed_query(std::string_view query) {
  auto key = model_->model().name;
  key.append(1, '\n').append(query);
  if (auto known = memory_->recall(key)) return *std::move(known);
  auto vector = model_->embed_query(query);
  if (vector) memory_->remember(key, *vector);
  if (standing_) standing_->tell(vector);
  return vector;
}

}  // namespace secondbrain::search
