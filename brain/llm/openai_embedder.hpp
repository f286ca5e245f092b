// Embeddings of OpenAI, and of the hosts that speak its protocol: Ollama, llama.cpp, LM Studio (contract: retrieval
// §1). Every call is recorded, as usage type `embedding`.
//
// Belongs to one thread, as every embedder. Ends within a minute a call, within three seconds for a query: somebody
// waits for it, who can be answered by words alone. Given up within milliseconds once it is cancelled. Fails as
// language models do.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "brain/llm/call_meter.hpp"
#include "brain/llm/embedder.hpp"
#include "brain/llm/provider_host.hpp"

namespace secondbrain::llm {

/// Whether the host is asked to make its vectors as long as the tag says, or makes them so by itself.
enum class vector_length : std::uint8_t { inherent, requested };

/// The length of OpenAI's own vectors.
int openai_dimensions(std::string_view model);

class openai_embedder final : public search::embedder {
 public:
  openai_embedder(net::http_client& network, const provider_profile& profile, model_tag model, vector_length length,
                  circuit_breaker& breaker, const metering& shared, std::function<bool()> cancelled = {});

  model_tag model() const override { return model_; }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  using vectors = std::vector<std::vector<float>>;

  result<vectors> embed(std::span<const std::string> texts, std::chrono::seconds call_time);
  result<vectors> embed_batch(std::span<const std::string> texts, std::chrono::seconds call_time);
  std::string wire_request(std::span<const std::string> texts) const;
  result<vectors> read_answer(const boost::json::value& answer, std::size_t count) const;

  provider_host host_;
  model_tag model_;
  vector_length length_;
  call_meter meter_;
  std::function<bool()> cancelled_;  // empty: never
};

}  // namespace secondbrain::llm
