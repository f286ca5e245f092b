// Search: ranked notes, each with the passages that answer the query.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

namespace {

/// What was searched for and what was found.
struct shown_answer {
  search_notes request;
  double took_ms = 0;
  search_answer answer;
};

constexpr auto fields_of(const shown_answer*) {
  return record<shown_answer>(field_list{
      computed("query", [](const shown_answer& one) { return one.request.query; }),
      computed("offset", [](const shown_answer& one) { return one.request.offset; }),
      computed("limit", [](const shown_answer& one) { return one.request.limit; }),
      internal(&shown_answer::request),
      field("took_ms", &shown_answer::took_ms, "", {.decimals = 2}),
      inlined(&shown_answer::answer),
  });
}

/// How a passage got its rank is told only to those who ask for it.
void leave_out_scores(json::object& answer) {
  for (auto& hit : answer.at("results").as_array())
    for (auto& found : hit.at("passages").as_array()) found.get_object().erase("score");
}

result<http_response> answer_search(const address<search_api>& search, const index_progress_feed& progress,
                                    const probe& may_answer, const call& request) {
  RETURN_IF_ERROR(may_answer());
  const auto began = std::chrono::steady_clock::now();
  const auto wanted = from_json<search_notes>(request.parameters);
  auto answer = request.ask(search, wanted);
  if (!answer && answer.error().code == errc::invalid_argument) return error_response(422, answer.error().message);
  RETURN_IF_ERROR(answer);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  auto shown =
      to_json(with_coverage<shown_answer>{{wanted, took.count(), *std::move(answer)}, coverage_now(*progress)});
  if (!request.flag("explain")) leave_out_scores(shown);
  return json_answer(shown);
}

}  // namespace

std::vector<route> search_routes(const address<search_api>& search, const index_progress_feed& progress,
                                 const probe& may_answer) {
  auto query = query_of<search_notes>();
  query.push_back(optional("explain", boolean(), false, "Say how each passage got its rank"));
  return {{.verb = method::get,
           .path = "/api/v1/search",
           .summary = "Find notes by words and, where a model is configured, by meaning",
           .query = std::move(query),
           .replies = {{200, "What was found", schema_of<with_coverage<shown_answer>>()},
                       {503, "There is no vault, or another one than the index is of"}},
           .handler = [search, progress, may_answer](const call& request) {
             return answer_search(search, progress, may_answer, request);
           }}};
}

}  // namespace secondbrain::http
