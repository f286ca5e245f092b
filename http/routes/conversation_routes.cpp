// Chat history: list, read and delete (contract: http_api §5).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<conversation_api>& conversations, const call& request) {
  const auto found = request.ask(conversations, from_json<list_conversations>(request.parameters));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> read(const address<conversation_api>& conversations, const call& request) {
  const auto found = request.ask(conversations, get_conversation{request.text("conversation_id")});
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "Conversation not found");
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> forget(const address<conversation_api>& conversations, const call& request) {
  const auto deleted = request.ask(conversations, delete_conversation{request.text("conversation_id")});
  if (!deleted && deleted.error().code != errc::not_found) return fail(deleted.error());
  return json_answer({{"status", "deleted"}});
}

}  // namespace

std::vector<route> conversation_routes(const address<conversation_api>& conversations) {
  return {
      {.verb = method::get,
       .path = "/api/v1/conversations",
       .summary = "Conversations, the latest first",
       .query = query_of<list_conversations>(),
       .replies = {{200, "Summaries", list_of(schema_of<conversation_summary>())}},
       .handler = [conversations](const call& request) { return list(conversations, request); }},
      {.verb = method::get,
       .path = "/api/v1/conversations/{conversation_id}",
       .summary = "One conversation, the oldest message first",
       .replies = {{200, "Its messages", schema_of<conversation>()}, {404, "There is no conversation with that id"}},
       .handler = [conversations](const call& request) { return read(conversations, request); }},
      {.verb = method::remove,
       .path = "/api/v1/conversations/{conversation_id}",
       .summary = "Delete a conversation; succeeds also when there is none",
       .access = scope::write,
       .replies = with_write_replies({{200, "Gone", object({required("status", text())})}}),
       .handler = [conversations](const call& request) { return forget(conversations, request); }}};
}

}  // namespace secondbrain::http
