// Searches the vectors of one data directory in a PostgreSQL database with pgvector.
//
// The database compares the question with every vector, or goes by an index that somebody has made for it: that is
// quicker, and may miss some. Has a connection for each of the two questions, opened when it is needed. Waits no longer
// than its limits say; once the server was late or away, nobody asks it until its owner has reached it again.
// Fails with invalid_argument, and with what `is_out_of_reach` names.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stores/vectors/postgres/postgres_connection.hpp"
#include "stores/vectors/remote_standing.hpp"
#include "stores/vectors/vector_search.hpp"

namespace secondbrain::stores {

/// A person waits, and search by words has its answer already.
inline constexpr postgres_limits limits_of_a_search{std::chrono::milliseconds{1'000}, std::chrono::milliseconds{1'000},
                                                    std::chrono::milliseconds{1'000}};

class postgres_vector_search final : public vector_search {
 public:
  postgres_vector_search(postgres_place place, std::string schema, std::shared_ptr<remote_standing> standing,
                         const postgres_limits& limits = limits_of_a_search)
      : place_{std::move(place)}, schema_{std::move(schema)}, standing_{std::move(standing)}, limits_{limits} {}

  vectors_at_hand at_hand() const override { return standing_->at_hand(); }
  result<std::vector<similar_chunk>> nearest(std::span<const float> question, int limit,
                                             double minimum = -1.0) override;
  result<std::vector<std::optional<double>>> cosines(std::span<const float> question,
                                                     std::span<const std::string> chunk_ids) override;

 private:
  using server = std::optional<postgres_connection>;

  status ask(server& over, const std::function<status(postgres_connection&)>& question);
  status ask_once(server& over, const std::function<status(postgres_connection&)>& question) const;
  status connect(server& over) const;

  postgres_place place_;
  std::string schema_;
  std::shared_ptr<remote_standing> standing_;
  postgres_limits limits_;
  server to_search_;
  server to_compare_;
};

}  // namespace secondbrain::stores
