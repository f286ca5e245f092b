#include "brain/llm/encoder_embedder.hpp"

#include <utility>

namespace secondbrain::search {

std::string shared_encoder::name_of(const encoder::model_description& model) {
  return encoder::vector_name(model) + '/' + std::string{text_recipe};
}

result<std::shared_ptr<const encoder::text_encoder>> shared_encoder::loaded() {
  const std::lock_guard guard{mutex_};
  if (encoder_) return encoder_;
  auto loaded = encoder::text_encoder::load(model_.folder);
  RETURN_IF_ERROR(loaded);
  if (name_of(loaded->model()) != model().name)  // its vectors would stand under the name of the other
    return fail(errc::unavailable,
                "The model " + model_.description.name +
                    " was exchanged while the service runs. Restart the service to use the new one.");
  encoder_ = std::make_shared<const encoder::text_encoder>(*std::move(loaded));
  return encoder_;
}

result<std::vector<std::vector<float>>> encoder_embedder::embed_documents(std::span<const std::string> texts) {
  if (texts.empty()) return std::vector<std::vector<float>>{};
  const auto model = shared_->loaded();
  RETURN_IF_ERROR(model);
  auto vectors = (*model)->encode_passages(texts, shared_->threads());
  if (vectors)
    for (auto& vector : *vectors) normalise(vector);
  return vectors;
}

result<std::vector<float>> encoder_embedder::embed_query(std::string_view query) {
  const auto model = shared_->loaded();
  RETURN_IF_ERROR(model);
  auto vector = (*model)->encode_query(query);
  if (vector) normalise(*vector);
  return vector;
}

}  // namespace secondbrain::search
