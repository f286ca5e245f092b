#include "cli/display/sending_words.hpp"

#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

namespace {

std::string decided_by(consent_source source) {
  return source == consent_source::setting ? " (SECONDBRAIN_SEND_NOTES)" : "";
}

}  // namespace

std::string recipients_in_words(const sending_status& now) {
  std::string names;
  for (const auto& one : now.estimate.recipients)
    names += (names.empty() ? "" : " or ") + one.title + " (" + one.model + ")";
  return printable(names);
}

std::string sending_in_words(const sending_status& now) {
  const auto names = recipients_in_words(now);
  if (names.empty()) return "No paid language model is set up, so no note is sent to one without a question.";
  const auto decided = decided_by(now.sending.by);
  if (now.sending.answer == consent::given && !now.allowed.empty())
    return "Notes and captures go to " + names + " without a question" + decided + ".";
  if (now.sending.answer == consent::refused)
    return "Nothing is sent to " + names + " without a question" + decided + ".";
  return "Nothing is sent to " + names + " without a question until you allow it: `secondbrain vault sending`.";
}

std::string sending_in_words(const permission& decision) {
  const auto decided = decided_by(decision.by);
  if (decision.answer == consent::given)
    return "Notes and captures may be sent to a paid language model without a question" + decided + ".";
  return "Nothing is sent to a paid language model without a question" + decided + ".";
}

}  // namespace secondbrain::cli
