#include "cli/display/sending_words.hpp"

#include "cli/display/json_fields.hpp"
#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

namespace json = boost::json;

namespace {

std::string decided_by(std::string_view source) {
  return source == to_string(consent_source::setting) ? " (SECONDBRAIN_SEND_NOTES)" : "";
}

}  // namespace

std::string recipients_in_words(const json::object& now) {
  std::string names;
  for (const auto& entry : array_at(now, "recipients"))
    if (const auto* one = entry.if_object())
      names += (names.empty() ? "" : " or ") + text_at(*one, "title") + " (" + text_at(*one, "model") + ")";
  return printable(names);
}

std::string sending_in_words(const json::object& now) {
  const auto names = recipients_in_words(now);
  if (names.empty()) return "No paid language model is set up, so no note is sent to one without a question.";
  const auto answer = text_at(now, "answer"), decided = decided_by(text_at(now, "by"));
  if (answer == "given" && !array_at(now, "allowed").empty())
    return "Notes and captures go to " + names + " without a question" + decided + ".";
  if (answer == "refused") return "Nothing is sent to " + names + " without a question" + decided + ".";
  return "Nothing is sent to " + names + " without a question until you allow it: `secondbrain vault sending`.";
}

std::string sending_in_words(const permission& said) {
  const auto decided = decided_by(to_string(said.by));
  if (said.answer == consent::given)
    return "Notes and captures may be sent to a paid language model without a question" + decided + ".";
  return "Nothing is sent to a paid language model without a question" + decided + ".";
}

}  // namespace secondbrain::cli
