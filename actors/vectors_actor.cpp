#include "actors/vectors_actor.hpp"

#include "base/human_text.hpp"

namespace secondbrain::actors {

status vectors_actor::opened() {
  is_untidy_ = true;
  schedule();
  if (!index_) return {};
  mirror_.emplace(codes_file_, index_, [this](const std::string& sentence) { log().warn("{}", sentence); });
  return mirror_->open(store());
}

/// The next life counts for itself.
void vectors_actor::closing() noexcept {
  mirror_.reset();
  counts_->publish(std::nullopt);
}

status vectors_actor::followed(const result<stores::vector_changes>& changes) {
  RETURN_IF_ERROR(changes);
  show_counts();
  return mirror_ ? mirror_->apply(store(), *changes) : status{};
}

/// As soon as somebody wanted to know them.
void vectors_actor::show_counts() {
  if (!counts_->latest().value) return;
  const auto counts = store().counts();
  counts_->publish(counts ? std::optional{*counts} : std::nullopt);
}

result<nothing> vectors_actor::handle(const remove_vectors& request) {
  RETURN_IF_ERROR(store().remove(request.note_paths));
  show_counts();
  return nothing{};
}

result<nothing> vectors_actor::handle(const clear_vectors&) {
  RETURN_IF_ERROR(store().clear());
  show_counts();
  return done(mirror_ ? mirror_->clear(store()) : status{});
}

result<vector_counts> vectors_actor::handle(const count_vectors&) {
  auto counts = store().counts();
  if (counts) counts_->publish(*counts);
  return counts;
}

void vectors_actor::schedule() {
  if (std::exchange(slice_is_due_, true)) return;
  compat::post(self(), next_slice{});
}

void vectors_actor::do_a_slice() {
  slice_is_due_ = false;
  if (mirror_ && mirror_->loading()) return load();
  if (is_untidy_) compact();
}

void vectors_actor::load() {
  const auto done = mirror_->advance(store());
  if (done) {
    record().set_note({});
    return schedule();
  }
  if (done.error().code == errc::corrupt) end_as_damaged(done.error());
  if (ends_worker(done.error())) throw std::runtime_error(done.error().message);
  const auto note = "Notes are found by their words only, because what searches by meaning cannot be loaded: " +
                    with_full_stop(done.error().message) + " It is tried again by itself.";
  log().warn("{}", note);
  record().set_note(note);
  slice_is_due_ = true;
  compat::post_after(self(), before_next_attempt, next_slice{});
}

void vectors_actor::compact() {
  const auto dropped = store().drop_unlinked(unneeded_vectors_stay, vectors_dropped_in_a_slice);
  is_untidy_ = dropped && !dropped->removed.empty();
  if (const auto done = followed(dropped); !done) {
    is_untidy_ = false;
    log().warn("vectors that no note needs could not be dropped: {}", done.error().message);
  }
  if (mirror_ && mirror_->compact(store())) is_untidy_ = true;
  if (is_untidy_) schedule();
}

}  // namespace secondbrain::actors
