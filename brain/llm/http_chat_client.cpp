#include "brain/llm/http_chat_client.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/event_stream_parser.hpp"
#include "base/json.hpp"

namespace secondbrain::llm {

namespace {

/// With this, OpenAI-compatible hosts end a stream.
constexpr std::string_view end_of_stream = "[DONE]";

/// A host that goes on beyond what it was asked for is not listened to for ever: far more bytes than so many tokens
/// have.
std::size_t longest_text_of(int max_tokens) {
  constexpr std::size_t bytes_of_a_token = 32;
  constexpr std::size_t some = std::size_t{64} * 1024;
  return some + bytes_of_a_token * static_cast<std::size_t>(std::max(max_tokens, 0));
}

constexpr std::string_view not_understood = "something that no language model answers";
constexpr std::string_view endless = "with more text than it was asked for";

void add(const token_counts& reported, token_counts& into) {
  if (reported.input) into.input = reported.input;
  if (reported.output) into.output = reported.output;
}

}  // namespace

provider_reply http_chat_client::ask(const chat_request& request, const call_limits& limits,
                                     const text_receiver& on_text) {
  net::call_deadline deadline{limits};
  const auto body = json_text(wire_request(request, on_text ? delivery::streamed : delivery::whole));
  const auto longest_text = longest_text_of(request.max_tokens);
  return on_text ? stream(body, longest_text, deadline, on_text) : complete(body, longest_text, deadline);
}

provider_reply http_chat_client::complete(const std::string& body, std::size_t longest_text,
                                          const net::call_deadline& deadline) const {
  std::string received;
  auto outcome = host_.post(path(), body, deadline, [&](std::string_view bytes) {
    received += bytes;
    return true;
  });
  provider_reply reply;
  reply.may_have_cost = outcome.may_have_cost;
  reply.for_log = std::move(outcome.for_log);
  reply.nobody_listens = outcome.nobody_listens;
  if (!outcome.ended) {
    reply.ended = std::move(outcome.ended);
    return reply;
  }
  boost::system::error_code broken;
  const auto answer = boost::json::parse(received, broken);
  auto part = broken ? std::nullopt : read_answer(answer);
  if (!part) {
    reply.ended = host_.nonsense(not_understood);
    return reply;
  }
  reply.text = std::move(part->text);
  reply.tokens = part->tokens;
  reply.thought = part->thought;
  if (part->failure) reply.ended = host_.reported(*part->failure);
  if (reply.text.size() > longest_text) reply.ended = host_.nonsense(endless);
  return reply;
}

struct http_chat_client::answer_in_progress {
  std::size_t longest_text;
  provider_reply reply{};
  answer_position reached = answer_position::middle;
};

provider_reply http_chat_client::stream(const std::string& body, std::size_t longest_text, net::call_deadline& deadline,
                                        const text_receiver& on_text) const {
  answer_in_progress so_far{longest_text};
  auto& [_, reply, reached] = so_far;
  event_stream_parser events{
      [&](const server_sent_event& event) { return take_event(event.data, so_far, deadline, on_text); }};
  auto outcome = host_.post(path(), body, deadline, [&](std::string_view bytes) { return events.feed(bytes); });
  reply.may_have_cost = outcome.may_have_cost;
  reply.for_log = std::move(outcome.for_log);
  reply.nobody_listens = outcome.nobody_listens;
  if (!reply.ended || reached != answer_position::middle) return std::move(reply);
  reply.ended = outcome.ended ? host_.nonsense("with a text that ends in the middle") : std::move(outcome.ended);
  return std::move(reply);
}

bool http_chat_client::take_event(const std::string& data, answer_in_progress& so_far, net::call_deadline& deadline,
                                  const text_receiver& on_text) const {
  auto& [longest_text, reply, reached] = so_far;
  if (data == end_of_stream) {
    reached = answer_position::end;
    return false;
  }
  boost::system::error_code broken;
  const auto parsed = boost::json::parse(data, broken);
  const auto part = broken ? std::nullopt : read_event(parsed);
  if (!part || part->failure) {
    reply.ended = part ? host_.reported(*part->failure) : host_.nonsense(not_understood);
    return false;
  }
  add(part->tokens, reply.tokens);
  reply.thought = reply.thought || part->thought;
  if (part->thought || !part->text.empty()) deadline.text_came();
  if (reply.text.size() + part->text.size() > longest_text) {
    reply.ended = host_.nonsense(endless);
    return false;
  }
  if (!part->text.empty()) {
    reply.text += part->text;
    on_text(part->text);
  }
  if (part->position != answer_position::middle) reached = part->position;
  return reached != answer_position::end;
}

}  // namespace secondbrain::llm
