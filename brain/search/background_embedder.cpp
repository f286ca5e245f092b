#include "brain/search/background_embedder.hpp"

#include <chrono>
#include <utility>

namespace secondbrain::search {

namespace {

constexpr std::chrono::milliseconds patience{3'000};
constexpr std::chrono::milliseconds patience_in_doubt{250};

template <class T>
bool is_under_way(const std::future<T>& call, std::chrono::milliseconds time) {
  return call.valid() && call.wait_for(time) == std::future_status::timeout;
}

}  // namespace

result<std::vector<std::vector<float>>> background_embedder::embed_documents(std::span<const std::string> texts) {
  if (call_.valid()) call_.wait();  // the model is asked by one at a time
  return model_->embed_documents(texts);
}

result<std::vector<float>> background_embedder::embed_query(std::string_view query) {
  if (is_under_way(call_, {})) return not_waited_for();
  const auto time = model_->standing() ? patience : patience_in_doubt;
  call_ = asking_.begin([this, query = std::string{query}] { return model_->embed_query(query); });
  if (is_under_way(call_, time)) return not_waited_for();
  return call_.get();
}

failed background_embedder::not_waited_for() const {
  const auto standing = model_->standing();
  return standing ? fail(errc::unavailable, "the model takes too long at the moment") : fail(standing.error());
}

}  // namespace secondbrain::search
