// Has a model host asked for the vector of a query behind its caller, who waits only as long as the host deserves:
// seconds while it answers, a moment once it is in doubt, not at all while it owes the answers to two queries: one may
// have been lost. What comes too late is for the next time, where the model remembers it (query_memory.hpp).
//
// One thread, as every embedder. Destroying it gives up the calls that are under way. Fails as the model does, and with
// unavailable when its answer is not waited for any longer.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/side_thread.hpp"
#include "brain/llm/embedder.hpp"

namespace secondbrain::search {

class background_embedder final : public embedder {
 public:
  /// `make` makes the model, one for each call that may be under way, and is given what says that a call is to be given
  /// up.
  explicit background_embedder(const std::function<std::unique_ptr<embedder>(std::function<bool()> cancelled)>& make) {
    for (auto& each : callers_) each.model = make([this] { return is_over_.load(); });
  }
  ~background_embedder() override { is_over_ = true; }

  model_tag model() const override { return callers_[0].model->model(); }
  std::size_t texts_at_once() const override { return callers_[0].model->texts_at_once(); }
  status standing() const override { return callers_[0].model->standing(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  struct caller {
    std::unique_ptr<embedder> model;
    std::future<result<std::vector<float>>> call;  // of the last query that it was given
    side_thread thread;                            // last: it uses the members above
  };

  failed not_waited_for() const;

  std::atomic<bool> is_over_{false};
  std::array<caller, 2> callers_;
};

}  // namespace secondbrain::search
