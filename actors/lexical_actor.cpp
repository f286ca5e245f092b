#include "actors/lexical_actor.hpp"

#include <stdexcept>

#include "base/sign_of_life.hpp"

namespace secondbrain::actors {

/// A note of many megabytes takes as long as the machine has time for it.
status lexical_actor::write(const write_notes& request) {
  const sign_of_life_listener answering{[this] { record().probe_answered = record().probe_sent.load(); }};
  return store().write(request.notes, request.moves);
}

/// Something may be to merge, at the start too: the life before may have ended before it came to it.
status lexical_actor::noticed(status written) {
  last_write_ = time().steady();
  if (!std::exchange(slice_is_due_, true)) compat::post_after(self(), merge_after_, next_slice{});
  return written;
}

void lexical_actor::merge_when_quiet() {
  const auto quiet_since = std::chrono::duration_cast<std::chrono::milliseconds>(time().steady() - last_write_);
  if (quiet_since < merge_after_) return compat::post_after(self(), merge_after_ - quiet_since, next_slice{});
  const auto merged = store().merge_parts();
  slice_is_due_ = merged && *merged;
  if (slice_is_due_) return compat::post(self(), next_slice{});
  const auto done = merged ? store().write_back() : fail(merged.error());
  if (done) return;
  if (ends_worker(done.error())) throw std::runtime_error(done.error().message);
  log().warn("what the last changes left behind could not be merged; that is tried again after the next one: {}",
             done.error().message);
}

}  // namespace secondbrain::actors
