// Have metadata extracted from notes now (contract: http_api §8.3).
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::hours longest_run{24};

result<http_response> extract(const address<sync_api>& sync, const call& request) {
  const extract_notes wanted{.note_path = request.optional_text("note_path"), .force = request.flag("force")};
  if (!request.flag("wait")) {
    sync.send(wanted, longest_run, [](const result<extraction_report>& done) {
      if (!done) ops::logger_for("http")->warn("an extraction nobody waits for failed: {}", done.error().message);
    });
    return json_answer({{"status", "accepted"}}, 202);
  }
  const auto done = request.ask(sync, wanted, longest_run);
  if (!done) return error_response_naming_vault(done.error());
  return json_answer({{"status", "success"},
                      {"notes_extracted", done->extracted},
                      {"notes_skipped", done->skipped},
                      {"notes_failed", done->failed},
                      {"message", done->message}});
}

schema report_schema() {
  return object({required("status", text()), required("notes_extracted", integer(0)),
                 required("notes_skipped", integer(0)), required("notes_failed", integer(0)),
                 required("message", text())});
}

}  // namespace

std::vector<route> extract_routes(const address<sync_api>& sync) {
  return {{.verb = method::post,
           .path = "/api/v1/extract",
           .summary = "Extract metadata from one note, or from all that changed since the last time",
           .access = scope::write,
           .query = {optional("note_path", nullable(text()), nullptr, "Only this note"),
                     optional("force", boolean(), false, "Every note, changed or not"),
                     optional("wait", boolean(), true, "Answer when it is over")},
           .replies = with_write_replies(
               {{200, "What it came to", report_schema()},
                {202, "It will be done; nobody waits", object({required("status", text())})},
                {400, "The vault is not set, or not there"},
                {404, "The note cannot be read"},
                {409, "No language model may be asked: none is set up, or nothing may be sent to it"}}),
           .handler = [sync](const call& request) { return extract(sync, request); }}};
}

}  // namespace secondbrain::http
