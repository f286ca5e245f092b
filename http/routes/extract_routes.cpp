// Have metadata extracted from notes now (contract: http_api §8.3).
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_extraction{24};

result<http_response> extract(const address<sync_api>& sync, const call& request) {
  const auto wanted = from_json<extract_notes>(request.parameters);
  if (!request.flag("wait")) {
    sync.send(wanted, longest_extraction, [](const result<extraction_report>& done) {
      if (!done) ops::logger_for("http").warn("an extraction in the background failed: {}", done.error().message);
    });
    return json_answer({{"status", "accepted"}}, 202);
  }
  const auto done = request.ask(sync, wanted, longest_extraction);
  if (!done) return error_response_naming_vault(done.error());
  return json_answer(to_json(*done));
}

}  // namespace

std::vector<route> extract_routes(const address<sync_api>& sync) {
  auto query = query_of<extract_notes>();
  query.push_back(optional("wait", boolean(), true, "Answer when it is over"));
  return {{.verb = method::post,
           .path = "/api/v1/extract",
           .summary = "Extract metadata from one note, or from all that changed since the last time",
           .access = scope::write,
           .query = std::move(query),
           .replies = with_write_replies(
               {{200, "What it came to", schema_of<extraction_report>()},
                {202, "It will be done in the background", object({required("status", text())})},
                {400, "The vault is not set, or not there"},
                {404, "The note cannot be read"},
                {409, "No language model may be asked: none is set up, or nothing may be sent to it"}}),
           .handler = [sync](const call& request) { return extract(sync, request); }}};
}

}  // namespace secondbrain::http
