#include "actors/front.hpp"

#include <algorithm>

#include "ops/health/part_titles.hpp"

namespace secondbrain::actors {
namespace {

/// Two repeats: in a storm of crashes an innocent request may be hit twice in a row, a poisonous one ends here.
constexpr int attempts_of_an_idempotent_request = 3;
constexpr std::chrono::milliseconds sweep_interval{100};

}  // namespace

front_actor::front_actor(caf::actor_config& config, record_ptr record, front_options options)
    : caf::event_based_actor{config}, record_{std::move(record)}, options_{options} {
  record_->queue_capacity = options_.capacity;
}

caf::behavior front_actor::make_behavior() {
  return {[this](const work& request) { accept(request.item); },
          [this](const work_finished& notice) { finished(notice); },
          [this](const worker_up& notice) {
            workers_[notice.worker.id()].worker = notice.worker;
            dispatch();
          },
          [this](const worker_down& notice) { lost(notice); },
          [this](const sweep_deadlines&) { sweep(); },
          [this](const stop_actor&) { close(); }};
}

void front_actor::accept(work_ptr item) {
  if (queue_.size() >= options_.capacity) {
    item->settle_with({errc::busy, "There are too many requests for “" + ops::part_title(record_->name) +
                                       "” at once: " + std::to_string(queue_.size()) +
                                       " requests wait. Try again in a moment"});
    return;
  }
  queue_.push_back(std::move(item));
  dispatch();
}

void front_actor::dispatch() {
  for (auto& [id, slot] : workers_) {
    while (slot.in_flight.size() < options_.in_flight_limit && !queue_.empty()) {
      auto item = std::move(queue_.front());
      queue_.pop_front();
      if (item->settled()) continue;
      item->started = false;
      ++item->attempts;
      slot.in_flight.push_back(item);
      compat::post(slot.worker, work{std::move(item)});
    }
  }
  publish();
  schedule_sweep();
}

void front_actor::finished(const work_finished& notice) {
  auto slot = workers_.find(notice.worker);
  if (slot == workers_.end()) return;
  std::erase(slot->second.in_flight, notice.item);
  dispatch();
}

void front_actor::lost(const worker_down& notice) {
  auto slot = workers_.find(notice.worker);
  if (slot == workers_.end()) return;
  auto abandoned = std::move(slot->second.in_flight);
  workers_.erase(slot);
  for (auto item = abandoned.rbegin(); item != abandoned.rend(); ++item) {
    if ((*item)->settled()) continue;
    bool repeat = (*item)->retry == retry_policy::idempotent && (*item)->attempts < attempts_of_an_idempotent_request;
    if (!(*item)->started) {
      --(*item)->attempts;  // it never began: this was no attempt
      queue_.push_front(*item);
    } else if (repeat) {
      queue_.push_front(*item);
    } else {
      (*item)->settle_with(
          {errc::worker_crashed, "“" + ops::part_title(record_->name) + "” failed while it worked on this request"});
    }
  }
  dispatch();
}

void front_actor::sweep() {
  sweeping_ = false;
  auto now = std::chrono::steady_clock::now();
  auto expire = [&](const work_ptr& item) {
    if (item->deadline > now) return false;
    item->settle_with({errc::timeout, "“" + ops::part_title(record_->name) + "” did not answer in time"});
    return true;
  };
  std::erase_if(queue_, expire);
  for (auto& [id, slot] : workers_)
    for (const auto& item : slot.in_flight) expire(item);  // answered, but the worker is still busy with it
  publish();
  schedule_sweep();
}

void front_actor::schedule_sweep() {
  bool waiting = !queue_.empty() || std::any_of(workers_.begin(), workers_.end(),
                                                [](const auto& entry) { return !entry.second.in_flight.empty(); });
  if (!waiting || sweeping_) return;
  sweeping_ = true;
  compat::post_after(caf::actor_cast<caf::actor>(this), sweep_interval, actors::sweep_deadlines{});
}

void front_actor::close() {
  auto cancel = [&](const work_ptr& item) { item->settle_with({errc::cancelled, "the service is shutting down"}); };
  std::for_each(queue_.begin(), queue_.end(), cancel);
  for (auto& [id, slot] : workers_) std::for_each(slot.in_flight.begin(), slot.in_flight.end(), cancel);
  queue_.clear();
  workers_.clear();
  quit(caf::exit_reason::user_shutdown);
}

void front_actor::publish() {
  record_->queue_depth = queue_.size();
  record_->oldest_queued = queue_.empty() ? steady_instant{} : queue_.front()->accepted_at;
}

front::front(caf::actor_system& system, record_ptr record, front_options options)
    : actor_{caf::actor_cast<caf::actor>(system.spawn<front_actor>(std::move(record), options))} {}

void front::submit(work_ptr item) {
  if (auto actor = handle())
    compat::post(actor, work{std::move(item)});
  else
    item->settle_with({errc::unavailable, "the service is shutting down"});
}

caf::actor front::handle() const {
  std::lock_guard lock{mutex_};
  return actor_;
}

void front::close() {
  caf::actor closing;
  {
    std::lock_guard lock{mutex_};
    closing = std::exchange(actor_, nullptr);
  }
  if (closing) compat::post(closing, stop_actor{});
}

}  // namespace secondbrain::actors
