// The vectors of one data directory in a PostgreSQL database with pgvector, as their owner keeps them.
//
// See remote_vector_store for the rules. Holds the schema against every other service for as long as it is connected.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "stores/vectors/postgres/postgres_connection.hpp"
#include "stores/vectors/remote_vector_store.hpp"

namespace secondbrain::stores {

class postgres_vector_store final : public remote_vector_store {
 public:
  /// Nothing is connected yet.
  postgres_vector_store(postgres_place place, std::string schema, const postgres_limits& limits = {},
                        const clock& time = real_clock())
      : place_{std::move(place)}, schema_{std::move(schema)}, limits_{limits}, time_{&time} {}

  status write(const write_vectors& request) override;
  status remove(const std::vector<std::string>& note_paths) override;
  status clear() override;
  result<std::size_t> drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) override;
  result<std::vector<std::string>> missing(const std::vector<std::string>& text_hashes) override;
  result<embedded_chunks> embedded(std::string_view behind_note, std::size_t enough) override;
  result<vector_counts> counts() override;
  result<std::optional<model_tag>> model() override;
  status check() override;

 private:
  using step = std::function<status(postgres_connection&)>;

  status connect();
  status with_server(const step& work);
  status in_transaction(const step& work);
  status read_model(postgres_connection& server, std::optional<model_tag>& found);
  status accept_model(postgres_connection& server, const model_tag& wanted);
  status add_vectors(postgres_connection& server, const write_vectors& request, std::int64_t& added);
  status replace_links(postgres_connection& server, const std::vector<vector_link>& links);
  status unlink(postgres_connection& server, const std::vector<std::string>& note_paths);
  std::string now() const;

  postgres_place place_;
  std::string schema_;
  postgres_limits limits_;
  const clock* time_;
  std::optional<postgres_connection> server_;
  std::optional<std::int64_t> vectors_;  // how many there are, as long as it is known
};

}  // namespace secondbrain::stores
