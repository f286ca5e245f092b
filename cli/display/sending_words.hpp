// What may be sent to a paid language model without a question, in one sentence.
//
// Pure, thread-safe, cannot fail.
#pragma once

#include <string>

#include "messages/vault.hpp"

namespace secondbrain::cli {

/// "Anthropic (claude-sonnet-4-5) or OpenAI (…)", from an answer of `/api/v1/vault/sending`; empty: nobody.
std::string recipients_in_words(const sending_status& now);

/// From an answer of `/api/v1/vault/sending`.
std::string sending_in_words(const sending_status& now);

/// From what the owner has said, where no server tells whom it is about.
std::string sending_in_words(const permission& decision);

}  // namespace secondbrain::cli
