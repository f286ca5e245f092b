// Asking a question about the notes, and the answer with its citations (contract: http_api §4, retrieval §3-5).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// Who is asked first. Without a key or a host of that kind the answer is made of quotations.
enum class answer_provider : std::uint8_t { anthropic, openai, local };

constexpr auto names_of(answer_provider) {
  using enum answer_provider;
  return named_values<answer_provider>({{anthropic, "anthropic"}, {openai, "openai"}, {local, "local"}});
}

enum class retrieval_label : std::uint8_t { pass, no_results, irrelevant, hallucination_risk };

/// As it appears on the wire.
constexpr auto names_of(retrieval_label) {
  using enum retrieval_label;
  return named_values<retrieval_label>({{pass, "PASS"},
                                        {no_results, "NO_RESULTS"},
                                        {irrelevant, "IRRELEVANT"},
                                        {hallucination_risk, "HALLUCINATION_RISK"}});
}

/// How the text of an answer came about.
enum class answer_mode : std::uint8_t {
  generated,   // by a language model, from the cited passages
  extractive,  // quoted passages only: no provider is configured, or none could be used
  abstained,   // the notes do not support an answer
};

constexpr auto names_of(answer_mode) {
  using enum answer_mode;
  return named_values<answer_mode>({{generated, "generated"}, {extractive, "extractive"}, {abstained, "abstained"}});
}

/// How far the text of an answer got. One that did not get to its end says so in its last sentence.
enum class answer_ending : std::uint8_t {
  complete,
  broken_off,  // the provider failed in the middle; `answer::note` says how
  stopped,     // nobody listened any more
};

constexpr auto names_of(answer_ending) {
  using enum answer_ending;
  return named_values<answer_ending>({{complete, "complete"}, {broken_off, "broken_off"}, {stopped, "stopped"}});
}

/// A span of the answer that claims to quote a source, and whether it does.
struct quoted_span {
  std::string text;
  int citation = 0;  // index into the citations; -1: found in none of them
};

constexpr auto fields_of(const quoted_span*) {
  return record<quoted_span>(field_list{
      field("text", &quoted_span::text),
      field("citation", &quoted_span::citation, "Index of the citation; -1: in none", {.least = -1}),
  });
}

struct citation {
  std::string note_path;
  std::string note_title;
  std::vector<std::string> heading_path;
  std::string chunk_id;
  std::string snippet;  // the first 200 code points of the passage, with `...` when there are more
  int first_line = 1;   // of the passage in the file, from 1
  int last_line = 1;
  double similarity_score = 0;  // cosine; 0 for a passage found by words only
  double rerank_score = 0;      // 0-10
};

constexpr auto fields_of(const citation*) {
  return record<citation>(field_list{
      field("note_path", &citation::note_path),
      field("note_title", &citation::note_title),
      field("heading_path", &citation::heading_path),
      field("chunk_id", &citation::chunk_id),
      field("snippet", &citation::snippet, "The first 200 code points of the passage"),
      field("first_line", &citation::first_line, "Of the passage in the file", {.least = 1}),
      field("last_line", &citation::last_line, "", {.least = 1}),
      field("similarity_score", &citation::similarity_score, "Cosine; 0 when found by words only"),
      field("rerank_score", &citation::rerank_score, "0 to 10"),
  });
}

struct answer {
  std::string text;
  std::string conversation_id;
  std::vector<citation> citations;  // best first
  std::vector<quoted_span> quotes;
  retrieval_label label = retrieval_label::pass;
  answer_mode mode = answer_mode::generated;
  answer_ending ending = answer_ending::complete;
  std::string searched_for;  // the question with what it leans on; empty: it says everything itself
  std::string note;          // sentences when something is off (provider down, budget spent); empty otherwise
  std::string missing = {};  // sentences on what of the question no note has; empty otherwise
};

constexpr auto fields_of(const answer*) {
  return record<answer>(field_list{
      field("answer", &answer::text),
      field("citations", &answer::citations, "Best first"),
      field("conversation_id", &answer::conversation_id),
      field("retrieval_label", &answer::label),
      field("mode", &answer::mode, "How the text was produced"),
      field("ending", &answer::ending, "How far the text got"),
      field("quotes", &answer::quotes, "Spans that claim to quote, and where they really are"),
      field("searched_for", &answer::searched_for, "The question with what it refers to, else empty"),
      field("missing", &answer::missing, "Sentences on words and phrases of the question that no note has, else empty"),
      field("note", &answer::note, "Sentences when something is off, else empty"),
  });
}

/// What is told while an answer is being made. Called on the answering worker's thread, in this order: `found` once,
/// `missing` where no note has a word or a phrase of the question, then `text` for each piece. The callbacks must not
/// block for long and must not throw.
struct answer_listener {
  std::function<void(const std::vector<citation>&)> found;
  std::function<void(const std::string& sentences)> missing;
  std::function<void(std::string_view piece)> text;
  std::shared_ptr<const std::atomic<bool>> gone;  // true: nobody listens any more; the call to the provider is ended
};

/// Not idempotent: it costs money and is stored. The turn is stored before the reply, also one that was cut short.
struct ask_question {
  using reply = answer;
  static constexpr retry_policy retry = retry_policy::never;
  std::string query;
  std::string conversation_id;  // unknown or empty: a new conversation
  int top_n = 5;
  answer_provider provider = answer_provider::anthropic;
  std::chrono::steady_clock::time_point deadline;  // models are not waited for beyond it; an answer comes all the same
  answer_listener listener{};
};

constexpr auto fields_of(const ask_question*) {
  return record<ask_question>(field_list{
      field("query", &ask_question::query, "", {.most = 20'000}),
      field("conversation_id", &ask_question::conversation_id,
            "The conversation to continue; an unknown one starts a new conversation",
            {.empty = when_empty::null, .presence = in_requests::optional}),
      field("top_n", &ask_question::top_n, "Passages to answer from",
            {.least = 1, .most = 20, .presence = in_requests::optional}),
      field("provider", &ask_question::provider, "anthropic, openai or local: who is asked first",
            {.presence = in_requests::optional, .names = unknown_names::are_ignored}),
      internal(&ask_question::deadline),
      internal(&ask_question::listener),
  });
}

using answer_api = api<ask_question>;

}  // namespace secondbrain
