#include "brain/answers/answer_prompt.hpp"

#include <utility>

#include "base/text.hpp"
#include "brain/answers/prompt_sources.hpp"
#include "brain/llm/quoted_data.hpp"

namespace secondbrain::answers {

namespace {

constexpr std::string_view joiner = "\n\n---\n\n";
constexpr int most_tokens = 1000;
constexpr double temperature = 0.3;

std::string instructions() {
  std::string text =
      "You answer questions from the user's own notes. Answer only from the sources given below; never invent. When "
      "they do not support an answer, begin with exactly this sentence: ";
  text += abstention;
  text +=
      " You may then say in a sentence what they do hold. Speculate only when asked to, and label it as speculation.\n"
      "Be concise. You may name the note that something is from. Refer to a source by its number in brackets, as in "
      "[1]. Quote word for word or not at all, and only from the numbered sources.\n"
      "Use dates and folders when the question is about time. Some sources come with connected notes, linked from the "
      "retrieved sources and marked [C1], [C2] and so on: you may use them as extra context.\n";
  text += llm::data_rule;
  return text;
}

std::string linked_block(std::size_t number, const linked_note& note) {
  const auto& piece = note.piece;
  return source_line('C' + std::to_string(number), piece.note_folder, {}, piece.note_title) +
         " (linked from: " + collapse_white_space(note.linked_from) + ")\n" + llm::quoted_data(piece.text);
}

}  // namespace

std::string context_text(const std::vector<ranked_passage>& passages, const std::vector<linked_note>& linked) {
  std::string text;
  for (std::size_t at = 0; at < passages.size(); ++at) {
    if (at > 0) text += joiner;
    text += source_line(at + 1, passages[at].piece) + '\n' + llm::quoted_data(passages[at].piece.text);
  }
  if (linked.empty()) return text;
  text.append(joiner).append("CONNECTED NOTES (linked from retrieved results):");
  for (std::size_t at = 0; at < linked.size(); ++at) text += "\n\n" + linked_block(at + 1, linked[at]);
  return text;
}

llm::chat_request answer_request(std::string_view query, const std::vector<ranked_passage>& passages,
                                 const std::vector<linked_note>& linked, std::vector<chat_message> history) {
  llm::chat_request request;
  request.use = llm::purpose::chat_answer;
  request.instructions = {instructions(), "SOURCES FROM USER'S NOTES:\n\n" + context_text(passages, linked)};
  request.messages = std::move(history);
  request.messages.push_back({"user", std::string{query}});
  request.max_tokens = most_tokens;
  request.temperature = temperature;
  return request;
}

}  // namespace secondbrain::answers
