// A question that is asked in a conversation, as one that can be searched for: "and how often?" says too little alone.
//
// Any thread. Only questions that lean on what was said before are touched: those that begin with a word that goes on
// ("and", "but"), hold one that points back ("it", "there"), or name hardly anything.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "brain/llm/chat.hpp"
#include "messages/history.hpp"

namespace secondbrain::answers {

/// Such a question behind the last one that says what it is about; nothing for a question that says it itself. In the
/// languages with a list of stop words.
std::optional<std::string> question_in_context(std::string_view question, std::span<const chat_message> history);

llm::chat_request rewriting_request(std::string_view question, std::span<const chat_message> history);

/// The question as a model says it in one line; nothing when it fails or says something else.
std::optional<std::string> rewritten_question(llm::language_model& model, const llm::chat_request& request,
                                              const llm::call_limits& limits);

}  // namespace secondbrain::answers
