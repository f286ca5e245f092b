#include "actors/remote_vectors_actor.hpp"

#include <algorithm>

#include "base/human_text.hpp"

namespace secondbrain::actors {

namespace {

constexpr std::chrono::seconds asking_timeout{10};

result<nothing> answered(status outcome) {
  return std::move(outcome).map([] { return nothing{}; });
}

}  // namespace

status remote_vectors_actor::open() {
  store_ = parts_.make_store();
  compat::post(self(), answer_arrived{[this] {
                 look();
                 look_again();
               }});
  return {};
}

caf::message_handler remote_vectors_actor::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { compact(); })};
}

// ---- whether the server answers ----

void remote_vectors_actor::look_again() {
  compat::post_after(self(), parts_.between_looks, answer_arrived{[this] {
                       look();
                       look_again();
                     }});
}

void remote_vectors_actor::look() {
  const auto known = parts_.standing->at_hand();
  const bool is_first = known.being_loaded.has_value();
  const bool was_away = !known.trouble.empty();
  if (was_away && !parts_.standing->is_due()) return;
  const auto outcome = is_first || was_away || is_changed_ ? count() : store_->check();
  if (!outcome) return lose(outcome.error());
  if (!was_away) return;
  log().info("the vectors can be reached again: {} of them", counts_.vectors);
  parts_.embedder.send(embed_notes{}, asking_timeout, [](auto) {});
}

status remote_vectors_actor::count() {
  auto counted = store_->counts();
  RETURN_IF_ERROR(counted);
  counts_ = *std::move(counted);
  is_changed_ = false;
  parts_.standing->reached(counts_.model.value_or(model_tag{}), static_cast<std::size_t>(counts_.vectors));
  return {};
}

/// In the log where it is new.
void remote_vectors_actor::lose(const error& why) {
  const auto known = parts_.standing->at_hand().trouble;
  if (known != why.message)
    log().warn("Notes are found by their words only: {} It is tried again by itself.", with_full_stop(why.message));
  parts_.standing->lost(why.message);
}

/// While the server is away, nobody waits for it.
template <class Work>
auto remote_vectors_actor::ask(const Work& work) -> decltype(work()) {
  if (auto trouble = parts_.standing->at_hand().trouble; !trouble.empty())
    return fail(errc::unavailable, std::move(trouble));
  auto answer = work();
  if (answer || !stores::is_out_of_reach(answer.error().code)) return answer;
  lose(answer.error());
  return fail(errc::unavailable, answer.error().message);
}

// ---- what is asked ----

/// What is written is found when it is counted: the first at once, more of it with the next look.
result<nothing> remote_vectors_actor::handle(const write_vectors& request) {
  return answered(ask([&]() -> status {
    RETURN_IF_ERROR(store_->write(request));
    is_changed_ = true;
    const auto known = parts_.standing->at_hand();
    const bool is_known = known.vectors > 0 && known.model == request.model && !known.being_loaded;
    return is_known ? status{} : count();
  }));
}

result<nothing> remote_vectors_actor::handle(const remove_vectors& request) {
  const auto removed = ask([&] { return store_->remove(request.note_paths); });
  if (!removed && removed.error().code != errc::unavailable) return fail(removed.error());
  is_changed_ = true;
  return nothing{};
}

result<nothing> remote_vectors_actor::handle(const clear_vectors&) {
  return answered(ask([&] { return store_->clear().and_then([&] { return count(); }); }));
}

/// While the server is away, as they were last.
result<vector_counts> remote_vectors_actor::handle(const count_vectors&) {
  auto counted = ask([&] { return count(); });
  if (!counted && counted.error().code != errc::unavailable) return fail(counted.error());
  return counts_;
}

result<std::vector<std::string>> remote_vectors_actor::handle(const find_missing_vectors& request) {
  auto missing = ask([&] { return store_->missing(request.text_hashes); });
  if (missing) take_former(*missing);
  return missing;
}

/// What cannot be taken is embedded again.
void remote_vectors_actor::take_former(std::vector<std::string>& missing) {
  const auto model = missing.empty() || !parts_.model_now ? std::nullopt : parts_.model_now();
  if (!model) return;
  auto former = former_.of(*model, missing);
  if (!former) return log().warn("vectors of before cannot be taken over: {}", former.error().message);
  if (former->empty()) return;
  const write_vectors taken{*model, *std::move(former), {}};
  if (!handle(taken)) return;
  std::erase_if(missing, [&](const std::string& hash) {
    return std::any_of(taken.vectors.begin(), taken.vectors.end(),
                       [&](const stored_vector& each) { return each.text_hash == hash; });
  });
}

result<embedded_chunks> remote_vectors_actor::handle(const list_embedded_chunks& request) {
  return ask([&] { return store_->embedded(request.behind_note, request.enough); });
}

result<nothing> remote_vectors_actor::handle(const compact_vectors&) {
  compat::post(self(), next_slice{});
  return nothing{};
}

void remote_vectors_actor::compact() {
  const auto dropped = ask([&] { return store_->drop_unlinked(unneeded_vectors_stay, vectors_dropped_in_a_slice); });
  if (!dropped || *dropped == 0) return;  // what is left is dropped after the next change
  is_changed_ = true;
  compat::post(self(), next_slice{});
}

result<nothing> remote_vectors_actor::handle(const check_store&) {
  return answered(ask([&] { return store_->check(); }));
}

result<nothing> remote_vectors_actor::handle(const snapshot_store&) {
  return fail(errc::unavailable, "the vectors are kept by a server, which has backups of its own");
}

}  // namespace secondbrain::actors
