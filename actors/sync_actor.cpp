#include "actors/sync_actor.hpp"

#include <exception>

#include "base/text.hpp"
#include "ops/data/sync_history.hpp"
#include "ops/data/sync_markers.hpp"

namespace secondbrain::actors {

template <secondbrain::request R, class Work>
void sync_actor::in_background(reply_slot<R> reply, Work work) {
  if (job_.joinable()) job_.join();  // the run before this one has delivered: its thread is at its end
  auto slot = std::make_shared<reply_slot<R>>(std::move(reply));
  job_ = std::thread{[me = self(), slot, work = std::move(work)] {
    result<typename R::reply> outcome = fail(errc::internal, "the run ended without a result");
    try {
      outcome = work();
    } catch (const std::exception& thrown) {
      outcome = fail(errc::internal, thrown.what());
    }
    auto shared = std::make_shared<result<typename R::reply>>(std::move(outcome));
    compat::post(me, answer_arrived{[slot, shared] { slot->deliver(std::move(*shared)); }});
  }};
}

void sync_actor::handle(const run_sync& request, reply_slot<run_sync> reply) {
  sync::run_observer observer;
  observer.progress = [feed = parts_.progress](const sync_progress& now) { feed->publish(now); };
  observer.cancelled = [ending = ending_] { return ending->load(); };
  in_background(std::move(reply),
                [request, observer, steps = parts_.steps, data = parts_.data_directory, &clock = time(),
                 &log_lines = log()]() -> result<sync_report> {
                  auto report = sync::run_steps(request, steps, observer, clock);
                  if (auto kept = ops::record_sync(data, report); !kept)
                    log_lines.error("the run of the sync could not be recorded: {}", kept.error().message);
                  return report;
                });
}

void sync_actor::handle(const extract_notes& request, reply_slot<extract_notes> reply) {
  sync::step_control control;
  control.cancelled = [ending = ending_] { return ending->load(); };
  control.progress = [feed = parts_.progress](int done, int total, const std::string& current) {
    feed->publish({true, "extract", sync_step::extract, done, total, current});
  };
  in_background(std::move(reply), [request, control, extract = parts_.extract, feed = parts_.progress,
                                   data = parts_.data_directory, &log_lines = log()] {
    auto outcome = extract(request, control);
    feed->publish({false, "extract", sync_step::extract, 0, 0, {}});
    const bool tells = outcome && (outcome->extracted > 0 || !outcome->trouble.empty());
    if (auto marked = tells ? ops::mark_extraction(data, outcome->trouble) : status{}; !marked)
      log_lines.error("the result of the extraction could not be recorded: {}", marked.error().message);
    return outcome;
  });
}

void sync_actor::close() noexcept {
  ending_->store(true);
  if (job_.joinable()) job_.join();
}

}  // namespace secondbrain::actors
