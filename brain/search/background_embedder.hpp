// Has a model host asked for the vector of a query behind its caller, who waits only as long as the host deserves:
// seconds while it answers, a moment once it is in doubt, not at all while it has not answered the query before. What
// comes too late is for the next time, where the model remembers it (query_memory.hpp).
//
// One thread, as every embedder. Destroying it gives up the call that is under way. Fails as the model does, and with
// unavailable when its answer is not waited for any longer.
#pragma once

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
  /// `make` is given what says that a call is to be given up.
  explicit background_embedder(const std::function<std::unique_ptr<embedder>(std::function<bool()> cancelled)>& make)
      : model_{make([this] { return is_over_.load(); })} {}
  ~background_embedder() override { is_over_ = true; }

  model_tag model() const override { return model_->model(); }
  std::size_t texts_at_once() const override { return model_->texts_at_once(); }
  status standing() const override { return model_->standing(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  failed not_waited_for() const;

  std::atomic<bool> is_over_{false};
  std::unique_ptr<embedder> model_;
  std::future<result<std::vector<float>>> call_;  // of the last query
  side_thread asking_;                            // last: it uses the members above
};

}  // namespace secondbrain::search
