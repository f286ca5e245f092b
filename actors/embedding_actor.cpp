#include "actors/embedding_actor.hpp"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "base/files.hpp"
#include "base/human_text.hpp"
#include "base/system_error.hpp"
#include "brain/search/fusion_weights.hpp"
#include "brain/vault/vault_languages.hpp"
#include "ops/log/logging.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::actors {

namespace {

constexpr std::chrono::seconds vectors_timeout{120};
// To find out for which of so many there is something to do, all are compared.
constexpr std::size_t many_notes = 10'000;
// So many at once are what a person writes; more are the work of a program.
constexpr std::size_t few_notes = 32;

status outcome_of(result<nothing> answer) {
  return std::move(answer).map([](nothing) {});
}

status set_mark(const std::filesystem::path& mark, bool is_wanted) {
  if (is_wanted) return write_atomically(mark, "Embedding is paused: `secondbrain model resume` ends that.\n");
  std::error_code problem;
  std::filesystem::remove(mark, problem);
  if (problem) return fail_with(problem, "cannot remove " + mark.string());
  return sync_directory(mark.parent_path());
}

}  // namespace

status embedding_actor::open() {
  std::error_code ignored;
  paused_ = !parts_.pause_mark.empty() && std::filesystem::exists(parts_.pause_mark, ignored);
  told_ = parts_.progress->latest().value;
  model_ = parts_.model(stop_requested());
  if (parts_.look_for_model) look_again();
  start_over();
  return {};
}

caf::message_handler embedding_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { work(); })};
}

// ---- what is asked ----

result<nothing> embedding_actor::handle(const embed_notes& request) {
  const bool is_of_a_person = request.changed && request.changed->size() <= few_notes;
  if (run_ && !run_->done() && request.changed && (is_of_a_person || is_model_held())) {
    take_first(*request.changed);
  } else if (state_ == state::waiting && waits_for_model_) {
    run_.reset();  // the next one looks at all, without the model
    requested_.reset();
    post_slice();
  } else if (state_ == state::waiting || (run_ && run_->is_held_up())) {
    start_over();  // to know what there is to do; what was in the way of the stores may be gone
  } else {
    merge(request);
  }
  begin_if_idle();
  publish();
  return nothing{};
}

void embedding_actor::take_first(const std::vector<std::string>& notes) {
  run_->put_first(notes);
  notes_found_ += notes.size();
  post_slice();
}

void embedding_actor::merge(const embed_notes& request) {
  if (!requested_) return;
  if (!request.changed || requested_->size() + request.changed->size() > many_notes) return requested_.reset();
  requested_->insert(requested_->end(), request.changed->begin(), request.changed->end());
}

result<nothing> embedding_actor::handle(const pause_embedding& request) {
  if (request.paused != paused_ && !parts_.pause_mark.empty())
    RETURN_IF_ERROR(set_mark(parts_.pause_mark, request.paused));
  paused_ = request.paused;
  if (state_ == state::waiting) start_over();
  if (state_ == state::working) post_slice();
  publish();
  return nothing{};
}

// ---- the model ----

void embedding_actor::look_again() {
  compat::post_after(self(), model_ ? parts_.between_looks : parts_.before_first_model, answer_arrived{[this] {
                       look_again();
                       if (parts_.look_for_model()) take_model();
                     }});
}

/// Its vectors take the place of all others: those of two are never compared.
void embedding_actor::take_model() {
  run_.reset();
  memory_ = {};
  knows_languages_ = false;
  told_.languages_unknown.clear();
  model_ = parts_.model(stop_requested());
  retry_ = parts_.first_retry;
  record().set_note({});
  start_over();
}

// ---- the work ----

/// With all notes: what is embedded already is found out by comparing.
void embedding_actor::start_over() {
  run_.reset();
  requested_.reset();
  state_ = state::idle;
  begin_if_idle();
  publish();
}

void embedding_actor::begin_if_idle() {
  if (state_ != state::idle || !model_ || (requested_ && requested_->empty())) return;
  state_ = state::working;
  post_slice();
}

void embedding_actor::post_slice() {
  if (std::exchange(slice_is_due_, true)) return;
  compat::post(self(), next_slice{});
}

/// One slice, so that probes are answered in between.
void embedding_actor::work() {
  slice_is_due_ = false;
  if (state_ == state::idle || (state_ == state::waiting && !waits_for_model_)) return;
  if (run_) run_->hold_model(is_model_held());
  if (run_ && run_->is_held_up()) {
    const bool is_more_wanted = !requested_ || !requested_->empty();
    if (state_ == state::working && is_more_wanted) start_over();
    return;
  }
  const auto outcome = do_a_little();
  if (!outcome && outcome.error().code == errc::cancelled) return;  // the request to stop comes next
  if (!outcome && outcome.error().code != errc::not_found) return wait(outcome.error());
  publish();
  if (!run_->done()) return post_slice();
  finish();
}

status embedding_actor::do_a_little() {
  if (run_) {
    if (run_->is_about_to_ask()) tell_that_it_asks();
    const bool was_comparing = run_->is_comparing();
    const auto advanced = run_->advance();
    if (was_comparing) notes_found_ = run_->notes_left();
    if (was_comparing && !run_->is_comparing()) look_at_languages();
    return advanced;
  }
  texts_before_ = told_.texts_embedded;
  run_.emplace(*model_, vector_access(), memory_);
  auto changed = std::exchange(requested_, std::vector<std::string>{});
  // not_found: nothing is indexed, so nothing is to be embedded
  auto begun = run_->begin(parts_.lexical_file, std::move(changed));
  if (begun) notes_found_ = run_->notes_left();
  return begun;
}

void embedding_actor::finish() {
  if (!knows_languages_ || notes_found_ > few_notes) look_at_languages();
  if (notes_found_ > 0)
    ops::log_event("embedder", "embedding_complete", {{"notes", notes_found_}, {"model", model_->model().name}});
  run_.reset();
  retry_ = parts_.first_retry;
  log_refused();
  record().set_note({});
  state_ = state::idle;
  begin_if_idle();
  publish();
}

/// Of what cannot be read, nothing is said.
void embedding_actor::look_at_languages() {
  constexpr std::size_t sampled_passages = 200;
  told_.languages_unknown.clear();
  if (!search::knows_english_only(model_->model().name)) return;
  auto reader = stores::lexical_reader::open(parts_.lexical_file);
  if (!reader) return;
  auto sampled = reader->sample_languages(sampled_passages);
  if (!sampled) return;
  const auto untold = sampled->extract("");  // lists, names, numbers: they are not more of any language
  const vault::vault_languages found{*std::move(sampled)};
  knows_languages_ = found.told() > 0;
  const bool are_many = found.beyond_english() > (untold ? untold.mapped() : 0) / 4;
  if (found.need_more_than_english() && are_many) told_.languages_unknown = found.named_beyond_english();
}

/// In the log once for each text; where it is so, the progress says.
void embedding_actor::log_refused() {
  for (const auto& [path, why] : memory_.left_out.refused()) {
    auto entry = path;
    entry.append(1, '\n').append(why);
    if (reported_.insert(std::move(entry)).second)
      log().warn("a text of {} is found by its words only, because the model does not accept it: {}", path, why);
  }
}

void embedding_actor::wait(const error& why) {
  publish();
  waits_for_model_ = run_->has_model_failed();
  const bool got_somewhere = run_->has_begun() && run_->notes_left() < notes_found_;
  if (got_somewhere || !waits_for_model_) retry_ = parts_.first_retry;
  const auto note = reason(why) + " It is tried again by itself.";
  requested_.reset();  // what was left, the next run finds
  state_ = state::waiting;
  if (waits_for_model_)
    post_slice();  // what needs none goes on
  else
    run_.reset();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(retry_).count();
  log().warn("{} Next attempt in {} s.", note, seconds);
  record().set_note(note);
  retry_at_ = time().steady() + retry_;
  compat::post_after(self(), retry_, answer_arrived{[this] {
                       if (state_ == state::waiting && time().steady() >= retry_at_) start_over();
                     }});
  retry_ = std::min(retry_ * 2, parts_.last_retry);
  publish();
}

std::string embedding_actor::reason(const error& why) const {
  const std::string first = "No more notes are read by meaning for now, because ";
  if (run_->has_model_failed())
    return first + "the model for searching by meaning cannot be used: " + with_full_stop(why.message);
  return first + "what searches by meaning cannot be written or read: " + with_full_stop(why.message);
}

// ---- what is told ----

void embedding_actor::publish() {
  const auto former = std::exchange(told_.state, told_state());
  told_.refused = memory_.left_out.refused();
  told_.texts_per_second = memory_.pace.texts_per_second();
  if (run_ && run_->has_begun() && !run_->is_comparing()) {
    told_.notes_left = run_->notes_left();
    told_.texts_left = run_->texts_left();
    told_.texts_embedded = texts_before_ + run_->texts_embedded();
  }
  if (!model_) told_.notes_left = told_.texts_left = 0;
  told_.asked_at.reset();
  tell();
  if (told_.state != former && parts_.on_state) parts_.on_state();
}

/// Until it answers, nobody else can say so.
void embedding_actor::tell_that_it_asks() {
  told_.asked_at = time().steady();
  tell();
}

void embedding_actor::tell() {
  parts_.progress->change([this](embedding_progress& now) {
    told_.approximation = now.approximation;  // somebody else's part
    now = told_;
  });
}

embedding_state embedding_actor::told_state() const {
  if (!model_) return embedding_state::no_model;
  if (paused_) return embedding_state::paused;
  if (state_ == state::waiting) return embedding_state::waiting;
  return state_ == state::working ? embedding_state::working : embedding_state::idle;
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
