// Notes, links and tags that go with a note (contract: http_api §8.3).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

namespace {

result<http_response> read(const address<suggestions_api>& suggestions, const index_progress_feed& progress,
                           const probe& may_answer, const call& request) {
  RETURN_IF_ERROR(may_answer());
  constexpr std::chrono::seconds timeout{30};
  const auto path = request.text("note_path");
  auto found = request.ask(suggestions, suggest_for_note{path}, timeout);
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "No metadata found for " + path);
  RETURN_IF_ERROR(found);
  return json_answer(to_json(with_coverage<note_suggestions>{*std::move(found), coverage_now(*progress)}));
}

}  // namespace

std::vector<route> suggestion_routes(const address<suggestions_api>& suggestions, const index_progress_feed& progress,
                                     const probe& may_answer) {
  return {{.verb = method::get,
           .path = "/api/v1/suggestions/{note_path:path}",
           .summary = "Notes, links and tags that go with a note",
           .replies = {{200, "Suggestions", schema_of<with_coverage<note_suggestions>>()},
                       {404, "Nothing was extracted from it yet"},
                       {503, "There is no vault, or another one than the index is of"}},
           .handler = [suggestions, progress, may_answer](const call& request) {
             return read(suggestions, progress, may_answer, request);
           }}};
}

}  // namespace secondbrain::http
