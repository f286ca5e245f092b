// Answers a question about the notes, from finding passages to storing the turn (contract: http_api §4).
//
// Owned by one thread, which it blocks until the question's deadline at most, plus the time it takes to store the turn.
// Fails only when the notes cannot be searched or the history cannot be read: a model that is missing, down, too slow
// or too dear makes the answer extractive, one that breaks off leaves what it said so far with a sentence that says so.
// The conversation begins when its first turn is stored, so a failure leaves none behind.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "brain/answers/link_expansion.hpp"
#include "brain/llm/chat.hpp"
#include "brain/search/engine.hpp"
#include "messages/answer.hpp"
#include "messages/history.hpp"
#include "messages/query_record.hpp"

namespace secondbrain::answers {

inline constexpr int retrieved_passages = 10;
inline constexpr std::size_t history_messages = 10;

/// The end of a text that nobody waited for.
inline constexpr std::string_view stopped_marker = "[Stopped before the end.]";

/// What the service works with. None may throw.
struct answer_parts {
  std::function<result<search::retrieval>(const std::string& query, int top_k)> retrieve;
  link_lookup linked_from;
  // Null: nobody is configured who could be asked.
  std::function<llm::language_model*(answer_provider)> answerer;
  std::function<llm::language_model*(answer_provider)> reranker;
  std::function<result<conversation>(const get_conversation&)> read_history;
  std::function<result<conversation>(const append_messages&)> store_turn;
  std::function<void(const query_record&)> log;
};

class answer_service {
 public:
  explicit answer_service(answer_parts parts) : parts_{std::move(parts)} {}

  result<answer> ask(const ask_question& request);

 private:
  struct turn;

  status begin(turn& now);
  void understand(turn& now);
  status find_passages(turn& now);
  void make_answer(turn& now);
  void generate(turn& now, llm::language_model& model);
  void quote_instead(turn& now, const std::string& reason);
  void check(turn& now);
  void store(turn& now);

  answer_parts parts_;
};

}  // namespace secondbrain::answers
