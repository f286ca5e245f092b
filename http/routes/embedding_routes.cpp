// How far the notes are embedded, so that they are found by meaning, and holding that up.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds longest_call{90};  // of the model, that may be under way

http_response show_embedding(const embedding_reader& progress) {
  return json_answer(to_json(progress ? progress() : embedding_progress{}));
}

}  // namespace

std::vector<route> embedding_routes(const address<embedding_api>& embedding, const embedding_reader& progress) {
  return {{.verb = method::get,
           .path = "/api/v1/embedding",
           .summary = "How far the notes are embedded, so that they are found by meaning",
           .replies = {{200, "As it is now", schema_of<embedding_progress>()}},
           .handler = [progress](const call&) -> result<http_response> { return show_embedding(progress); }},
          {.verb = method::post,
           .path = "/api/v1/embedding",
           .summary = "Hold that up, also over a restart, or go on",
           .access = scope::write,
           .body = request_schema<pause_embedding>(),
           .replies = with_write_replies({{200, "As it is now", schema_of<embedding_progress>()}}),
           .handler = [embedding, progress](const call& request) -> result<http_response> {
             const auto asked = from_json<pause_embedding>(request.body.as_object());
             RETURN_IF_ERROR(request.ask(embedding, asked, longest_call));
             return show_embedding(progress);
           }}};
}

}  // namespace secondbrain::http
