#include "brain/llm/anthropic_client.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "base/text.hpp"
#include "brain/llm/json_lookup.hpp"
#include "brain/llm/wire_text.hpp"

namespace secondbrain::llm {

namespace {

/// The API takes neither an empty message nor one of the assistant in front, and a shortened history can have both.
boost::json::array wire_messages(const std::vector<chat_message>& messages) {
  boost::json::array list;
  for (const auto& [role, content] : messages) {
    if (content.empty() || (list.empty() && role != "user")) continue;
    list.push_back(boost::json::object{{"role", role}, {"content", wire_text(content)}});
  }
  return list;
}

token_counts anthropic_usage(const boost::json::value& from) {
  return {count_at(from, {"usage", "input_tokens"}), count_at(from, {"usage", "output_tokens"})};
}

}  // namespace

anthropic_client::anthropic_client(net::http_client& network, const provider_profile& profile, std::string model)
    : http_chat_client{
          network, profile, {{"x-api-key", profile.api_key}, {"anthropic-version", "2023-06-01"}}, std::move(model)} {}

boost::json::object anthropic_client::wire_request(const chat_request& request, delivery how) const {
  boost::json::object body{{"model", model()},
                           {"max_tokens", request.max_tokens},
                           {"messages", wire_messages(request.messages)},
                           {"stream", how == delivery::streamed}};
  if (const auto system = join(request.instructions, "\n\n"); !system.empty()) body["system"] = wire_text(system);
  return body;
}

std::optional<answer_part> anthropic_client::read_answer(const boost::json::value& answer) const {
  answer_part whole{{}, anthropic_usage(answer), answer_position::end};
  bool has_text = false;
  for (const auto& block : list_at(answer, {"content"})) {
    const auto text = text_at(block, {"text"});
    has_text = has_text || text;
    whole.text += text.value_or("");
  }
  return has_text ? std::optional{std::move(whole)} : std::nullopt;
}

std::optional<answer_part> anthropic_client::read_event(const boost::json::value& data) const {
  const auto type = text_at(data, {"type"});
  if (!type) return std::nullopt;
  answer_part part;
  if (type == "message_start") {
    part.tokens.input = count_at(data, {"message", "usage", "input_tokens"});  // its output count is a placeholder
  } else if (type == "content_block_delta" && text_at(data, {"delta", "type"}) == "text_delta") {
    part.text = text_at(data, {"delta", "text"}).value_or("");
  } else if (type == "message_delta") {
    part.tokens = anthropic_usage(data);
  } else if (type == "message_stop") {
    part.position = answer_position::end;
  } else if (type == "error") {
    part.failure = text_at(data, {"error", "message"}).value_or("an error without a message");
  }
  return part;
}

}  // namespace secondbrain::llm
