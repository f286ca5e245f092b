// What is known of one actor of the tree across all its lives: counters, state, restarts. And the list of all of them.
//
// A record outlives its actor and the actor system; it is written by the actor, its supervisor, its front and the hang
// monitor, and read by the admin page and /metrics. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "actors/compat.hpp"
#include "actors/latency_window.hpp"
#include "base/clock.hpp"
#include "messages/actor_status.hpp"
#include "messages/work_item.hpp"

namespace secondbrain::actors {

/// How long an actor may leave a probe unanswered.
struct hang_limits {
  std::chrono::milliseconds deadline{10'000};  // then it is reported as hung
  std::chrono::milliseconds limit{60'000};     // then the process ends: a stuck thread cannot be restarted
  friend bool operator==(const hang_limits&, const hang_limits&) = default;
};

class actor_record {
 public:
  /// The clock outlives the record and the actor, which reads it too.
  explicit actor_record(std::string name, const clock& time = real_clock()) : name{std::move(name)}, time_{time} {}

  const std::string name;

  // Set before the tree starts.
  std::string parent;
  actor_kind kind = actor_kind::worker;
  hang_limits limits;

  // Written by the actor.
  std::atomic<std::uint64_t> handled{0};
  std::atomic<std::uint64_t> failed{0};
  std::atomic<std::int64_t> mailbox_depth{0};
  std::atomic<std::uint64_t> probe_answered{0};
  std::atomic<bool> at_work{false};           // it handles a message, or ends
  std::atomic<bool> examines_at_rest{false};  // with a probe, what works on threads of its own
  latency_window latency;

  // Written by the front.
  std::atomic<std::size_t> queue_depth{0};
  std::atomic<std::size_t> queue_capacity{0};
  std::atomic<steady_instant> oldest_queued{steady_instant{}};

  // Written by the hang monitor.
  std::atomic<std::uint64_t> probe_sent{0};
  std::atomic<steady_instant> probe_sent_at{steady_instant{}};

  std::atomic<actor_state> state{actor_state::starting};

  void starting();  // before the actor exists, which may report itself running at once
  void set_handle(const caf::actor& handle);
  void running();
  void ended(actor_state new_state);
  void restarting(restart_event event, std::optional<std::chrono::milliseconds> retry_in);

  /// One sentence that the actor says of itself; empty when all is well.
  void set_note(std::string sentence);

  /// What happened to a store; whether it still matters is for the reader to say.
  void recovered(store_recovery recovery);

  /// Nothing is under way and nothing waits: a sign of life would be that of an actor woken to give it.
  bool is_at_rest() const noexcept { return !at_work && mailbox_depth <= 0; }

  /// The living actor, or null. Never keep it: a kept handle would keep a dead actor's thread.
  caf::actor handle() const;

  actor_status read() const;

  const clock& time() const noexcept { return time_; }

 private:
  const clock& time_;
  mutable std::mutex mutex_;
  caf::actor_addr address_;
  std::deque<restart_event> recent_restarts_;
  std::uint64_t restarts_ = 0;
  std::optional<std::chrono::system_clock::time_point> next_retry_;
  std::optional<std::chrono::system_clock::time_point> started_at_;
  std::string note_;
  std::optional<store_recovery> recovery_;
};

using record_ptr = std::shared_ptr<actor_record>;

class actor_registry {
 public:
  /// The clock of the whole tree; it outlives the registry.
  explicit actor_registry(const clock& time = real_clock()) : time_{time} {}

  /// The record of that name; made when it is first asked for.
  record_ptr obtain(const std::string& name);
  /// Gives a record its place in the tree, behind those declared before it.
  record_ptr declare(const std::string& name, const std::string& parent, actor_kind kind, hang_limits limits = {});
  record_ptr find(const std::string& name) const;
  std::vector<record_ptr> all() const;
  tree_snapshot snapshot() const;
  const clock& time() const noexcept { return time_; }

 private:
  const clock& time_;
  mutable std::mutex mutex_;
  std::vector<record_ptr> records_;  // in the order of the tree: parents before children
};

}  // namespace secondbrain::actors
