// Remembers the vectors of the last queries, so that the next page of an answer, or the same question from another
// worker, does not ask the model again.
//
// query_memory: any thread, shared by all embedders, which remember under the names of their models.
// remembering_embedder: one thread, as every embedder.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "brain/llm/embedder.hpp"
#include "brain/search/query_standing.hpp"

namespace secondbrain::search {

class query_memory {
 public:
  explicit query_memory(std::size_t capacity = 256) : capacity_{capacity} {}

  std::optional<std::vector<float>> recall(std::string_view query);

  /// Forgets the query that was not recalled for the longest time when there are too many.
  void remember(std::string_view query, const std::vector<float>& vector);

 private:
  using entry = std::pair<std::string, std::vector<float>>;

  std::mutex mutex_;
  std::size_t capacity_;
  std::list<entry> entries_;                                             // the last recalled first
  std::unordered_map<std::string_view, std::list<entry>::iterator> at_;  // keys lie in the entries
};

class remembering_embedder final : public embedder {
 public:
  /// What comes of queries that are not remembered is told to `standing`; null: to nobody.
  remembering_embedder(std::unique_ptr<embedder> model, std::shared_ptr<query_memory> memory,
                       std::shared_ptr<query_standing> standing = nullptr)
      : model_{std::move(model)}, memory_{std::move(memory)}, standing_{std::move(standing)} {}

  model_tag model() const override { return model_->model(); }
  std::size_t texts_at_once() const override { return model_->texts_at_once(); }
  status standing() const override { return model_->standing(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override {
    return model_->embed_documents(texts);
  }
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  std::unique_ptr<embedder> model_;
  std::shared_ptr<query_memory> memory_;
  std::shared_ptr<query_standing> standing_;
};

}  // namespace secondbrain::search
