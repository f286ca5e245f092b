// Embeddings of OpenAI, and of the hosts that speak its protocol: Ollama, llama.cpp, LM Studio (contract: retrieval
// §1). Every call is recorded, as usage type `embedding`.
//
// Belongs to one thread, as every embedder. A call ends within a minute, and much earlier where the host has shown how
// quick it is; for a query within half a minute, in which a host may load its model: who cannot wait for so long asks
// from another thread. Given up within milliseconds once it is cancelled. Fails as language models do.
#pragma once

#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
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

/// How long a call may take that embeds documents. For several, once the host has shown how quick it is, ten times what
/// it took lately is enough, but never less than this.
struct document_patience {
  std::chrono::milliseconds least{10'000};  // after it the host is in doubt
  std::chrono::milliseconds most{60'000};   // for one, too: the host may have its model to load again
};

class openai_embedder final : public search::embedder {
 public:
  openai_embedder(net::http_client& network, const provider_profile& profile, model_tag model, vector_length length,
                  circuit_breaker& breaker, const metering& shared, std::function<bool()> cancelled = {},
                  document_patience patience = {});

  model_tag model() const override { return model_; }
  status standing() const override { return meter_.standing(); }
  result<std::vector<std::vector<float>>> embed_documents(std::span<const std::string> texts) override;
  result<std::vector<float>> embed_query(std::string_view query) override;

 private:
  using vectors = std::vector<std::vector<float>>;

  struct call_time {
    std::chrono::nanoseconds usual;  // an answer that takes longer puts the host in doubt
    std::chrono::nanoseconds most;
  };

  call_time time_for(std::size_t documents) const;
  result<vectors> embed_batch(std::span<const std::string> texts, call_time time);
  std::string wire_request(std::span<const std::string> texts) const;
  result<vectors> read_answer(const boost::json::value& answer, std::size_t count) const;

  provider_host host_;
  model_tag model_;
  vector_length length_;
  call_meter meter_;
  std::function<bool()> cancelled_;  // empty: never
  document_patience patience_;
  std::optional<std::chrono::nanoseconds> time_of_a_text_;  // lately; nothing: not known yet
};

}  // namespace secondbrain::llm
