#include "brain/search/background_embedder.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace secondbrain::search {

namespace {

constexpr std::chrono::milliseconds patience{3'000};
constexpr std::chrono::milliseconds patience_in_doubt{500};

template <class T>
bool is_under_way(const std::future<T>& call, std::chrono::milliseconds time) {
  return call.valid() && call.wait_for(time) == std::future_status::timeout;
}

}  // namespace

result<std::vector<std::vector<float>>> background_embedder::embed_documents(std::span<const std::string> texts) {
  auto& first = callers_.front();
  if (first.call.valid()) first.call.wait();  // a model is asked by one at a time
  return first.model->embed_documents(texts);
}

result<std::vector<float>> background_embedder::embed_query(std::string_view query) {
  const auto free =
      std::find_if(callers_.begin(), callers_.end(), [](const caller& each) { return !is_under_way(each.call, {}); });
  if (free == callers_.end()) return not_waited_for();
  const auto time = free->model->standing() ? patience : patience_in_doubt;
  free->call =
      free->thread.begin([model = free->model.get(), query = std::string{query}] { return model->embed_query(query); });
  if (is_under_way(free->call, time)) return not_waited_for();
  return free->call.get();
}

failed background_embedder::not_waited_for() const {
  const auto now = standing();
  return now ? fail(errc::unavailable, "the model takes too long at the moment") : fail(now.error());
}

}  // namespace secondbrain::search
