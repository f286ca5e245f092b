#include "brain/search/semantic_search.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "base/utf8.hpp"
#include "brain/search/fusion.hpp"

namespace secondbrain::search {
namespace {

constexpr std::size_t longest_question = 2000;  // code points that a model is asked about

std::string short_name(const model_tag& model) {
  return model.name.substr(0, model.name.find('@'));
}

}  // namespace

std::vector<float> inquiry::embedded_question() {
  const bool is_alone = near.wait_for(std::chrono::seconds{0}) == std::future_status::deferred;
  if (is_alone) near.wait();  // there is no other thread: it thinks now
  return question.get();
}

void semantic_search::begin() {
  if (source_ && source_->model_now) source_->model = source_->model_now();
  approximation_ = has_model() && source_->approximation ? source_->approximation() : nullptr;
  if (approximation_ && approximation_->stands_in_for != source_->model->model().name) approximation_.reset();
}

std::string semantic_search::model_name() const {
  return short_name(source_->model->model());
}

command semantic_search::command_of(std::string_view question) const {
  return command_of_language(source_->model->model().name, question);
}

status semantic_search::can_embed() const {
  const auto stored = vectors().at_hand();
  const auto model = model_in_use().model();
  if (!stored.trouble.empty()) return fail(errc::unavailable, stored.trouble);
  if (stored.being_loaded)
    return fail(errc::unavailable,
                "the vectors are still being loaded (" + std::to_string(*stored.being_loaded) + " %)");
  if (stored.vectors == 0) return fail(errc::unavailable, "no note has been read by meaning yet");
  if (stored.model != model)
    return fail(errc::conflict, "the notes were read by meaning with " + short_name(stored.model) + ", not with " +
                                    short_name(model) + " as it is now: they are being read again");
  return {};
}

result<std::vector<float>> semantic_search::embedded(const std::string& question) {
  RETURN_IF_ERROR(can_embed());
  const auto model = model_in_use().model();
  auto values = model_in_use().embed_query(first_code_points(question, longest_question));
  if (values && values->size() != static_cast<std::size_t>(model.dimensions))
    return fail(errc::internal, model.name + " answered with a vector of the wrong length");
  return values;
}

result<nearness> semantic_search::near_to(const std::string& question, int limit,
                                          std::promise<std::vector<float>>& embedded_first) {
  result<std::vector<float>> values;
  try {
    values = embedded(question);
    embedded_first.set_value(values.value_or(std::vector<float>{}));
  } catch (...) {  // whoever waits for the first is to learn of it
    embedded_first.set_exception(std::current_exception());
    throw;
  }
  RETURN_IF_ERROR(values);
  auto nearest = vectors().nearest(*values, limit, minimum_cosine);
  RETURN_IF_ERROR(nearest);
  return nearness{*std::move(values), *std::move(nearest)};
}

inquiry semantic_search::ask(std::string question, int limit) {
  auto embedded_first = std::make_shared<std::promise<std::vector<float>>>();
  auto embedded_question = embedded_first->get_future();
  return {std::move(embedded_question),
          thinking_.begin([this, limit, question = std::move(question), embedded_first = std::move(embedded_first)] {
            return near_to(question, limit, *embedded_first);
          })};
}

}  // namespace secondbrain::search
