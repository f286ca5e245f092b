#include "actors/actor_record.hpp"

#include <algorithm>

namespace secondbrain::actors {
namespace {

constexpr std::size_t remembered_restarts = 10;

std::chrono::microseconds since(steady_instant then, steady_instant now) {
  if (then == steady_instant{} || then > now) return std::chrono::microseconds{0};
  return std::chrono::duration_cast<std::chrono::microseconds>(now - then);
}

}  // namespace

void actor_record::starting() {
  std::lock_guard lock{mutex_};
  started_at_ = time_.now();
  next_retry_.reset();
  mailbox_depth = 0;
  at_work = false;
  probe_answered = probe_sent.load();
  state = actor_state::starting;
}

void actor_record::set_handle(const caf::actor& handle) {
  std::lock_guard lock{mutex_};
  address_ = handle.address();
}

void actor_record::running() {
  auto expected = actor_state::starting;
  state.compare_exchange_strong(expected, actor_state::running);
}

void actor_record::ended(actor_state new_state) {
  std::lock_guard lock{mutex_};
  address_ = {};
  started_at_.reset();
  next_retry_.reset();
  mailbox_depth = 0;
  at_work = false;
  probe_answered = probe_sent.load();
  state = new_state;
}

void actor_record::restarting(restart_event event, std::optional<std::chrono::milliseconds> retry_in) {
  std::lock_guard lock{mutex_};
  auto now = time_.now();
  ++restarts_;
  event.at = now;
  recent_restarts_.push_front(std::move(event));
  if (recent_restarts_.size() > remembered_restarts) recent_restarts_.pop_back();
  if (retry_in) next_retry_ = now + *retry_in;
}

void actor_record::set_note(std::string sentence) {
  std::lock_guard lock{mutex_};
  note_ = std::move(sentence);
}

void actor_record::recovered(store_recovery recovery) {
  std::lock_guard lock{mutex_};
  recovery_ = std::move(recovery);
}

caf::actor actor_record::handle() const {
  std::lock_guard lock{mutex_};
  return caf::actor_cast<caf::actor>(address_);
}

actor_status actor_record::read() const {
  auto now = time_.steady();
  actor_status status;
  status.name = name;
  status.parent = parent;
  status.kind = kind;
  status.state = state;
  status.mailbox_depth = static_cast<std::size_t>(std::max<std::int64_t>(0, mailbox_depth));
  if (probe_answered < probe_sent) status.mailbox_age = since(probe_sent_at, now);
  status.queue_depth = queue_depth;
  status.queue_capacity = queue_capacity;
  status.queue_age = since(oldest_queued, now);
  status.handled = handled;
  status.failed = failed;
  auto percentiles = latency.read();
  status.p50 = percentiles.p50;
  status.p99 = percentiles.p99;
  std::lock_guard lock{mutex_};
  status.restarts = restarts_;
  status.recent_restarts.assign(recent_restarts_.begin(), recent_restarts_.end());
  status.next_retry = next_retry_;
  status.started_at = started_at_;
  status.note = note_;
  status.recovery = recovery_;
  return status;
}

record_ptr actor_registry::obtain(const std::string& name) {
  std::lock_guard lock{mutex_};
  for (const auto& record : records_)
    if (record->name == name) return record;
  records_.push_back(std::make_shared<actor_record>(name, time_));
  return records_.back();
}

record_ptr actor_registry::declare(const std::string& name, const std::string& parent, actor_kind kind,
                                   hang_limits limits) {
  auto record = obtain(name);
  record->parent = parent;
  record->kind = kind;
  record->limits = limits;
  std::lock_guard lock{mutex_};
  records_.erase(std::find(records_.begin(), records_.end(), record));
  records_.push_back(record);
  return record;
}

record_ptr actor_registry::find(const std::string& name) const {
  std::lock_guard lock{mutex_};
  for (const auto& record : records_)
    if (record->name == name) return record;
  return nullptr;
}

std::vector<record_ptr> actor_registry::all() const {
  std::lock_guard lock{mutex_};
  return records_;
}

tree_snapshot actor_registry::snapshot() const {
  tree_snapshot tree;
  tree.taken_at = time_.now();
  for (const auto& record : all()) tree.actors.push_back(record->read());
  return tree;
}

}  // namespace secondbrain::actors
