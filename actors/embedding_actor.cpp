#include "actors/embedding_actor.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/human_text.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::actors {

namespace {

constexpr std::chrono::seconds vectors_timeout{120};
// To find out for which of so many there is something to do, all are compared.
constexpr std::size_t many_notes = 10'000;

status outcome_of(result<nothing> answer) {
  return std::move(answer).map([](nothing) {});
}

}  // namespace

status embedding_actor::open() {
  return outcome_of(handle(embed_notes{}));
}

result<nothing> embedding_actor::handle(const embed_notes& request) {
  merge(request);
  begin_if_idle();
  return nothing{};
}

void embedding_actor::merge(const embed_notes& request) {
  if (!requested_) return;
  if (!request.changed || requested_->size() + request.changed->size() > many_notes) return requested_.reset();
  requested_->insert(requested_->end(), request.changed->begin(), request.changed->end());
}

void embedding_actor::begin_if_idle() {
  if (state_ != state::idle || (requested_ && requested_->empty())) return;
  state_ = state::working;
  compat::post(self(), next_slice{});
}

caf::message_handler embedding_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { work(); })};
}

/// One slice, so that probes are answered in between.
void embedding_actor::work() {
  state_ = state::working;
  const auto outcome = do_a_little();
  if (!run_->is_comparing())
    parts_.progress->publish({run_->notes_left(), left_out_.refused(), texts_before_ + run_->texts_embedded()});
  if (!outcome && outcome.error().code != errc::not_found) return wait(outcome.error());
  if (!run_->done()) return compat::post(self(), next_slice{});
  finish();
}

status embedding_actor::do_a_little() {
  if (run_) {
    const bool was_comparing = run_->is_comparing();
    const auto advanced = run_->advance();
    if (was_comparing) notes_found_ = run_->notes_left();
    return advanced;
  }
  texts_before_ = parts_.progress->latest().value.texts_embedded;
  run_.emplace(*parts_.model, vector_access(), left_out_);
  auto changed = std::exchange(requested_, std::vector<std::string>{});
  // not_found: nothing is indexed, so nothing is to be embedded
  auto begun = run_->begin(parts_.lexical_file, std::move(changed));
  notes_found_ = run_->notes_left();
  return begun;
}

void embedding_actor::finish() {
  if (notes_found_ > 0)
    ops::log_event("embedder", "embedding_complete", {{"notes", notes_found_}, {"model", parts_.model->model().name}});
  run_.reset();
  retry_ = parts_.first_retry;
  log_refused();
  record().set_note({});
  state_ = state::idle;
  begin_if_idle();
}

/// In the log once for each text; where it is so, the progress says.
void embedding_actor::log_refused() {
  for (const auto& [path, why] : left_out_.refused()) {
    auto entry = path;
    entry.append(1, '\n').append(why);
    if (reported_.insert(std::move(entry)).second)
      log().warn("a text of {} is found by its words only, because the model does not accept it: {}", path, why);
  }
}

void embedding_actor::wait(const error& why) {
  if (run_->notes_left() < notes_found_) retry_ = parts_.first_retry;  // it got somewhere
  requested_.reset();                                                  // what was left, the next run finds
  run_.reset();
  state_ = state::waiting;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(retry_).count();
  const auto note =
      "New notes are found by their words only, because the model for searching by meaning cannot be "
      "used: " +
      with_full_stop(why.message) + " It is tried again by itself.";
  log().warn("{} Next attempt in {} s.", note, seconds);
  record().set_note(note);
  compat::post_after(self(), retry_, next_slice{});
  retry_ = std::min(retry_ * 2, parts_.last_retry);
}

search::vector_access embedding_actor::vector_access() {
  const auto& vectors = parts_.vectors;
  search::vector_access access;
  access.list = [&vectors](list_embedded_chunks request) { return vectors.ask(std::move(request), vectors_timeout); };
  access.missing = [&vectors](std::vector<std::string> hashes) {
    return vectors.ask(find_missing_vectors{std::move(hashes)}, vectors_timeout);
  };
  access.write = [&vectors](write_vectors request) {
    return outcome_of(vectors.ask(std::move(request), vectors_timeout));
  };
  access.remove = [&vectors](std::vector<std::string> notes) {
    return outcome_of(vectors.ask(remove_vectors{std::move(notes)}, vectors_timeout));
  };
  access.clear = [&vectors] { return outcome_of(vectors.ask(clear_vectors{}, vectors_timeout)); };
  access.compact = [&vectors] { return outcome_of(vectors.ask(compact_vectors{}, vectors_timeout)); };
  return access;
}

}  // namespace secondbrain::actors
