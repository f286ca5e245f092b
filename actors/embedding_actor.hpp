// Embeds what the index holds, behind the index: a note is found by its words at once, by its meaning when its turn has
// come. Looks at all notes when it starts, and at those that it is named afterwards, which go before all others where
// they are few: somebody has just written them.
//
// Own thread, blocked for as long as one call of the model, which a stop ends: its hang limits must lie beyond that.
// When the model, the index or the store of the vectors fails, it says so in its record and tries again, later and
// later; what has been embedded stays. A text that the model does not take holds nobody up: its note is named in the
// progress. Another model takes over between two calls; a pause begins there, too, and outlives the process. While
// the model is paused or fails, what needs none goes on: notes that moved or have gone.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
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
  /// Who embeds now; null: nobody. It gives up a call once that is so, from any thread.
  std::function<std::shared_ptr<search::embedder>(std::function<bool()> cancelled)> model;
  std::function<bool()> look_for_model;  // true: that has changed; empty: it never does
  address<vectors_api> vectors;
  std::shared_ptr<feed<embedding_progress>> progress;
  std::filesystem::path pause_mark;  // a file that is there while it is paused
  std::chrono::milliseconds first_retry{15'000};
  std::chrono::milliseconds last_retry{900'000};
  std::chrono::milliseconds between_looks{15'000};      // for another model
  std::chrono::milliseconds before_first_model{5'000};  // the same while there is none: it may be on its way
  std::function<void()> on_state = {};                  // the progress tells another state
};

class embedding_actor final : public service_actor<embedding_actor, embedding_api> {
 public:
  embedding_actor(caf::actor_config& config, child_context context, const front_ptr& front, embedding_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)}, retry_{parts_.first_retry} {}

  result<nothing> handle(const embed_notes&);
  result<nothing> handle(const pause_embedding&);

 private:
  enum class state : std::uint8_t { idle, working, waiting };

  status open() override;
  void close() noexcept override { run_.reset(); }
  caf::message_handler own_handlers() override;

  void merge(const embed_notes& request);
  void look_again();
  void look();
  void take_model();
  void begin_if_idle();
  void start_over();
  void post_slice();
  void work();
  status do_a_little();
  bool is_model_held() const { return paused_ || state_ == state::waiting; }
  void take_first(const std::vector<std::string>& notes);
  void finish();
  void look_at_languages();
  void log_refused();
  void wait(const error& why);
  std::string reason(const error& why) const;
  void publish();
  void tell_that_it_asks();
  void tell();
  embedding_state told_state() const;
  search::vector_access vector_access();

  embedding_parts parts_;
  state state_ = state::idle;
  std::shared_ptr<search::embedder> model_;
  bool paused_ = false;
  bool slice_is_due_ = false;                          // the message for it is under way
  std::optional<std::vector<std::string>> requested_;  // notes to look at in the next run; nothing: all
  search::embedding_memory memory_;
  std::set<std::string> reported_;  // note and reason, in the log
  std::optional<search::embedding_run> run_;
  std::size_t notes_found_ = 0;     // when the run knew what there is to do
  std::uint64_t texts_before_ = 0;  // embedded by the runs before
  bool knows_languages_ = false;    // those of the notes have been compared with those of the model
  bool waits_for_model_ = false;    // that, and nothing else, is being waited for
  embedding_progress told_;
  std::chrono::milliseconds retry_;
  steady_time retry_at_{};
};

}  // namespace secondbrain::actors
