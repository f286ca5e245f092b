// The single writer of the index: brings it in step with the vault, one run at a time, under the PID lock.
//
// A run works in slices, so that the actor answers probes and ledger questions meanwhile. Requests that arrive while a
// run looks at the vault share the next one. The tracker row is the commit point of a note: a crash anywhere before it
// means that the note is simply done again. Own thread: reads the vault, hashes, cuts. A note that ends the process
// while it is prepared is found by the journal of the batches, and set aside.
//
// When the vault is missing, unreadable, empty, or has lost too much at once, nothing is changed: the index is frozen
// and says why, until a run succeeds. The watcher orders another one every few seconds.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "actors/index_ledger.hpp"
#include "actors/index_run.hpp"
#include "actors/service_actor.hpp"
#include "base/feed.hpp"
#include "brain/vault/changes/classify.hpp"
#include "brain/vault/changes/indexing.hpp"
#include "messages/services.hpp"
#include "ops/data/index_journal.hpp"

namespace secondbrain::actors {

struct reindexer_parts {
  std::optional<std::filesystem::path> vault;
  std::filesystem::path data_directory;
  vault::deletion_limits deletions;
  address<lexical_api> lexical;
  address<tracker_api> tracker;
  address<vectors_api> vectors;
  address<metadata_api> metadata;
  std::shared_ptr<feed<index_progress>> progress;
  std::function<status()> may_index;  // why the folder must not take the place of what is known; may be empty
  std::function<void()> on_indexed;   // called when a run has succeeded; must not block; may be empty
  std::function<void(const std::string& path)> before_preparing;  // for tests: may end the process; may be empty
};

/// What a batch came to: what is stored, and the rows that commit it.
struct prepared_batch {
  std::vector<indexed_note> notes;
  std::vector<tracked_file> files;
};

class reindexer final : public service_actor<reindexer, index_api> {
 public:
  reindexer(caf::actor_config& config, child_context context, const front_ptr& front, reindexer_parts parts);

  void handle(const run_index& asked, reply_slot<run_index> slot);
  result<index_accepted> handle(const start_index& asked);
  void handle(const clear_index& asked, reply_slot<clear_index> slot);
  result<ledger_page> handle(const list_ledger& asked) { return ledger_.page(asked); }

 private:
  caf::message_handler own_handlers() override;
  status open() override;
  void close() noexcept override;

  index_order& order(index_mode mode, index_trigger trigger);
  void step();
  void begin_run();
  void take_lock();
  void load();
  void load_counts();
  void scan();
  void plan(const vault::scan_result& found, const vault::file_changes& changes);
  void count_notes(const vault::scan_result& found);
  void leave_out_what_was_set_aside();
  void prepare_batch();
  void prepare_next_batch();
  std::vector<note_to_index> next_batch();
  void prepare(const note_to_index& next, prepared_batch& prepared);
  result<vault::prepared_note> try_to_prepare(const note_to_index& next);
  void settle_journal();
  void store_batch(std::vector<indexed_note> notes, std::vector<tracked_file> files);
  void commit_batch(std::vector<tracked_file> files);
  void batch_finished(const std::vector<tracked_file>& files);
  void could_not_prepare(const note_to_index& note, const error& why);
  void remove_gone();
  void finish();
  void fail_run(error why, index_phase phase = index_phase::failed);
  void end_run(index_phase phase, const std::string& message);
  void publish(index_phase phase, const std::string& current = {}, const std::string& message = {});
  bool still_locked();

  /// Goes on with `next` when an answer is good, and fails the run when it is not. An answer for a run that has ended
  /// meanwhile is dropped.
  template <class R, class Api, class Next>
  void must(const secondbrain::address<Api>& service, R asked, Next next);

  static constexpr std::chrono::seconds store_timeout{120};

  reindexer_parts parts_;
  index_ledger ledger_;
  ops::index_journal journal_;
  std::optional<index_run> run_;
  std::optional<index_order> next_;
  std::uint64_t last_run_id_;
  std::chrono::steady_clock::time_point published_at_{};
};

template <class R, class Api, class Next>
void reindexer::must(const secondbrain::address<Api>& service, R asked, Next next) {
  auto id = run_->order.run_id;
  ask_then(service, std::move(asked), store_timeout,
           [this, id, next = std::move(next)](result<typename R::reply> answer) mutable {
             if (!run_ || run_->order.run_id != id) return;
             if (!answer) return fail_run(std::move(answer.error()));
             next(std::move(*answer));
           });
}

}  // namespace secondbrain::actors
