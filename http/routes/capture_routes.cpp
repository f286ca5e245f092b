// Capture a thought, and see which notes it goes with (contract: http_api §7).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"
#include "http/wire/write_replies.hpp"
#include "messages/no_vault.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

namespace {

/// A capture that is safe, and what goes with it.
struct kept_capture {
  captured_note note;
  std::vector<note_connection> connections;
};

constexpr auto fields_of(const kept_capture*) {
  return record<kept_capture>(field_list{
      inlined(&kept_capture::note),
      field("connections", &kept_capture::connections, "Best first"),
  });
}

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds search_timeout{2'000};  // the text is safe already; nobody should wait for extras (W63)
constexpr milliseconds summary_timeout{500};   // for all summaries together

std::string summary_of(const address<metadata_api>& metadata, const call& request, const std::string& note_path,
                       steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
  if (left <= milliseconds::zero()) return {};
  const auto found = request.ask(metadata, get_metadata{note_path}, left);
  return found ? found->summary : std::string{};
}

/// Whatever fails here costs the connections, never the capture. The capture itself may be in the index already, and
/// goes best with its own text.
std::vector<note_connection> connections(const address<search_api>& search, const address<metadata_api>& metadata,
                                         const call& request, const std::string& text, const captured_note& kept) {
  constexpr int most = 5;
  auto found = request.ask(search, find_connections{.text = text, .limit = most + 1}, search_timeout);
  if (!found) {
    ops::logger_for("http").warn("a capture stays without connections: {}", found.error().message);
    return {};
  }
  std::erase_if(*found, [&](const note_connection& one) { return one.note_path == kept.folder + "/" + kept.filename; });
  if (found->size() > most) found->resize(most);
  const auto deadline = steady_clock::now() + summary_timeout;
  for (auto& one : *found)
    if (auto summary = summary_of(metadata, request, one.note_path, deadline); !summary.empty())
      one.snippet = std::move(summary);
  return *std::move(found);
}

result<http_response> keep(const address<search_api>& search, const address<capture_api>& capture,
                           const address<metadata_api>& metadata, const index_progress_feed& progress,
                           bool vault_configured, const call& request) {
  const auto note = from_json<capture_note>(request.body.as_object());
  auto kept = request.ask(capture, note);
  if (!kept && kept.error().code == errc::vault_missing && !vault_configured)
    return error_response(500, no_vault().value().message);
  if (!kept && kept.error().code == errc::invalid_argument) return rejected({"body", "text"}, kept.error().message);
  RETURN_IF_ERROR(kept);
  auto found = connections(search, metadata, request, note.text, *kept);
  return json_answer(to_json(
      with_coverage<kept_capture>{.found = {*std::move(kept), std::move(found)}, .coverage = coverage_now(*progress)}));
}

}  // namespace

std::vector<route> capture_routes(const address<search_api>& search, const address<capture_api>& capture,
                                  const address<metadata_api>& metadata, const index_progress_feed& progress,
                                  bool vault_configured) {
  return {{.verb = method::post,
           .path = "/api/v1/capture",
           .summary = "Keep a text as it is, as a new file in the inbox",
           .access = scope::write,
           .body = request_schema<capture_note>(),
           .replies = with_write_replies({{200, "It is safe on the disk", schema_of<with_coverage<kept_capture>>()},
                                          {500, "No vault is set"},
                                          {503, "The vault is not there"}}),
           .handler = [search, capture, metadata, progress, vault_configured](const call& request) {
             return keep(search, capture, metadata, progress, vault_configured, request);
           }}};
}

}  // namespace secondbrain::http
