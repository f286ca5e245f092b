// Notes, links and tags that go with a note (contract: http_api §8.3).
#include <boost/json/value_from.hpp>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/coverage_json.hpp"

namespace secondbrain::http {

namespace {

json::object suggestions_json(const note_suggestions& found) {
  json::array notes;
  for (const auto& one : found.related_notes)
    notes.push_back({{"note_path", one.note_path},
                     {"note_title", one.note_title},
                     {"similarity_score", one.similarity_score},
                     {"shared_entities", json::value_from(one.shared_entities)}});
  json::array links;
  for (const auto& one : found.suggested_links)
    links.push_back({{"target_note_path", one.target_note_path},
                     {"target_note_title", one.target_note_title},
                     {"anchor_text", one.anchor_text},
                     {"confidence", one.confidence},
                     {"reason", one.reason}});
  json::array tags;
  for (const auto& one : found.suggested_tags)
    tags.push_back(
        {{"tag", one.tag}, {"confidence", one.confidence}, {"source_notes", json::value_from(one.source_notes)}});
  return {{"note_path", found.note_path},      {"note_title", found.note_title},
          {"related_notes", std::move(notes)}, {"suggested_links", std::move(links)},
          {"suggested_tags", std::move(tags)}, {"generated_at", found.generated_at}};
}

result<http_response> read(const address<suggestions_api>& suggestions, const index_progress_feed& progress,
                           const probe& may_answer, const call& request) {
  RETURN_IF_ERROR(may_answer());
  constexpr std::chrono::seconds patience{30};
  const auto path = request.text("note_path");
  const auto found = request.ask(suggestions, suggest_for_note{path}, patience);
  if (!found && found.error().code == errc::not_found) return fail(errc::not_found, "No metadata found for " + path);
  RETURN_IF_ERROR(found);
  auto out = suggestions_json(*found);
  out["coverage"] = coverage_json(*progress);
  return json_answer(out);
}

schema suggestions_schema() {
  const auto note = object({required("note_path", text()), required("note_title", text()),
                            required("similarity_score", number()), required("shared_entities", list_of(text()))});
  const auto link =
      object({required("target_note_path", text()), required("target_note_title", text()),
              required("anchor_text", text()), required("confidence", number()), required("reason", text())});
  const auto tag =
      object({required("tag", text()), required("confidence", number()), required("source_notes", list_of(text()))});
  return object({required("note_path", text()), required("note_title", text()),
                 required("related_notes", list_of(note)), required("suggested_links", list_of(link)),
                 required("suggested_tags", list_of(tag)), required("generated_at", text()),
                 required("coverage", coverage_schema(), "How much of the vault they are from")});
}

}  // namespace

std::vector<route> suggestion_routes(const address<suggestions_api>& suggestions, const index_progress_feed& progress,
                                     const probe& may_answer) {
  return {{.verb = method::get,
           .path = "/api/v1/suggestions/{note_path:path}",
           .summary = "Notes, links and tags that go with a note",
           .replies = {{200, "Suggestions", suggestions_schema()},
                       {404, "Nothing was extracted from it yet"},
                       {503, "There is no vault, or another one than the index is of"}},
           .handler = [suggestions, progress, may_answer](const call& request) {
             return read(suggestions, progress, may_answer, request);
           }}};
}

}  // namespace secondbrain::http
