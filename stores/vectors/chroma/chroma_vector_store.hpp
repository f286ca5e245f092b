// The vectors of one data directory on a Chroma server, as their owner keeps them.
//
// See remote_vector_store for the rules. A call that breaks off in the middle leaves what the same call, or the
// comparison of index and vectors, mends: links are written before what they replace is deleted, and a text counts as
// needed by nobody before its last link goes. Nothing keeps two services of one data directory apart here.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "stores/vectors/chroma/chroma_collections.hpp"
#include "stores/vectors/remote_vector_store.hpp"

namespace secondbrain::stores {

class chroma_vector_store final : public remote_vector_store {
 public:
  static constexpr std::chrono::seconds usual_limit{30};  // of a call

  /// Nothing is connected yet.
  chroma_vector_store(const chroma_place& place, std::string name, std::chrono::milliseconds limit = usual_limit,
                      const clock& time = real_clock())
      : server_{place, limit}, name_{std::move(name)}, time_{&time} {}

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
  using step = std::function<status()>;

  status with_collections(const step& work);
  status accept_model(const model_tag& wanted);
  status check_links(const write_vectors& request);
  status add_vectors(const std::vector<stored_vector>& vectors);
  status replace_links(const std::vector<vector_link>& links);
  result<std::vector<chroma_record>> links_where(std::string_view key, std::span<const std::string> values);
  status unlink(const std::vector<chroma_record>& gone);
  status list_chunks();
  std::int64_t now() const;

  chroma_server server_;
  std::string name_;
  const clock* time_;
  std::optional<chroma_collections> collections_;
  std::optional<std::vector<chunk_key>> listed_;  // all of them in order, while they are gone through
};

}  // namespace secondbrain::stores
