// OpenAI's embeddings (contract: retrieval §1). Every call is recorded, as usage type `embedding`.
//
// Belongs to one thread, as every embedder. Ends within a minute a call, within three seconds for a query: somebody
// waits for it, who can be answered by words alone. Fails as language models do.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "brain/llm/call_meter.hpp"
#include "brain/llm/provider_host.hpp"
#include "brain/search/embedder.hpp"

namespace secondbrain::llm {

class openai_embedder final : public search::embedder {
 public:
  /// Without `dimensions` vectors have the length that is the model's own.
  openai_embedder(const provider_profile& profile, std::string model, std::optional<int> dimensions,
                  circuit_breaker& breaker, const metering& shared);

  model_tag model() const override;
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  using vectors = std::vector<std::vector<float>>;

  result<vectors> embed(std::span<const std::string> texts, std::chrono::seconds call_time);
  result<vectors> embed_batch(std::span<const std::string> texts, std::chrono::seconds call_time);
  std::string wire_request(std::span<const std::string> texts) const;
  result<vectors> read_answer(const boost::json::value& answer, std::size_t count) const;

  provider_host host_;
  std::string model_;
  std::optional<int> dimensions_;
  call_meter meter_;
};

}  // namespace secondbrain::llm
