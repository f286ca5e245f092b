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

#include "messages/request.hpp"

namespace secondbrain {

/// Who is asked first. Without a key or a host of that kind the answer is made of quotations.
enum class answer_provider : std::uint8_t { anthropic, openai, local };

enum class retrieval_label : std::uint8_t { pass, no_results, irrelevant, hallucination_risk };

/// As it appears on the wire.
constexpr std::string_view to_string(retrieval_label label) noexcept {
  switch (label) {
    case retrieval_label::pass: return "PASS";
    case retrieval_label::no_results: return "NO_RESULTS";
    case retrieval_label::irrelevant: return "IRRELEVANT";
    case retrieval_label::hallucination_risk: return "HALLUCINATION_RISK";
  }
  return "PASS";
}

/// How the text of an answer came about.
enum class answer_mode : std::uint8_t {
  generated,   // by a language model, from the cited passages
  extractive,  // quoted passages only: no provider is configured, or none could be used
  abstained,   // the notes do not support an answer
};

constexpr std::string_view to_string(answer_mode mode) noexcept {
  switch (mode) {
    case answer_mode::generated: return "generated";
    case answer_mode::extractive: return "extractive";
    case answer_mode::abstained: return "abstained";
  }
  return "unknown";
}

/// How far the text of an answer got. One that did not get to its end says so in its last sentence.
enum class answer_ending : std::uint8_t {
  complete,
  broken_off,  // the provider failed in the middle; `answer::note` says how
  stopped,     // nobody listened any more
};

constexpr std::string_view to_string(answer_ending ending) noexcept {
  switch (ending) {
    case answer_ending::complete: return "complete";
    case answer_ending::broken_off: return "broken_off";
    case answer_ending::stopped: return "stopped";
  }
  return "unknown";
}

/// A span of the answer that claims to quote a source, and whether it does.
struct quoted_span {
  std::string text;
  int citation = 0;  // index into the citations; -1: found in none of them
};

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

struct answer {
  std::string text;
  std::string conversation_id;
  std::vector<citation> citations;  // best first
  std::vector<quoted_span> quotes;
  retrieval_label label = retrieval_label::pass;
  answer_mode mode = answer_mode::generated;
  answer_ending ending = answer_ending::complete;
  std::string note;  // sentences when something is off (provider down, budget spent); empty otherwise
};

/// What is told while an answer is being made. Called on the answering worker's thread, in this order: `found` once,
/// then `text` for each piece. The callbacks must not block for long and must not throw.
struct answer_listener {
  std::function<void(const std::vector<citation>&)> found;
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

using answer_api = api<ask_question>;

}  // namespace secondbrain
