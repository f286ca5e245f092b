// Searches the vectors of one data directory on a Chroma server.
//
// By its approximate index: some of what is near may be missed. Waits no longer than its limit says; once the server
// was late or away, nobody asks it until its owner has reached it again. Fails with invalid_argument, and with what
// `is_out_of_reach` names.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stores/vectors/chroma/chroma_collections.hpp"
#include "stores/vectors/remote_standing.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::stores {

class chroma_vector_search final : public vector_search {
 public:
  static constexpr std::chrono::milliseconds usual_limit{1'000};  // of a call; an answer takes two or three

  chroma_vector_search(const chroma_place& place, std::string name, std::shared_ptr<remote_standing> standing,
                       std::chrono::milliseconds limit = usual_limit)
      : server_{place, limit}, name_{std::move(name)}, standing_{std::move(standing)} {}

  vectors_at_hand at_hand() const override { return standing_->at_hand(); }
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit,
                                             double minimum = -1.0) override;
  result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                     std::span<const std::string> chunk_ids) override;

 private:
  using question_of = std::function<status(const chroma_collections&)>;

  status ask(const question_of& question);
  result<chroma_collections> collections();

  chroma_server server_;
  std::string name_;
  std::shared_ptr<remote_standing> standing_;
  std::mutex mutex_;  // two threads ask
  std::optional<chroma_collections> collections_;
};

}  // namespace secondbrain::stores
