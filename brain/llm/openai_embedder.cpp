#include "brain/llm/openai_embedder.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "brain/llm/json_lookup.hpp"
#include "brain/llm/token_estimate.hpp"
#include "brain/llm/wire_text.hpp"

namespace secondbrain::llm {

namespace {

constexpr std::size_t most_texts = 2048;                     // in one call
constexpr std::size_t most_bytes = std::size_t{600} * 1024;  // well below the API's 300,000 tokens
constexpr std::chrono::seconds usual_query{3};
constexpr std::chrono::seconds longest_query{30};

std::size_t bytes_of(std::span<const std::string> texts) {
  std::size_t bytes = 0;
  for (const auto& text : texts) bytes += text.size();
  return bytes;
}

/// How many of the texts go into the next call, at least one.
std::size_t next_batch(std::span<const std::string> texts) {
  std::size_t count = 0;
  for (std::size_t bytes = 0; count < std::min(texts.size(), most_texts); ++count) {
    bytes += texts[count].size();
    if (count > 0 && bytes > most_bytes) break;
  }
  return count;
}

/// Nothing unless it is a list of so many numbers.
std::vector<float> read_vector(const boost::json::array& list, std::size_t dimensions) {
  std::vector<float> values;
  if (list.size() != dimensions) return values;
  values.reserve(dimensions);
  for (const auto& number : list) {
    if (!number.is_number()) return {};
    values.push_back(number.to_number<float>());
  }
  return values;
}

}  // namespace

int openai_dimensions(std::string_view model) {
  constexpr int usual = 1536;
  constexpr int large = 3072;
  return model == "text-embedding-3-large" ? large : usual;
}

openai_embedder::openai_embedder(net::http_client& network, const provider_profile& profile, model_tag model,
                                 vector_length length, circuit_breaker& breaker, const metering& shared,
                                 std::function<bool()> cancelled, document_patience patience)
    : host_{network, profile, {{"Authorization", "Bearer " + profile.api_key}}},
      model_{std::move(model)},
      length_{length},
      meter_{{profile.name, profile.title, model_.name}, breaker, shared},
      cancelled_{std::move(cancelled)},
      patience_{patience} {}

result<std::vector<float>> openai_embedder::embed_query(std::string_view query) {
  const auto text = search::query_to_embed(model_.name, query);
  return embed_batch({&text, 1}, {usual_query, longest_query}).map([](vectors one) { return std::move(one.front()); });
}

result<openai_embedder::vectors> openai_embedder::embed_documents(std::span<const std::string> texts) {
  vectors all;
  while (all.size() < texts.size()) {
    const auto rest = texts.subspan(all.size());
    const auto count = next_batch(rest);
    const auto began = std::chrono::steady_clock::now();
    auto batch = embed_batch(rest.first(count), time_for(count));
    if (!batch) return batch;
    const auto one = (std::chrono::steady_clock::now() - began) / static_cast<std::int64_t>(count);
    time_of_a_text_ = std::max<std::chrono::nanoseconds>(one, time_of_a_text_.value_or(one) / 2);
    std::move(batch->begin(), batch->end(), std::back_inserter(all));
  }
  return all;
}

/// Of a host that has shown how quick it is, silence says early that it hangs over one of the texts.
openai_embedder::call_time openai_embedder::time_for(std::size_t documents) const {
  constexpr std::int64_t slower = 10;  // than lately
  if (!time_of_a_text_ || documents == 1) return {patience_.least, patience_.most};
  const auto expected = *time_of_a_text_ * (slower * static_cast<std::int64_t>(documents));
  return {patience_.least, std::clamp<std::chrono::nanoseconds>(expected, patience_.least, patience_.most)};
}

result<openai_embedder::vectors> openai_embedder::embed_batch(std::span<const std::string> texts, call_time time) {
  const auto bytes = bytes_of(texts);
  const auto now = std::chrono::steady_clock::now();
  auto admitted = meter_.admit(most_tokens(bytes), 0, now + time.usual);
  RETURN_IF_ERROR(admitted);

  const call_limits limits{now + time.most, cancelled_};
  const net::call_deadline deadline{limits};
  std::string received;
  auto outcome = host_.post("/embeddings", wire_request(texts), deadline, [&](std::string_view piece) {
    received += piece;
    return true;
  });
  boost::system::error_code broken;
  const auto answer = boost::json::parse(received, broken);
  token_counts tokens{std::nullopt, 0};
  if (!broken) tokens.input = believable(count_at(answer, {"usage", "prompt_tokens"}), bytes);
  meter_.settle(std::move(*admitted), {"embedding", std::nullopt, outcome.ended, tokens, likely_tokens(bytes), 0,
                                       outcome.may_have_cost, outcome.for_log, outcome.nobody_listens});
  if (!outcome.ended) return fail(std::move(outcome.ended.error()));
  if (broken) return host_.nonsense("something that no language model answers");
  return read_answer(answer, texts.size());
}

std::string openai_embedder::wire_request(std::span<const std::string> texts) const {
  boost::json::array input;
  for (const auto& text : texts) input.emplace_back(wire_text(text));
  boost::json::object body{{"model", model_.name}, {"input", std::move(input)}};
  if (length_ == vector_length::requested) body["dimensions"] = model_.dimensions;
  return json_text(body);
}

result<openai_embedder::vectors> openai_embedder::read_answer(const boost::json::value& answer,
                                                              std::size_t count) const {
  const auto dimensions = static_cast<std::size_t>(model_.dimensions);
  vectors all(count);
  for (const auto& entry : list_at(answer, {"data"})) {
    const auto index = count_at(entry, {"index"});
    if (index && static_cast<std::size_t>(*index) < count)
      all[static_cast<std::size_t>(*index)] = read_vector(list_at(entry, {"embedding"}), dimensions);
  }
  if (std::any_of(all.begin(), all.end(), [](const auto& vector) { return vector.empty(); }))
    return host_.nonsense("without a vector of " + std::to_string(dimensions) +
                          " numbers for every text; if those of " + model_.name +
                          " are of another length, set SECONDBRAIN_EMBEDDING_DIMENSIONS, or for OpenAI "
                          "SECONDBRAIN_OPENAI_EMBEDDING_DIMENSIONS, to it");
  if (!std::all_of(all.begin(), all.end(), [](auto& vector) { return search::normalise(vector); }))
    return host_.nonsense("a vector that is all zeros or too large to be compared");
  return all;
}

}  // namespace secondbrain::llm
