// What was extracted from the notes: by note, and gathered from all of them (contract: http_api §8.3).
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

result<http_response> read(const address<metadata_api>& metadata, const call& request) {
  const auto path = request.text("note_path");
  const auto found = request.ask(metadata, get_metadata{path});
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "No metadata found for " + path);
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> list(const address<metadata_api>& metadata, const call& request) {
  const auto found = request.ask(metadata, from_json<list_metadata>(request.parameters));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> list_all_entities(const address<metadata_api>& metadata, const call& request) {
  auto wanted = from_json<list_entities>(request.parameters);
  if (wanted.entity_type == "") wanted.entity_type.reset();
  const auto found = request.ask(metadata, std::move(wanted));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

result<http_response> list_all_actions(const address<metadata_api>& metadata, const call& request) {
  const auto found = request.ask(metadata, from_json<list_action_items>(request.parameters));
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

}  // namespace

std::vector<route> metadata_routes(const address<metadata_api>& metadata) {
  return {{.verb = method::get,
           .path = "/api/v1/metadata",
           .summary = "What was extracted, note by note",
           .query = query_of<list_metadata>(),
           .replies = {{200, "By path", list_of(schema_of<note_metadata>())}},
           .handler = [metadata](const call& request) { return list(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/metadata/{note_path:path}",
           .summary = "What was extracted from one note",
           .replies = {{200, "Its metadata", schema_of<note_metadata>()}, {404, "Nothing was extracted from it yet"}},
           .handler = [metadata](const call& request) { return read(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/entities",
           .summary = "People, places and things named in the notes",
           .query = query_of<list_entities>(),
           .replies = {{200, "By note path", schema_of<entity_page>()}},
           .handler = [metadata](const call& request) { return list_all_entities(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/action-items",
           .summary = "What the notes ask to be done",
           .query = query_of<list_action_items>(),
           .replies = {{200, "The most urgent first", schema_of<action_page>()}},
           .handler = [metadata](const call& request) { return list_all_actions(metadata, request); }}};
}

}  // namespace secondbrain::http
