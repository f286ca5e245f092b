#include "http/wire/ask_json.hpp"

#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "http/wire/coverage_json.hpp"

namespace secondbrain::http {

namespace {

constexpr int longest_query = 20'000;  // code points; the reference took any length

/// Any other name means the default (contract: http_api §4.1).
answer_provider provider_named(std::string_view name) {
  if (name == "local") return answer_provider::local;
  if (name == "openai") return answer_provider::openai;
  return answer_provider::anthropic;
}

std::vector<member> ending_members() {
  const auto quote =
      object({required("text", text()), required("citation", integer(-1), "Index of the citation; -1: in none")});
  return {required("conversation_id", text()),
          required("retrieval_label", one_of({"PASS", "NO_RESULTS", "IRRELEVANT", "HALLUCINATION_RISK"})),
          required("mode", one_of({"generated", "extractive", "abstained"}), "How the text came about"),
          required("ending", one_of({"complete", "broken_off", "stopped"}), "How far the text got"),
          required("quotes", list_of(quote), "Spans that claim to quote, and where they really are"),
          required("note", text(), "Sentences when something is off, else empty"),
          required("coverage", coverage_schema(), "How much of the vault the passages are from")};
}

}  // namespace

schema question_schema() {
  constexpr int most_citations = 20;
  return object({required("query", text({}, longest_query)),
                 optional("conversation_id", nullable(text()), nullptr,
                          "To go on with; an unknown one starts a new conversation"),
                 optional("top_n", integer(1, most_citations), 5, "Passages to answer from"),
                 optional("provider", text(), "anthropic", "anthropic, openai or local: who is asked first")});
}

ask_question question_from(const json::value& body) {
  ask_question request;
  request.query = json::value_to<std::string>(body.at("query"));
  if (const auto& id = body.at("conversation_id"); id.is_string()) request.conversation_id = id.get_string().c_str();
  request.top_n = static_cast<int>(body.at("top_n").as_int64());
  request.provider = provider_named(body.at("provider").as_string());
  return request;
}

json::array citations_json(const std::vector<citation>& citations) {
  json::array out;
  for (const auto& one : citations)
    out.push_back({{"note_path", one.note_path},
                   {"note_title", one.note_title},
                   {"heading_path", json::value_from(one.heading_path)},
                   {"chunk_id", one.chunk_id},
                   {"snippet", one.snippet},
                   {"first_line", one.first_line},
                   {"last_line", one.last_line},
                   {"similarity_score", one.similarity_score},
                   {"rerank_score", one.rerank_score}});
  return out;
}

json::object ending_json(const answer& said) {
  json::array quotes;
  for (const auto& quote : said.quotes) quotes.push_back({{"text", quote.text}, {"citation", quote.citation}});
  return {{"conversation_id", said.conversation_id},
          {"retrieval_label", to_string(said.label)},
          {"mode", to_string(said.mode)},
          {"ending", to_string(said.ending)},
          {"quotes", std::move(quotes)},
          {"note", said.note}};
}

schema ending_schema() {
  return object(ending_members());
}

json::object answer_json(const answer& said) {
  json::object out{{"answer", said.text}, {"citations", citations_json(said.citations)}};
  for (auto& [name, value] : ending_json(said)) out[name] = std::move(value);
  return out;
}

schema answer_schema() {
  const auto cited =
      object({required("note_path", text()), required("note_title", text()), required("heading_path", list_of(text())),
              required("chunk_id", text()), required("snippet", text(), "The first 200 code points of the passage"),
              required("first_line", integer(1), "Of the passage in the file"), required("last_line", integer(1)),
              required("similarity_score", number(), "Cosine; 0 when found by words only"),
              required("rerank_score", number(), "0 to 10")});
  auto members = ending_members();
  members.insert(members.begin(), {required("answer", text()), required("citations", list_of(cited), "Best first")});
  return object(std::move(members));
}

}  // namespace secondbrain::http
