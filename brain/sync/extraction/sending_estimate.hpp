// What reading all notes that wait would send and cost, said before anything is sent.
//
// Pure functions; thread-safe, nothing fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "brain/llm/batch_model.hpp"
#include "messages/sending.hpp"

namespace secondbrain::sync {

/// Notes that a model has not read as they are now.
struct waiting_notes {
  int count = 0;
  std::int64_t bytes = 0;  // that would be sent of them
};

sending_estimate estimate_sending(const std::vector<llm::batch_candidate>& candidates, const waiting_notes& notes,
                                  int captures);

/// `Anthropic (claude-sonnet-4-5)`, joined by "or".
std::string named_recipients(const sending_estimate& estimate);

/// "about $27.10", "less than a cent", "at a price that is not known".
std::string cost_in_words(const sending_estimate& estimate);

/// Why no model is asked, and what can be done about it.
std::string why_not_sent(const sending_estimate& estimate);

/// Why the notes wait, and what to do, in a sentence or two.
std::string why_notes_wait(const sending_estimate& estimate);

/// The same of the captures.
std::string why_captures_wait(const sending_estimate& estimate);

}  // namespace secondbrain::sync
