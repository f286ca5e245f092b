#include "brain/llm/encoder_embedder.hpp"

#include <algorithm>
#include <utility>

#include "base/human_text.hpp"

namespace secondbrain::search {

namespace {

constexpr std::chrono::seconds patience_with_loading{2};  // of a search, which goes by words then

failed without_direction(const shared_encoder& model) {
  return fail(errc::corrupt, "The model " + model.model().name +
                                 " computes vectors with which nothing can be compared. Install it again, or another "
                                 "one: `secondbrain model install`.");
}

}  // namespace

std::string shared_encoder::name_of(const encoder::model_description& model) {
  return encoder::vector_name(model) + '/' + std::string{text_recipe};
}

shared_encoder::outcome shared_encoder::load() const {
  auto loaded = encoder::text_encoder::load(model_.folder);
  if (!loaded && loaded.error().code == errc::not_found)  // of the model, not of what it is asked for
    return fail(errc::corrupt, "The model " + model_.description.name +
                                   " is not whole: " + with_full_stop(loaded.error().message) +
                                   " Install it again: `secondbrain model install " + model_.description.name + "`.");
  RETURN_IF_ERROR(loaded);
  if (name_of(loaded->model()) != model().name)  // its vectors would stand under the name of the other
    return fail(errc::unavailable,
                "The model " + model_.description.name +
                    " was exchanged while the service runs. Restart the service to use the new one.");
  return std::make_shared<const encoder::text_encoder>(*std::move(loaded));
}

/// By a thread of its own; once for all who wait for it, and once more when it has failed.
std::shared_future<shared_encoder::outcome> shared_encoder::begin_loading() {
  const std::lock_guard guard{mutex_};
  const bool has_ended = loading_.valid() && loading_.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
  if (!loading_.valid() || (has_ended && !loading_.get()))
    loading_ = std::async(std::launch::async, [this] { return load(); }).share();
  return loading_;
}

shared_encoder::outcome shared_encoder::loaded(const std::function<bool()>& cancelled) {
  constexpr std::chrono::milliseconds between_looks{20};
  const auto loading = begin_loading();
  while (cancelled && loading.wait_for(between_looks) != std::future_status::ready)
    if (cancelled()) return fail(errc::cancelled, "The model " + model_.description.name + " is not waited for.");
  return loading.get();
}

shared_encoder::outcome shared_encoder::loaded_within(std::chrono::milliseconds patience) {
  const auto loading = begin_loading();
  if (loading.wait_for(patience) == std::future_status::ready) return loading.get();
  return fail(errc::unavailable, "The model " + model_.description.name + " is still being loaded.");
}

result<std::vector<std::vector<float>>> encoder_embedder::embed_documents(std::span<const std::string> texts) {
  if (texts.empty()) return std::vector<std::vector<float>>{};
  const auto model = shared_->loaded(cancelled_);
  RETURN_IF_ERROR(model);
  auto vectors = (*model)->encode_passages(texts, shared_->threads(), cancelled_);
  if (vectors && !std::all_of(vectors->begin(), vectors->end(), [](auto& vector) { return normalise(vector); }))
    return without_direction(*shared_);
  return vectors;
}

result<std::vector<float>> encoder_embedder::embed_query(std::string_view query) {
  const auto model = shared_->loaded_within(patience_with_loading);
  RETURN_IF_ERROR(model);
  auto vector = (*model)->encode_query(query);
  if (vector && !normalise(*vector)) return without_direction(*shared_);
  return vector;
}

}  // namespace secondbrain::search
