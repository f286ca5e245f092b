// What was extracted from the notes: by note, and gathered from all of them (contract: http_api §8.3).
#include <boost/json/value_from.hpp>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"

namespace secondbrain::http {

namespace {

constexpr int largest_offset = 1'000'000;
constexpr int largest_list = 10'000;

json::value or_null(const std::optional<std::string>& value) {
  if (!value) return nullptr;
  return json::value(*value);
}

json::object entity_json(const extracted_entity& entity) {
  return {{"text", entity.text}, {"entity_type", entity.entity_type}, {"confidence", entity.confidence}};
}

json::object action_json(const extracted_action& action) {
  return {{"text", action.text}, {"confidence", action.confidence}, {"priority", or_null(action.priority)}};
}

json::object metadata_json(const note_metadata& found) {
  json::array entities;
  for (const auto& one : found.entities) entities.push_back(entity_json(one));
  json::array dates;
  for (const auto& one : found.dates)
    dates.push_back({{"text", one.text},
                     {"normalized_date", or_null(one.normalized_date)},
                     {"date_type", one.date_type},
                     {"confidence", one.confidence}});
  json::array actions;
  for (const auto& one : found.action_items) actions.push_back(action_json(one));
  return {{"note_path", found.note_path},
          {"summary", found.summary},
          {"key_phrases", json::value_from(found.key_phrases)},
          {"entities", std::move(entities)},
          {"dates", std::move(dates)},
          {"action_items", std::move(actions)},
          {"extracted_at", found.extracted_at},
          {"content_hash", found.content_hash},
          {"model_used", found.model_used}};
}

result<http_response> read(const address<metadata_api>& metadata, const call& request) {
  const auto path = request.text("note_path");
  const auto found = request.ask(metadata, get_metadata{path});
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "No metadata found for " + path);
  RETURN_IF_ERROR(found);
  return json_answer(metadata_json(*found));
}

int offset_in(const call& request) {
  return static_cast<int>(request.integer("offset"));
}

int limit_in(const call& request) {
  return static_cast<int>(request.integer("limit"));
}

result<http_response> list(const address<metadata_api>& metadata, const call& request) {
  const auto found = request.ask(metadata, list_metadata{.offset = offset_in(request), .limit = limit_in(request)});
  RETURN_IF_ERROR(found);
  json::array out;
  for (const auto& one : *found) out.push_back(metadata_json(one));
  return json_answer(out);
}

result<http_response> list_all_entities(const address<metadata_api>& metadata, const call& request) {
  auto type = request.optional_text("entity_type");
  if (type && type->empty()) type.reset();
  const auto found = request.ask(
      metadata,
      list_entities{.entity_type = std::move(type), .offset = offset_in(request), .limit = limit_in(request)});
  RETURN_IF_ERROR(found);
  json::array out;
  for (const auto& one : found->entities) {
    auto entity = entity_json(one.entity);
    entity["note_path"] = one.note_path;
    out.push_back(std::move(entity));
  }
  return json_answer({{"entities", std::move(out)}, {"total", found->total}});
}

result<http_response> list_all_actions(const address<metadata_api>& metadata, const call& request) {
  const auto found = request.ask(metadata, list_action_items{.offset = offset_in(request), .limit = limit_in(request)});
  RETURN_IF_ERROR(found);
  json::array out;
  for (const auto& one : found->actions) {
    auto action = action_json(one.action);
    action["note_path"] = one.note_path;
    out.push_back(std::move(action));
  }
  return json_answer({{"action_items", std::move(out)}, {"total", found->total}});
}

std::vector<member> entity_members() {
  return {required("text", text()), required("entity_type", text()), required("confidence", number())};
}

std::vector<member> action_members() {
  return {required("text", text()), required("confidence", number()), required("priority", nullable(text()))};
}

schema in_a_note(std::vector<member> members) {
  members.push_back(required("note_path", text()));
  return object(std::move(members));
}

schema metadata_schema() {
  const auto date = object({required("text", text()), required("normalized_date", nullable(text()), "YYYY-MM-DD"),
                            required("date_type", text()), required("confidence", number())});
  return object({required("note_path", text()), required("summary", text()), required("key_phrases", list_of(text())),
                 required("entities", list_of(object(entity_members()))), required("dates", list_of(date)),
                 required("action_items", list_of(object(action_members()))),
                 required("extracted_at", text(), "UTC, ISO 8601"),
                 required("content_hash", text(), "SHA-1 of the file, in hex"), required("model_used", text())});
}

}  // namespace

std::vector<route> metadata_routes(const address<metadata_api>& metadata) {
  const auto offset = optional("offset", integer(0, largest_offset), 0);
  const auto many = optional("limit", integer(1, largest_list), largest_list);
  return {{.verb = method::get,
           .path = "/api/v1/metadata",
           .summary = "What was extracted, note by note",
           .query = {offset, optional("limit", integer(1, 200), 50)},
           .replies = {{200, "By path", list_of(metadata_schema())}},
           .handler = [metadata](const call& request) { return list(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/metadata/{note_path:path}",
           .summary = "What was extracted from one note",
           .replies = {{200, "Its metadata", metadata_schema()}, {404, "Nothing was extracted from it yet"}},
           .handler = [metadata](const call& request) { return read(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/entities",
           .summary = "People, places and things named in the notes",
           .query = {optional("entity_type", nullable(text()), nullptr, "Only these; empty: all"), offset, many},
           .replies = {{200, "By note path",
                        object({required("entities", list_of(in_a_note(entity_members()))),
                                required("total", integer(0), "All that match")})}},
           .handler = [metadata](const call& request) { return list_all_entities(metadata, request); }},
          {.verb = method::get,
           .path = "/api/v1/action-items",
           .summary = "What the notes ask to be done",
           .query = {offset, many},
           .replies = {{200, "The urgent first",
                        object({required("action_items", list_of(in_a_note(action_members()))),
                                required("total", integer(0))})}},
           .handler = [metadata](const call& request) { return list_all_actions(metadata, request); }}};
}

}  // namespace secondbrain::http
