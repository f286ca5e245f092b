// Chat history: list, read and delete (contract: http_api §5).
#include "http/answers.hpp"
#include "http/routes.hpp"
#include "http/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const services& asked, const call& made) {
  const auto found = made.ask(asked.conversations, list_conversations{static_cast<int>(made.integer("limit"))});
  if (!found) return tl::unexpected<error>(found.error());
  json::array out;
  for (const auto& one : *found)
    out.push_back({{"conversation_id", one.conversation_id},
                   {"created_at", one.created_at},
                   {"updated_at", one.updated_at},
                   {"message_count", one.message_count},
                   {"preview", one.preview}});
  return json_answer(out);
}

result<http_response> read(const services& asked, const call& made) {
  const auto found = made.ask(asked.conversations, get_conversation{made.text("conversation_id")});
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "Conversation not found");
  if (!found) return tl::unexpected<error>(found.error());
  json::array messages;
  for (const auto& message : found->messages)
    messages.push_back({{"role", message.role}, {"content", message.content}});
  return json_answer({{"conversation_id", found->conversation_id}, {"messages", std::move(messages)}});
}

result<http_response> forget(const services& asked, const call& made) {
  const auto deleted = made.ask(asked.conversations, delete_conversation{made.text("conversation_id")});
  if (!deleted && deleted.error().code != errc::not_found) return tl::unexpected<error>(deleted.error());
  return json_answer({{"status", "deleted"}});
}

schema summary_schema() {
  return object({required("conversation_id", text()), required("created_at", text(), "UTC, without zone"),
                 required("updated_at", text(), "UTC, without zone"), required("message_count", integer()),
                 required("preview", text(), "The oldest retained message of the user")});
}

schema conversation_schema() {
  return object({required("conversation_id", text()),
                 required("messages", list_of(object({required("role", text()), required("content", text())})))});
}

}  // namespace

std::vector<route> conversation_routes(const services& asked) {
  constexpr int most = 1000;  // the reference took any number
  return {{.verb = method::get,
           .path = "/api/v1/conversations",
           .summary = "Conversations, the latest first",
           .query = {optional("limit", integer(0, most), 50)},
           .replies = {{200, "Summaries", list_of(summary_schema())}},
           .handler = [&asked](const call& made) { return list(asked, made); }},
          {.verb = method::get,
           .path = "/api/v1/conversations/{conversation_id}",
           .summary = "One conversation, the oldest message first",
           .replies = {{200, "Its messages", conversation_schema()}, {404, "There is none of that id"}},
           .handler = [&asked](const call& made) { return read(asked, made); }},
          {.verb = method::remove,
           .path = "/api/v1/conversations/{conversation_id}",
           .summary = "Delete a conversation; also well when there is none",
           .access = scope::write,
           .replies = with_write_replies({{200, "Gone", object({required("status", text())})}}),
           .handler = [&asked](const call& made) { return forget(asked, made); }}};
}

}  // namespace secondbrain::http
