// The captures that wait in the inbox, and filing one by hand.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<capture_api>& capture, const call& request) {
  const auto page = request.ask(capture, from_json<list_captures>(request.parameters));
  RETURN_IF_ERROR(page);
  return json_answer(to_json(*page));
}

result<http_response> file(const address<capture_api>& capture, const call& request) {
  const auto filed = request.ask(capture, from_json<file_capture>(request.body.as_object()));
  if (!filed && filed.error().code == errc::invalid_argument) return rejected({"body"}, filed.error().message);
  RETURN_IF_ERROR(filed);
  return json_answer(to_json(*filed));
}

}  // namespace

std::vector<route> captures_routes(const address<capture_api>& capture) {
  return {{.verb = method::get,
           .path = "/api/v1/captures",
           .summary = "The captures that wait to be filed",
           .query = query_of<list_captures>(),
           .replies = {{200, "How many wait, and a page of them", schema_of<capture_page>()},
                       {503, "The vault is not there"}},
           .handler = [capture](const call& request) { return list(capture, request); }},
          {.verb = method::post,
           .path = "/api/v1/captures/file",
           .summary = "File one capture by hand; it is then put away in Inbox/_processed",
           .access = scope::write,
           .body = request_schema<file_capture>(),
           .replies = with_write_replies({{200, "What was done", schema_of<filed_capture>()},
                                          {404, "It no longer waits, or the note is not there"},
                                          {503, "The vault is not there"}}),
           .handler = [capture](const call& request) { return file(capture, request); }}};
}

}  // namespace secondbrain::http
