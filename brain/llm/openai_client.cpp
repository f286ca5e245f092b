#include "brain/llm/openai_client.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "brain/llm/json_lookup.hpp"
#include "brain/llm/wire_text.hpp"

namespace secondbrain::llm {

namespace {

boost::json::object wire_message(std::string_view role, const std::string& content) {
  return {{"role", role}, {"content", wire_text(content)}};
}

token_counts openai_usage(const boost::json::value& from) {
  return {count_at(from, {"usage", "prompt_tokens"}), count_at(from, {"usage", "completion_tokens"})};
}

/// Hosts that take the thinking out of the text themselves send it under one of these names.
bool has_thinking(const boost::json::value& message) {
  const auto has_text = [&](std::string_view name) { return !text_at(message, {name}).value_or("").empty(); };
  return has_text("reasoning_content") || has_text("reasoning") || has_text("thinking");
}

/// Hosts report failures in an answer, too, as an object or as a text.
std::optional<std::string> failure_in(const boost::json::value& answer) {
  auto message = text_at(answer, {"error", "message"});
  if (!message) message = text_at(answer, {"error"});
  return message ? std::optional<std::string>{*message} : std::nullopt;
}

}  // namespace

openai_client::openai_client(net::http_client& network, const provider_profile& profile, std::string model)
    : http_chat_client{network, profile, {{"Authorization", "Bearer " + profile.api_key}}, std::move(model)} {}

boost::json::object openai_client::wire_request(const chat_request& request, delivery how) const {
  boost::json::array messages;
  for (const auto& instruction : request.instructions) messages.push_back(wire_message("system", instruction));
  for (const auto& [role, content] : request.messages) messages.push_back(wire_message(role, content));
  boost::json::object body{{"model", model()}, {"messages", std::move(messages)}, {"max_tokens", request.max_tokens}};
  if (request.temperature) body["temperature"] = *request.temperature;
  if (how == delivery::streamed) {
    body["stream"] = true;
    body["stream_options"] = boost::json::object{{"include_usage", true}};
  }
  return body;
}

std::optional<answer_part> openai_client::read_answer(const boost::json::value& answer) const {
  answer_part whole{{}, openai_usage(answer), answer_position::end, failure_in(answer)};
  if (whole.failure) return whole;
  const auto& choices = list_at(answer, {"choices"});
  const auto* message = choices.empty() ? nullptr : value_at(choices.front(), {"message"});
  const auto* content = message != nullptr ? value_at(*message, {"content"}) : nullptr;
  if (content == nullptr || !(content->is_string() || content->is_null())) return std::nullopt;
  whole.text = text_at(*message, {"content"}).value_or("");
  whole.thought = has_thinking(*message);
  return whole;
}

std::optional<answer_part> openai_client::read_event(const boost::json::value& data) const {
  if (!data.is_object()) return std::nullopt;
  answer_part part{{}, openai_usage(data), answer_position::middle, failure_in(data)};
  const auto& choices = list_at(data, {"choices"});
  if (choices.empty()) return part;
  part.text = text_at(choices.front(), {"delta", "content"}).value_or("");
  if (const auto* delta = value_at(choices.front(), {"delta"})) part.thought = has_thinking(*delta);
  if (text_at(choices.front(), {"finish_reason"})) part.position = answer_position::text_is_complete;
  return part;
}

}  // namespace secondbrain::llm
