// The captures that wait in the inbox, and filing one by hand.
#include <array>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::array places{filing_place::tasks, filing_place::day, filing_place::note, filing_place::existing_note,
                            filing_place::nowhere};

json::object counts_json(const capture_counts& counts) {
  return {{"waiting", counts.waiting}, {"failed", counts.failed}, {"oldest_seconds", counts.oldest_seconds}};
}

json::object capture_json(const waiting_capture& one) {
  return {{"path", one.path},
          {"text", one.text},
          {"since", one.since},
          {"state", to_string(one.state)},
          {"reason", one.reason}};
}

result<http_response> list(const address<capture_api>& capture, const call& request) {
  const auto page = request.ask(capture, list_captures{.offset = static_cast<std::size_t>(request.integer("offset")),
                                                       .limit = static_cast<std::size_t>(request.integer("limit"))});
  RETURN_IF_ERROR(page);
  json::array captures;
  for (const auto& one : page->captures) captures.push_back(capture_json(one));
  auto out = counts_json(page->counts);
  out["captures"] = std::move(captures);
  return json_answer(std::move(out));
}

result<http_response> file(const address<capture_api>& capture, const call& request) {
  const auto field = [&request](const char* name) { return json::value_to<std::string>(request.body.at(name)); };
  file_capture wanted{.path = field("path"),
                      .title = field("title"),
                      .folder = field("folder"),
                      .note_path = field("note_path"),
                      .category = field("category"),
                      .sub_project = field("sub_project"),
                      .due_date = field("due_date")};
  for (const auto place : places)
    if (field("to") == to_string(place)) wanted.place = place;
  const auto filed = request.ask(capture, wanted);
  RETURN_IF_ERROR(filed);
  return json_answer({{"message", filed->action}});
}

schema place_schema() {
  std::vector<std::string> names;
  for (const auto place : places) names.emplace_back(to_string(place));
  return one_of(std::move(names));
}

schema page_schema() {
  const auto capture = object(
      {required("path", text()), required("text", text(), "At most 2,000 bytes of it"), required("since", text()),
       required("state", one_of({"waiting", "failed"}), "failed: the model could not tell where it belongs"),
       required("reason", text(), "Why it still waits; empty: its turn has not come")});
  return object({required("captures", list_of(capture), "The oldest first"), required("waiting", integer()),
                 required("failed", integer()), required("oldest_seconds", integer())});
}

schema order_schema() {
  return object({required("path", text(1), "As listed"),
                 required("to", place_schema(),
                          "Tasks in today's daily note, a note of the day, a note of its own, the end of an existing "
                          "note, or nowhere: only put away"),
                 optional("title", text(), "", "Of a note of its own; the first line otherwise"),
                 optional("folder", text(), "", "Of a note of its own"),
                 optional("note_path", text(), "", "Of the existing note"),
                 optional("category", text(), "", "Of tasks"), optional("sub_project", text(), "", "Of tasks"),
                 optional("due_date", text(), "", "Of tasks, YYYY-MM-DD")});
}

}  // namespace

std::vector<route> captures_routes(const address<capture_api>& capture) {
  return {{.verb = method::get,
           .path = "/api/v1/captures",
           .summary = "The captures that wait to be filed",
           .query = {optional("offset", integer(0), 0), optional("limit", integer(1, 500), 100)},
           .replies = {{200, "How many wait, and a page of them", page_schema()}, {503, "The vault is not there"}},
           .handler = [capture](const call& request) { return list(capture, request); }},
          {.verb = method::post,
           .path = "/api/v1/captures/file",
           .summary = "File one capture by hand; it is then put away in Inbox/_processed",
           .access = scope::write,
           .body = order_schema(),
           .replies = with_write_replies({{200, "What was done", object({required("message", text())})},
                                          {404, "It no longer waits, or the note is not there"},
                                          {503, "The vault is not there"}}),
           .handler = [capture](const call& request) { return file(capture, request); }}};
}

}  // namespace secondbrain::http
