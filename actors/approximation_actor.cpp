#include "actors/approximation_actor.hpp"

#include <exception>
#include <utility>

#include "base/sign_of_life.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::actors {

status approximation_actor::open() {
  tell(approximation_stage::none);  // of a life before
  look();
  return {};
}

caf::message_handler approximation_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { work(); })};
}

result<nothing> approximation_actor::handle(const embed_notes& request) {
  look();
  if (!run_) return nothing{};
  if (request.changed)
    run_->look_at(*request.changed);
  else
    run_->look_at_all();
  post_slice();
  return nothing{};
}

/// At rest there is nothing to look at again: the embedder tells when that changes.
void approximation_actor::look() {
  decide();
  const auto state = parts_.progress->latest().value.state;
  const bool is_at_rest = state == embedding_state::idle || state == embedding_state::no_model;
  if ((is_at_rest && !made_) || std::exchange(look_is_due_, true)) return;
  compat::post_after(self(), parts_.between_looks, answer_arrived{[this] {
                       look_is_due_ = false;
                       look();
                     }});
}

void approximation_actor::decide() {
  const auto now = parts_.progress->latest().value;
  const auto model = parts_.model();
  if (made_ && (made_->stands_in_for != model || search::is_nearly_read(now, parts_.notes()) || is_worn())) drop();
  if (made_ || model.empty() || time().steady() < retry_at_ || !search::is_worthwhile(now, parts_.notes())) return;
  attempt([this] { return begin(); });
}

/// What notes no longer say stays in it, and would stand before what they do in the end.
bool approximation_actor::is_worn() const {
  constexpr std::size_t part = 4;
  constexpr std::size_t few_notes = 64;
  return run_ && run_->notes_looked_at_again() > few_notes + parts_.notes() / part;
}

/// Whatever goes wrong, memory that runs out too, leaves searches with what there is.
void approximation_actor::attempt(const std::function<status()>& step) {
  try {
    const auto done = step();
    if (!done && done.error().code != errc::cancelled) give_up(done.error().message);
  } catch (const std::exception& thrown) {
    give_up(thrown.what());
  }
}

status approximation_actor::begin() {
  const auto model = parts_.model();
  auto words = parts_.load(stop_requested());
  RETURN_IF_ERROR(words);
  made_ = std::make_shared<search::first_approximation>(
      search::first_approximation{model, *words, std::make_shared<stores::memory_vectors>((*words)->model())});
  run_.emplace(*made_->model, *made_->vectors, parts_.lexical_file);
  run_->look_at_all();
  begun_at_ = time().steady();
  tell(approximation_stage::being_made);
  post_slice();
  return {};
}

void approximation_actor::post_slice() {
  if (std::exchange(slice_is_due_, true)) return;
  compat::post(self(), next_slice{});
}

void approximation_actor::work() {
  slice_is_due_ = false;
  if (!run_ || run_->done()) return;
  {
    const sign_of_life_listener answering{[this] { record().probe_answered = record().probe_sent.load(); }};
    attempt([this] { return run_->advance(); });
  }
  if (!run_) return;
  if (!run_->done()) return post_slice();
  if (parts_.place->current() == made_) return;
  parts_.place->put(made_);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(time().steady() - begun_at_);
  ops::log_event("approximator", "approximation_complete",
                 {{"passages", made_->vectors->at_hand().vectors}, {"duration_ms", took.count()}});
  tell(approximation_stage::in_use);
}

void approximation_actor::give_up(const std::string& why) {
  log().warn("There is no first approximation of what notes mean for now, which is tried again by itself: {}", why);
  retry_at_ = time().steady() + parts_.before_next_attempt;
  drop();
}

/// Searches that are under way keep what they took until they are done.
void approximation_actor::drop() {
  parts_.place->put(nullptr);
  run_.reset();
  made_.reset();
  tell(approximation_stage::none);
}

void approximation_actor::tell(approximation_stage stage) {
  if (parts_.progress->latest().value.approximation == stage) return;
  parts_.progress->change([stage](embedding_progress& now) { now.approximation = stage; });
}

}  // namespace secondbrain::actors
