#include "brain/answers/reranker.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/answers/prompt_sources.hpp"
#include "brain/llm/quoted_data.hpp"

namespace secondbrain::answers {

namespace {

constexpr double highest_score = 10;
constexpr double relevant_from = 5;         // below: IRRELEVANT
constexpr double risky_below = 3;           // with a similarity beyond the next: HALLUCINATION_RISK
constexpr double risky_similarity = 0.7;    // exclusive
constexpr std::size_t judged_length = 500;  // code points of each passage

constexpr std::string_view judge =
    "You score how relevant excerpts of a personal knowledge base are to a query. Folders and dates are hints for "
    "questions about time. The scale is 0 to 10: 0-2 irrelevant, 3-4 tangential, 5-6 partly useful, 7-8 answers a part "
    "of the query, 9-10 answers it fully. Output only a JSON array of numbers, one for each chunk, in the same order.";

std::optional<double> to_number(const boost::json::value& element) {
  if (element.is_number()) return element.to_number<double>();
  double number = 0;
  if (element.is_string() && RE2::FullMatch(element.get_string().c_str(), R"(\s*(-?\d+(?:\.\d+)?)\s*)", &number))
    return number;
  return std::nullopt;
}

double clamped(double score) {
  return std::clamp(score, 0.0, highest_score);
}

std::optional<boost::json::array> array_of(std::string_view json, std::size_t count) {
  boost::json::error_code malformed;
  auto parsed = boost::json::parse(json, malformed);
  if (malformed || !parsed.is_array() || parsed.get_array().size() != count) return std::nullopt;
  return std::move(parsed.get_array());
}

/// The last JSON array of `count` elements: what comes before it are thoughts about it. One in brackets may be the
/// number of a list, so a single element has to be the whole reply.
std::optional<boost::json::array> score_array(std::string_view reply, std::size_t count) {
  if (count == 1) return array_of(reply, count);
  std::optional<boost::json::array> last;
  for (auto begin = reply.find('['); begin != std::string_view::npos; begin = reply.find('[', begin + 1)) {
    const auto end = reply.find(']', begin);
    if (end == std::string_view::npos) break;
    if (auto found = array_of(reply.substr(begin, end + 1 - begin), count)) last = std::move(found);
  }
  return last;
}

/// The text after the number of a list: `2. 7.5` gives `7.5` when `expected` is 2. The whole piece when it has none.
std::string without_list_number(const std::string& piece, int expected) {
  static const RE2 numbered{R"(\s*(?:[-•]\s+)?(?:\pL+\s+)?[#(\[]?(\d+)(?:[\])][:.]?\s*|:\s*|\.\s+)(.*\d.*))"};
  int number = 0;
  std::string rest;
  return RE2::FullMatch(piece, numbered, &number, &rest) && number == expected ? rest : piece;
}

std::vector<double> numbers_in(const std::string& text) {
  static const RE2 next_number{R"(\b(\d+(?:\.\d+)?)\b)"};
  re2::StringPiece rest{text};
  std::vector<double> numbers;
  for (double number = 0; RE2::FindAndConsume(&rest, next_number, &number);) numbers.push_back(number);
  return numbers;
}

std::vector<double> scores_in_prose(std::string_view reply) {
  static const RE2 decoration{R"(\*|\s*(?:/|\bout of\b)\s*10\b)"};  // emphasis, bullets, what a score is out of
  static const RE2 next_piece{R"(([^\n,;]*)[\n,;]?)"};
  std::string text{reply};
  RE2::GlobalReplace(&text, decoration, "");
  std::vector<double> scores;
  int expected = 1;
  re2::StringPiece rest{text};
  for (std::string piece; !rest.empty() && RE2::Consume(&rest, next_piece, &piece);) {
    const auto scores_only = without_list_number(piece, expected);
    if (scores_only != piece) ++expected;
    for (const auto number : numbers_in(scores_only)) scores.push_back(number);
  }
  return scores;
}

retrieval_label label_of(const std::vector<ranked_passage>& all, const std::vector<ranked_passage>& kept, bool judged) {
  if (kept.empty()) return retrieval_label::no_results;
  const auto risky = [](const ranked_passage& one) {
    return one.similarity.value_or(0) > risky_similarity && one.score < risky_below;
  };
  if (std::any_of(all.begin(), all.end(), risky)) return retrieval_label::hallucination_risk;
  // Without a judge, nothing is known about what was found by words only.
  const auto irrelevant = [judged](const ranked_passage& one) {
    return (judged || one.similarity) && one.score < relevant_from;
  };
  return std::all_of(kept.begin(), kept.end(), irrelevant) ? retrieval_label::irrelevant : retrieval_label::pass;
}

}  // namespace

std::optional<std::vector<double>> parse_scores(std::string_view reply, std::size_t count) {
  std::vector<double> scores;
  if (const auto array = score_array(trimmed(reply), count)) {
    for (const auto& element : *array) {
      const auto number = to_number(element);
      if (!number) return std::nullopt;
      scores.push_back(*number);
    }
  } else {
    scores = scores_in_prose(reply);
  }
  if (scores.size() < count) return std::nullopt;
  scores.resize(count);
  std::transform(scores.begin(), scores.end(), scores.begin(), clamped);
  return scores;
}

llm::chat_request rerank_request(std::string_view query, const std::vector<ranked_passage>& passages) {
  std::string blocks;
  for (std::size_t at = 0; at < passages.size(); ++at) {
    const auto& piece = passages[at].piece;
    if (at > 0) blocks += "\n\n---\n\n";
    blocks += source_line(at + 1, piece) + '\n' + llm::quoted_data(first_code_points(piece.text, judged_length));
  }
  llm::chat_request request;
  request.use = llm::purpose::chat_rerank;
  request.instructions = {std::string{judge} + "\n\n" + std::string{llm::data_rule}};
  request.messages = {{"user", "Query: " + std::string{query} + "\n\nChunks:\n\n" + blocks}};
  request.max_tokens = 200;
  request.temperature = 0;
  return request;
}

ranking rerank(llm::language_model* model, std::string_view query, std::vector<ranked_passage> passages, int top_n,
               const llm::call_limits& limits, const std::optional<std::string>& conversation_id) {
  ranking ranked;
  if (passages.empty()) return ranked;
  std::optional<std::vector<double>> scores;
  if (model != nullptr) {
    auto request = rerank_request(query, passages);
    request.conversation_id = conversation_id;
    const auto reply = model->complete(request, limits);
    if (reply) scores = parse_scores(reply->text, passages.size());
    if (!reply) ranked.note = "The passages were not ranked by a model: " + reply.error().message + ".";
    if (reply && !scores) ranked.note = "The passages were not ranked by a model: its scores could not be read.";
  }
  for (std::size_t at = 0; at < passages.size(); ++at)
    passages[at].score = scores ? (*scores)[at] : clamped(passages[at].similarity.value_or(0) * highest_score);
  std::stable_sort(passages.begin(), passages.end(),
                   [](const ranked_passage& a, const ranked_passage& b) { return a.score > b.score; });
  const auto kept = std::min(passages.size(), static_cast<std::size_t>(std::max(top_n, 0)));
  ranked.passages.assign(passages.begin(), passages.begin() + static_cast<std::ptrdiff_t>(kept));
  ranked.label = label_of(passages, ranked.passages, scores.has_value());
  return ranked;
}

}  // namespace secondbrain::answers
