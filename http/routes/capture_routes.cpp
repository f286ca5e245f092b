// Capture a thought, and see which notes it goes with (contract: http_api §7).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/coverage_json.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/write_replies.hpp"
#include "messages/no_vault.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds search_patience{2'000};  // the text is safe already; nobody should wait for extras (W63)
constexpr milliseconds summary_patience{500};   // for all summaries together

std::string summary_of(const address<metadata_api>& metadata, const call& request, const std::string& note_path,
                       steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
  if (left <= milliseconds::zero()) return {};
  const auto found = request.ask(metadata, get_metadata{note_path}, left);
  return found ? found->summary : std::string{};
}

/// Whatever fails here costs the connections, never the capture.
json::array connections(const address<search_api>& search, const address<metadata_api>& metadata, const call& request,
                        const std::string& text) {
  constexpr int most = 5;
  json::array out;
  const auto found = request.ask(search, find_connections{.text = text, .limit = most}, search_patience);
  if (!found) {
    ops::logger_for("http")->warn("a capture stays without connections: {}", found.error().message);
    return out;
  }
  const auto deadline = steady_clock::now() + summary_patience;
  for (const auto& one : *found) {
    const auto summary = summary_of(metadata, request, one.note_path, deadline);
    out.push_back({{"note_path", one.note_path},
                   {"note_title", one.note_title},
                   {"snippet", summary.empty() ? one.snippet : summary},
                   {"score", rounded(one.score, 4)}});
  }
  return out;
}

result<http_response> keep(const address<search_api>& search, const address<capture_api>& capture,
                           const address<metadata_api>& metadata, const index_progress_feed& progress,
                           bool vault_configured, const call& request) {
  const auto text = json::value_to<std::string>(request.body.at("text"));
  const auto kept = request.ask(capture, capture_note{text});
  if (!kept && kept.error().code == errc::vault_missing && !vault_configured)
    return error_response(500, no_vault().value().message);
  RETURN_IF_ERROR(kept);
  return json_answer({{"filename", kept->filename},
                      {"message", "Captured to Inbox/" + kept->filename},
                      {"connections", connections(search, metadata, request, text)},
                      {"coverage", coverage_json(*progress)}});
}

schema kept_schema() {
  const auto connection =
      object({required("note_path", text()), required("note_title", text()),
              required("snippet", text(), "What the note is about, or the passage"), required("score", number())});
  return object({required("filename", text()), required("message", text()),
                 required("connections", list_of(connection), "Best first"),
                 required("coverage", coverage_schema(), "How much of the vault the connections are from")});
}

}  // namespace

std::vector<route> capture_routes(const address<search_api>& search, const address<capture_api>& capture,
                                  const address<metadata_api>& metadata, const index_progress_feed& progress,
                                  bool vault_configured) {
  return {
      {.verb = method::post,
       .path = "/api/v1/capture",
       .summary = "Keep a text as it is, as a new file in the inbox",
       .access = scope::write,
       .body = object({required("text", text(1, 10'000))}),
       .replies = with_write_replies(
           {{200, "It is safe on the disk", kept_schema()}, {500, "No vault is set"}, {503, "The vault is not there"}}),
       .handler = [search, capture, metadata, progress, vault_configured](const call& request) {
         return keep(search, capture, metadata, progress, vault_configured, request);
       }}};
}

}  // namespace secondbrain::http
