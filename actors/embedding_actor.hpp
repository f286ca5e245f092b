// Embeds what the index holds, behind the index: a note is found by its words at once, by its meaning when its turn has
// come. Looks at all notes when it starts, and at those that it is named afterwards.
//
// Own thread, blocked for as long as one call of the model: its hang limits must lie beyond that. When the model, the
// index or the store of the vectors fails, it says so in its record and tries again, later and later; what has been
// embedded stays. A text that the model does not take holds nobody up: its note is named in the progress.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actors/service_actor.hpp"
#include "base/feed.hpp"
#include "brain/search/embedding_run.hpp"
#include "messages/service_addresses.hpp"

namespace secondbrain::actors {

struct embedding_parts {
  std::filesystem::path lexical_file;
  std::shared_ptr<search::embedder> model;
  address<vectors_api> vectors;
  std::shared_ptr<feed<embedding_progress>> progress;
  std::chrono::milliseconds first_retry{15'000};
  std::chrono::milliseconds last_retry{900'000};
};

class embedding_actor final : public service_actor<embedding_actor, embedding_api> {
 public:
  embedding_actor(caf::actor_config& config, child_context context, const front_ptr& front, embedding_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)}, retry_{parts_.first_retry} {}

  result<nothing> handle(const embed_notes&);

 private:
  enum class state : std::uint8_t { idle, working, waiting };

  status open() override;
  void close() noexcept override { run_.reset(); }
  caf::message_handler own_handlers() override;

  void merge(const embed_notes& request);
  void begin_if_idle();
  void work();
  status do_a_little();
  void finish();
  void log_refused();
  void wait(const error& why);
  search::vector_access vector_access();

  embedding_parts parts_;
  state state_ = state::idle;
  std::optional<std::vector<std::string>> requested_;  // notes to look at in the next run; nothing: all
  search::left_out_chunks left_out_;
  std::set<std::string> reported_;  // note and reason, in the log
  std::optional<search::embedding_run> run_;
  std::size_t notes_found_ = 0;     // when the run knew what there is to do
  std::uint64_t texts_before_ = 0;  // embedded by the runs before
  std::chrono::milliseconds retry_;
};

}  // namespace secondbrain::actors
