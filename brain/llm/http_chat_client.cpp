#include "brain/llm/http_chat_client.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "brain/llm/server_sent_events.hpp"

namespace secondbrain::llm {

namespace {

/// With this, OpenAI-compatible hosts end a stream.
constexpr std::string_view end_of_stream = "[DONE]";

void add(const token_counts& told, token_counts& into) {
  if (told.input) into.input = told.input;
  if (told.output) into.output = told.output;
}

}  // namespace

provider_reply http_chat_client::ask(const chat_request& asked, const call_limits& limits,
                                     const text_receiver& on_text) {
  patience waiting{limits};
  const auto body = boost::json::serialize(wire_request(asked, on_text ? delivery::streamed : delivery::whole));
  return on_text ? stream(body, waiting, on_text) : complete(body, waiting);
}

provider_reply http_chat_client::complete(const std::string& body, const patience& waiting) const {
  std::string heard;
  auto outcome = host_.post(path(), body, waiting, [&](std::string_view bytes) {
    heard += bytes;
    return true;
  });
  provider_reply reply;
  reply.may_have_cost = outcome.may_have_cost;
  if (!outcome.ended) {
    reply.ended = std::move(outcome.ended);
    return reply;
  }
  boost::system::error_code broken;
  const auto answer = boost::json::parse(heard, broken);
  auto part = broken ? std::nullopt : read_answer(answer);
  if (!part) {
    reply.ended = host_.nonsense(broken ? "something that is no JSON" : "JSON that is not its protocol's");
    return reply;
  }
  reply.text = std::move(part->text);
  reply.tokens = part->tokens;
  if (part->failure) reply.ended = host_.reported(*part->failure);
  return reply;
}

provider_reply http_chat_client::stream(const std::string& body, patience& waiting,
                                        const text_receiver& on_text) const {
  provider_reply reply;
  auto reached = answer_position::middle;
  event_parser events{
      [&](const server_sent_event& event) { return take_event(event.data, reply, reached, waiting, on_text); }};
  auto outcome = host_.post(path(), body, waiting, [&](std::string_view bytes) { return events.feed(bytes); });
  reply.may_have_cost = outcome.may_have_cost;
  if (!reply.ended || reached != answer_position::middle) return reply;
  reply.ended = outcome.ended ? host_.nonsense("a stream that ends in the middle") : std::move(outcome.ended);
  return reply;
}

bool http_chat_client::take_event(const std::string& data, provider_reply& reply, answer_position& reached,
                                  patience& waiting, const text_receiver& on_text) const {
  if (data == end_of_stream) {
    reached = answer_position::end;
    return false;
  }
  boost::system::error_code broken;
  const auto parsed = boost::json::parse(data, broken);
  const auto part = broken ? std::nullopt : read_event(parsed);
  if (!part || part->failure) {
    reply.ended = part ? host_.reported(*part->failure) : host_.nonsense("events that are not its protocol's");
    return false;
  }
  add(part->tokens, reply.tokens);
  if (!part->text.empty()) {
    waiting.text_came();
    reply.text += part->text;
    on_text(part->text);
  }
  if (part->position != answer_position::middle) reached = part->position;
  return reached != answer_position::end;
}

}  // namespace secondbrain::llm
