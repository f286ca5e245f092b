// Chat history: list, read and delete (contract: http_api §5).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<conversation_api>& conversations, const call& request) {
  const auto found = request.ask(conversations, list_conversations{static_cast<int>(request.integer("limit"))});
  RETURN_IF_ERROR(found);
  json::array out;
  for (const auto& one : *found)
    out.push_back({{"conversation_id", one.conversation_id},
                   {"created_at", one.created_at},
                   {"updated_at", one.updated_at},
                   {"message_count", one.message_count},
                   {"preview", one.preview}});
  return json_answer(out);
}

result<http_response> read(const address<conversation_api>& conversations, const call& request) {
  const auto found = request.ask(conversations, get_conversation{request.text("conversation_id")});
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "Conversation not found");
  RETURN_IF_ERROR(found);
  json::array messages;
  for (const auto& message : found->messages)
    messages.push_back({{"role", message.role}, {"content", message.content}});
  return json_answer({{"conversation_id", found->conversation_id}, {"messages", std::move(messages)}});
}

result<http_response> forget(const address<conversation_api>& conversations, const call& request) {
  const auto deleted = request.ask(conversations, delete_conversation{request.text("conversation_id")});
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

std::vector<route> conversation_routes(const address<conversation_api>& conversations) {
  constexpr int most = 1000;  // the reference took any number
  return {{.verb = method::get,
           .path = "/api/v1/conversations",
           .summary = "Conversations, the latest first",
           .query = {optional("limit", integer(0, most), 50)},
           .replies = {{200, "Summaries", list_of(summary_schema())}},
           .handler = [conversations](const call& request) { return list(conversations, request); }},
          {.verb = method::get,
           .path = "/api/v1/conversations/{conversation_id}",
           .summary = "One conversation, the oldest message first",
           .replies = {{200, "Its messages", conversation_schema()}, {404, "There is none of that id"}},
           .handler = [conversations](const call& request) { return read(conversations, request); }},
          {.verb = method::remove,
           .path = "/api/v1/conversations/{conversation_id}",
           .summary = "Delete a conversation; also well when there is none",
           .access = scope::write,
           .replies = with_write_replies({{200, "Gone", object({required("status", text())})}}),
           .handler = [conversations](const call& request) { return forget(conversations, request); }}};
}

}  // namespace secondbrain::http
