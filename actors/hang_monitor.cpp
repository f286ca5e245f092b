#include "actors/hang_monitor.hpp"

#include <utility>

#include "actors/protocol.hpp"
#include "base/text.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::actors {
namespace {

constexpr std::uint64_t rounds_between_examinations = 5;

}  // namespace

hang_monitor::hang_monitor(const actor_registry& registry, std::chrono::milliseconds interval, callbacks calls)
    : registry_{registry}, interval_{interval}, calls_{std::move(calls)}, thread_{[this] { run(); }} {}

hang_monitor::~hang_monitor() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void hang_monitor::run() {
  std::unique_lock lock{mutex_};
  auto round_began = calls_.own_time->steady();
  while (!wake_.wait_for(lock, interval_, [&] { return stopping_; })) {
    lock.unlock();
    const auto before = std::exchange(round_began, calls_.own_time->steady());
    if (const auto held_up = round_began - before - interval_; held_up > interval_) forgive(held_up);
    if (round() && calls_.on_full_round) calls_.on_full_round();
    lock.lock();
  }
}

/// Probes under way were sent that much later.
void hang_monitor::forgive(steady_time::duration held_up) {
  for (const auto& record : registry_.all()) record->probe_sent_at = record->probe_sent_at.load() + held_up;
}

bool hang_monitor::round() {
  bool all_answered = true;
  const bool examines = ++rounds_ % rounds_between_examinations == 0;
  auto now = registry_.time().steady();
  for (const auto& record : registry_.all()) {
    auto actor = record->handle();
    if (!actor) continue;
    bool answered = record->probe_answered >= record->probe_sent;
    if (answered) {
      auto hung = actor_state::hung;
      if (record->state.compare_exchange_strong(hung, actor_state::running))
        ops::logger_for(record->name).info("answers again");
      // A hang begins with a message, which then waits or is never done with.
      if (record->is_at_rest() && !(examines && record->examines_at_rest)) continue;
      record->probe_sent_at = now;
      compat::post(actor, probe{++record->probe_sent});
      continue;
    }
    auto silent = std::chrono::duration_cast<std::chrono::milliseconds>(now - record->probe_sent_at.load());
    if (silent < record->limits.deadline) continue;
    all_answered = false;
    auto running = actor_state::running;
    if (record->state.compare_exchange_strong(running, actor_state::hung))
      ops::logger_for(record->name).error("hung: no answer for {} ms", silent.count());
    if (silent >= record->limits.limit && calls_.on_stuck) calls_.on_stuck(record->name, silent);
  }
  return all_answered;
}

}  // namespace secondbrain::actors
