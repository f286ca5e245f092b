// Search: ranked notes, each with the passages that answer the query.
#include <boost/json/value_from.hpp>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/coverage_json.hpp"

namespace secondbrain::http {

namespace {

template <class T>
json::value or_null(const std::optional<T>& value) {
  if (!value) return nullptr;
  return json::value_from(*value);
}

json::object score_json(const score_parts& score) {
  return {{"lexical_rank", or_null(score.lexical_rank)},
          {"bm25", or_null(score.bm25)},
          {"vector_rank", or_null(score.vector_rank)},
          {"cosine", or_null(score.cosine)},
          {"fused", score.fused}};
}

enum class explanation : std::uint8_t { without, with };

json::array passages_json(const std::vector<passage>& passages, explanation scores) {
  json::array out;
  for (const auto& found : passages) {
    json::array highlights;
    for (const auto& [begin, end] : found.highlights) highlights.push_back(json::array{begin, end});
    json::object one{{"chunk_id", found.chunk_id},
                     {"heading_path", json::value_from(found.heading_path)},
                     {"line", found.line},
                     {"snippet", found.snippet},
                     {"highlights", std::move(highlights)}};
    if (scores == explanation::with) one["score"] = score_json(found.score);
    out.push_back(std::move(one));
  }
  return out;
}

json::array hits_json(const std::vector<note_hit>& hits, explanation scores) {
  json::array out;
  for (const auto& hit : hits)
    out.push_back({{"note_path", hit.note_path},
                   {"note_title", hit.note_title},
                   {"folder", hit.note_folder},
                   {"date", or_null(hit.note_date)},
                   {"score", hit.score},
                   {"passages", passages_json(hit.passages, scores)}});
  return out;
}

result<http_response> answer_search(const address<search_api>& search, const index_progress_feed& progress,
                                    const probe& may_answer, const call& request) {
  RETURN_IF_ERROR(may_answer());
  const auto began = std::chrono::steady_clock::now();
  const search_notes wanted{.query = request.text("q"),
                            .limit = static_cast<int>(request.integer("limit")),
                            .offset = static_cast<int>(request.integer("offset")),
                            .folder = request.text("folder")};
  const auto answer = request.ask(search, wanted);
  RETURN_IF_ERROR(answer);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  const auto scores = request.flag("explain") ? explanation::with : explanation::without;
  return json_answer({{"query", wanted.query},
                      {"mode", answer->mode == search_mode::hybrid ? "hybrid" : "lexical"},
                      {"total", answer->total},
                      {"offset", wanted.offset},
                      {"limit", wanted.limit},
                      {"took_ms", rounded(took.count(), 2)},
                      {"terms", json::value_from(answer->terms)},
                      {"note", answer->note},
                      {"coverage", coverage_json(*progress)},
                      {"results", hits_json(answer->hits, scores)}});
}

schema search_schema() {
  const auto score = object({required("lexical_rank", nullable(integer())), required("bm25", nullable(number())),
                             required("vector_rank", nullable(integer())), required("cosine", nullable(number())),
                             required("fused", number())});
  const auto found =
      object({required("chunk_id", text()), required("heading_path", list_of(text())),
              required("line", integer(1), "First line of the passage in the file"), required("snippet", text()),
              required("highlights", list_of(list_of(integer(0))), "[begin, end) in code points of the snippet"),
              optional("score", score, nullptr, "Only with `explain`")});
  const auto hit =
      object({required("note_path", text()), required("note_title", text()), required("folder", text()),
              required("date", nullable(text())), required("score", number()), required("passages", list_of(found))});
  return object({required("query", text()), required("mode", one_of({"lexical", "hybrid"})),
                 required("total", integer()), required("offset", integer()), required("limit", integer()),
                 required("took_ms", number()), required("terms", list_of(text()), "The words that were searched for"),
                 required("note", text(), "A sentence when something is off, else empty"),
                 required("coverage", coverage_schema(), "How much of the vault these results are from"),
                 required("results", list_of(hit), "Best first")});
}

}  // namespace

std::vector<route> search_routes(const address<search_api>& search, const index_progress_feed& progress,
                                 const probe& may_answer) {
  constexpr int largest_offset = 10'000;
  return {{.verb = method::get,
           .path = "/api/v1/search",
           .summary = "Find notes by words and, where a model is configured, by meaning",
           .query = {required("q", text(1, 1000), "Words; \"quoted\" for a phrase"),
                     optional("limit", integer(1, 100), 20), optional("offset", integer(0, largest_offset), 0),
                     optional("folder", text({}, 1000), "", "Only notes below this folder"),
                     optional("explain", boolean(), false, "Say how each passage got its rank")},
           .replies = {{200, "What was found", search_schema()},
                       {503, "There is no vault, or another one than the index is of"}},
           .handler = [search, progress, may_answer](const call& request) {
             return answer_search(search, progress, may_answer, request);
           }}};
}

}  // namespace secondbrain::http
