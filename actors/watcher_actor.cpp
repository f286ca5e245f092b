#include "actors/watcher_actor.hpp"

#include <algorithm>
#include <utility>

#include "base/human_text.hpp"
#include "ops/data/reindex_markers.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds watch_retry{2};
constexpr seconds trigger_interval{2};
constexpr seconds lock_retry{1};
constexpr seconds trouble_retry{5};
constexpr seconds order_retry{1};
constexpr seconds order_timeout{10};

/// Does something when all else is done, also where there is a value to return.
template <class Body>
struct on_scope_exit {
  Body body;
  ~on_scope_exit() { body(); }
};
template <class Body>
on_scope_exit(Body) -> on_scope_exit<Body>;

}  // namespace

// A message that comes while this thread waits ends the wait. What the actor sends to itself it is about to read
// anyway.
compat::enqueue_result watcher_actor::enqueue(caf::mailbox_element_ptr element, compat::enqueue_context* host) {
  const on_scope_exit wake{[this] {
    if (woken_ && std::this_thread::get_id() != own_thread_) woken_->wake();
  }};
  return tree_actor::enqueue(std::move(element), host);
}

status watcher_actor::acquire() {
  RETURN_IF_ERROR(woken_);
  own_thread_ = std::this_thread::get_id();
  order_run(index_trigger::boot);
  next_sweep_ = time().steady() + parts_.sweep_interval;
  compat::post(self(), next_slice{});
  return {};
}

caf::message_handler watcher_actor::handlers() {
  return {on<next_slice>([this](const next_slice&) { turn(); })};
}

void watcher_actor::turn() {
  auto now = time().steady();
  if (parts_.watching && !watcher_ && now >= next_attempt_) begin_watching(now);
  wait(next_turn());
  now = time().steady();
  if (watcher_) watch(now);
  order_changes(now);
  order_due_runs(now);
  compat::post(self(), next_slice{});
}

steady_time watcher_actor::next_turn() const {
  auto next = std::min(next_sweep_, next_look_for_trigger_);
  if (is_to_be_repeated_) next = std::min(next, next_repeat_);
  if (const auto due = changes_.due(); due && !orders_under_way_) next = std::min(next, std::max(*due, next_order_));
  if (watcher_) return std::min(next, watcher_->next_look());
  return parts_.watching ? std::min(next, next_attempt_) : next;
}

void watcher_actor::wait(steady_time until) {
  const auto now = time().steady();
  if (until <= now) return;
  const resting here{*this};
  woken_->wait(std::chrono::ceil<milliseconds>(until - now), watcher_ ? watcher_->descriptor() : -1);
}

void watcher_actor::order_due_runs(steady_time now) {
  if (now >= next_look_for_trigger_) {
    next_look_for_trigger_ = now + trigger_interval;
    if (auto trigger = ops::read_trigger(parts_.data_directory); trigger && *trigger)
      order_run(index_trigger::trigger_file);
  }
  if (now >= next_sweep_) {
    next_sweep_ = now + parts_.sweep_interval;
    order_run(index_trigger::sweep);
  }
  auto state = parts_.progress->latest().value;
  bool locked_out = state.phase == index_phase::waiting_for_lock;
  is_to_be_repeated_ = locked_out || !state.trouble.empty();
  if (is_to_be_repeated_ && now >= next_repeat_) {
    next_repeat_ = now + (locked_out ? lock_retry : trouble_retry);
    order_run(index_trigger::sweep);
  }
}

void watcher_actor::begin_watching(steady_time now) {
  auto created = vault::vault_watcher::create(parts_.vault, *parts_.watching);
  if (!created && created.error().code == errc::io_failure &&
      parts_.watching->backend == vault::watch_backend::native) {
    log().warn("{}; the vault is polled instead", created.error().message);
    parts_.watching->backend = vault::watch_backend::polling;
    created = vault::vault_watcher::create(parts_.vault, *parts_.watching);
  }
  if (!created) {
    record().set_note("Changes in the vault are not noticed at once: " + with_full_stop(created.error().message) +
                      " The regular scan of every file finds them.");
    next_attempt_ = now + watch_retry;
    return;
  }
  watcher_ = std::move(*created);
  record().set_note({});
  log().info("watching the vault with {}", watcher_->name());
  order_run(index_trigger::sweep);  // what changed while nobody looked
}

void watcher_actor::watch(steady_time now) {
  const auto event = watcher_->look();
  if (event.outcome == vault::watch_outcome::root_lost) {
    log().warn("{}", event.reason);
    watcher_.reset();
    next_attempt_ = now + watch_retry;
    order_run(index_trigger::sweep);
  }
  changes_.add(event, now);
}

/// One order at a time: what changes meanwhile goes along with the next one.
void watcher_actor::order_changes(steady_time now) {
  if (orders_under_way_ > 0 || now < next_order_) return;
  if (auto changed = changes_.take(now)) order_run(index_trigger::watcher, changed->paths);
}

void watcher_actor::order_run(index_trigger trigger, const std::vector<std::string>& paths) {
  ++orders_under_way_;
  ask_then(parts_.index, start_index{index_mode::incremental, trigger, paths}, order_timeout,
           [this, paths](result<index_accepted> answer) {
             --orders_under_way_;
             if (!answer) return keep_for_next_order(paths, answer.error());
             is_refused_ = false;
           });
}

/// Nothing that was seen is forgotten because nobody took the order; no paths: the whole vault is meant.
void watcher_actor::keep_for_next_order(const std::vector<std::string>& paths, const error& why) {
  if (!std::exchange(is_refused_, true))
    log().warn("could not order an index run, which is tried again: {}", why.message);
  const auto outcome = paths.empty() ? vault::watch_outcome::rescan_needed : vault::watch_outcome::changed;
  const auto now = time().steady();
  changes_.add({outcome, paths, {}, vault::watch_urgency::saved}, now);
  next_order_ = now + order_retry;
}

}  // namespace secondbrain::actors
