// What a model is given to answer from (contract: retrieval §5). Pure and thread-safe; nothing fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/answers/link_expansion.hpp"
#include "brain/answers/ranked_passage.hpp"
#include "brain/llm/chat.hpp"
#include "messages/history.hpp"

namespace secondbrain::answers {

/// With this the model says that the notes do not support an answer.
inline constexpr std::string_view abstention = "Your notes do not say enough to answer this.";

/// Said when nothing was found, instead of asking a model.
inline constexpr std::string_view nothing_found =
    "I found nothing in your notes that is relevant to this question. You can rephrase it, check that there are notes "
    "on the topic, or ask me to brainstorm instead.";
inline constexpr std::string_view nothing_found_without_model =
    "I found nothing in your notes that is relevant to this question. You can rephrase it, or check that there are "
    "notes on the topic.";

/// The numbered sources, and the notes they link to.
std::string context_text(const std::vector<ranked_passage>& passages, const std::vector<linked_note>& linked);

llm::chat_request answer_request(std::string_view query, const std::vector<ranked_passage>& passages,
                                 const std::vector<linked_note>& linked, std::vector<chat_message> history);

}  // namespace secondbrain::answers
