#include "cli/service/semantic_setup.hpp"

#include <utility>

#include "brain/search/background_embedder.hpp"
#include "stores/vectors/local_vector_search.hpp"

namespace secondbrain::cli {

semantic_setup::semantic_setup(llm::models& models, std::shared_ptr<encoder_watch> installed,
                               std::optional<remote_vectors> remote)
    : models_{models},
      has_host_{models.make_embedder() != nullptr},
      installed_{std::move(installed)},
      remote_{std::move(remote)} {}

vectors_in_memory semantic_setup::in_memory() const {
  const auto first = approximation_->current();
  const auto approximated = first ? first->vectors->bytes() : 0;
  if (remote_) {
    const auto known = remote_->standing->at_hand();
    return {known.vectors, approximated, known.being_loaded};
  }
  const auto codes = vectors_->current();
  return {codes->size(), codes->bytes() + approximated, vectors_->being_loaded()};
}

std::unique_ptr<search::embedder> semantic_setup::make_embedder(std::function<bool()> cancelled) const {
  if (has_host_) return models_.make_embedder(std::move(cancelled));
  auto installed = encoder();
  if (!installed) return nullptr;
  return std::make_unique<search::encoder_embedder>(std::move(installed), std::move(cancelled));
}

/// What is remembered comes at once; what a host answers too late is remembered, too.
std::shared_ptr<search::embedder> semantic_setup::make_query_embedder() const {
  std::unique_ptr<search::embedder> model;
  if (has_host_)
    model = std::make_unique<search::background_embedder>([this](auto cancelled) {
      return std::make_unique<search::remembering_embedder>(make_embedder(std::move(cancelled)), memory_);
    });
  else
    model = make_embedder();
  if (!model) return nullptr;
  return std::make_shared<search::remembering_embedder>(std::move(model), memory_, queries_);
}

std::function<bool()> semantic_setup::model_finder() const {
  if (has_host_ || !installed_) return {};
  return [installed = installed_] { return installed->look(); };
}

/// Each made once for as long as it is the one.
std::function<std::shared_ptr<search::embedder>()> semantic_setup::current_model() const {
  if (has_host_) return {};
  return [this, of = encoder(), made = make_query_embedder()]() mutable {
    if (auto now = encoder(); now != of) {
      of = std::move(now);
      made = make_query_embedder();
    }
    return made;
  };
}

std::string semantic_setup::name_of_encoder() const {
  const auto used = has_host_ ? nullptr : encoder();
  return used ? used->model().name : std::string{};
}

result<std::shared_ptr<search::embedder>> semantic_setup::load_approximation(std::function<bool()> cancelled) const {
  const auto used = encoder();
  if (!used) return fail(errc::not_found, "no model is installed any more");
  return used->loaded(cancelled).map([&](auto model) -> std::shared_ptr<search::embedder> {
    return std::make_shared<search::approximate_embedder>(std::move(model), cancelled);
  });
}

search::search_engine semantic_setup::make_engine(const std::filesystem::path& lexical_file,
                                                  const std::filesystem::path& vectors_file,
                                                  std::function<bool()> is_partly_read,
                                                  std::function<status()> in_place) const {
  auto vectors = remote_ ? remote_->make_search()
                         : std::unique_ptr<stores::vector_search>{
                               std::make_unique<stores::local_vector_search>(vectors_file, vectors_)};
  search::semantic_source semantic{make_query_embedder(), std::move(vectors), current_model(),
                                   [place = approximation_] { return place->current(); }, std::move(is_partly_read)};
  return search::search_engine{lexical_file, std::move(semantic), std::move(in_place)};
}

}  // namespace secondbrain::cli
