// Where the links of a note lead, and what leads to it.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

namespace {

result<http_response> list(const address<search_api>& search, const index_progress_feed& progress,
                           const probe& may_answer, const call& request) {
  RETURN_IF_ERROR(may_answer());
  auto wanted = from_json<list_links>(request.parameters);
  wanted.note_path = request.text("note_path");
  auto found = request.ask(search, std::move(wanted));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(with_coverage<links_of_note>{*std::move(found), coverage_now(*progress)}));
}

}  // namespace

std::vector<route> link_routes(const address<search_api>& search, const index_progress_feed& progress,
                               const probe& may_answer) {
  return {{.verb = method::get,
           .path = "/api/v1/notes/{note_path:path}/links",
           .summary = "Where the links of a note lead, what links to it, and where it is named without a link",
           .query = query_of<list_links>(),
           .replies = {{200, "In both directions", schema_of<with_coverage<links_of_note>>()},
                       {404, "There is no such note"},
                       {503, "There is no vault, or another one than the index is of"}},
           .handler = [search, progress, may_answer](const call& request) {
             return list(search, progress, may_answer, request);
           }}};
}

}  // namespace secondbrain::http
