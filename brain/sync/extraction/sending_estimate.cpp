#include "brain/sync/extraction/sending_estimate.hpp"

#include <array>
#include <cstdio>

#include "base/human_text.hpp"
#include "brain/llm/price_table.hpp"
#include "brain/llm/token_estimate.hpp"

namespace secondbrain::sync {

namespace {

constexpr std::int64_t instructions = 400;    // tokens, with each note
constexpr std::int64_t usual_answer = 400;    // tokens
constexpr std::int64_t usual_capture = 1200;  // tokens, with the titles it may belong to

}  // namespace

sending_estimate estimate_sending(const std::vector<llm::batch_candidate>& candidates, const waiting_notes& notes,
                                  int captures) {
  sending_estimate estimate;
  for (const auto& one : candidates)
    if (one.consent == llm::needs_consent::yes)
      estimate.recipients.push_back({one.provider, one.title, one.model_name});
  estimate.notes = notes.count;
  estimate.captures = captures;
  estimate.input_tokens =
      llm::likely_tokens(static_cast<std::size_t>(notes.bytes)) + notes.count * instructions + captures * usual_capture;
  estimate.output_tokens = (notes.count + captures) * usual_answer;
  if (estimate.recipients.empty()) return estimate;
  const auto& first = estimate.recipients.front();
  if (const auto price = llm::price_of(first.provider, first.model); price && first.provider != "ollama")
    estimate.cost_usd = llm::cost_of(*price, estimate.input_tokens, estimate.output_tokens);
  return estimate;
}

std::string named_recipients(const sending_estimate& estimate) {
  std::string names;
  for (const auto& one : estimate.recipients)
    names += (names.empty() ? "" : " or ") + one.title + " (" + one.model + ")";
  return names;
}

std::string cost_in_words(const sending_estimate& estimate) {
  constexpr double cent = 0.01;
  if (!estimate.cost_usd) return "at a price that is not known here";
  if (*estimate.cost_usd < cent) return "less than a cent";
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "about $%.2f", *estimate.cost_usd);
  return text.data();
}

std::string why_not_sent(const sending_estimate& estimate) {
  if (!estimate.recipients.empty())
    return "Nothing is sent to " + named_recipients(estimate) +
           " until you allow it: see `secondbrain vault sending`, or the page.";
  return "No language model is set up for this; a model for search by meaning is of another kind. A local one will do: "
         "set SECONDBRAIN_OLLAMA_BASE_URL and SECONDBRAIN_OLLAMA_MODEL.";
}

std::string why_notes_wait(const sending_estimate& estimate) {
  if (estimate.notes == 0) return "No note waits to be read by a language model.";
  auto sentence = counted(estimate.notes, "note waits", "notes wait") +
                  " to be read by a language model, for summaries, names and dates";
  if (!estimate.recipients.empty()) sentence += "; that would cost " + cost_in_words(estimate);
  return sentence + ". " + why_not_sent(estimate);
}

std::string why_captures_wait(const sending_estimate& estimate) {
  if (estimate.captures == 0) return "The inbox is empty.";
  return counted(estimate.captures, "capture waits", "captures wait") + " in the inbox. " + why_not_sent(estimate);
}

}  // namespace secondbrain::sync
