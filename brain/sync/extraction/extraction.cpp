#include "brain/sync/extraction/extraction.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/utf8.hpp"
#include "brain/llm/quoted_data.hpp"
#include "brain/sync/answer_fields.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

constexpr double default_confidence = 0.5;

std::string padded(const std::string& number) {
  return number.size() == 1 ? "0" + number : number;
}

double confidence_of(const json::object& object) {
  const auto* value = object.if_contains("confidence");
  if (value == nullptr || !value->is_number()) return default_confidence;
  return std::clamp(value->to_number<double>(), 0.0, 1.0);
}

std::string text_or(const json::object& object, std::string_view key, std::string_view otherwise) {
  auto text = text_field(object, key);
  return text.empty() ? std::string{otherwise} : text;
}

std::optional<std::string> text_if_any(const json::object& object, std::string_view key) {
  auto text = text_field(object, key);
  if (text.empty()) return std::nullopt;
  return text;
}

/// A phrase that is no text is written as JSON.
std::vector<std::string> read_phrases(const json::array& list) {
  std::vector<std::string> phrases;
  for (const auto& item : list) {
    const auto* text = item.if_string();
    phrases.push_back(text != nullptr ? std::string{text->data(), text->size()} : json_text(item));
  }
  return phrases;
}

extracted_entity read_entity(const json::object& object) {
  return {text_field(object, "text"), text_or(object, "entity_type", "unknown"), confidence_of(object)};
}

extracted_date read_date(const json::object& object) {
  extracted_date date{text_field(object, "text"), text_if_any(object, "normalized_date"),
                      text_or(object, "date_type", "reference"), confidence_of(object)};
  if (!date.normalized_date) date.normalized_date = date_in_text(date.text);
  return date;
}

extracted_action read_action(const json::object& object) {
  return {text_field(object, "text"), confidence_of(object), text_if_any(object, "priority")};
}

template <class Item>
std::vector<Item> read_items(const json::array& list, Item (*read)(const json::object&)) {
  std::vector<Item> items;
  for (const auto& value : list) {
    if (const auto* object = value.if_object()) items.push_back(read(*object));
  }
  return items;
}

std::string value_text(const vault::frontmatter_value& value) {
  std::string text;
  switch (value.kind) {
    case vault::value_kind::list:
      for (const auto& item : value.items) text += (text.empty() ? "" : ", ") + value_text(item);
      return "[" + text + "]";
    case vault::value_kind::mapping:
      for (const auto& entry : value.entries)
        text += (text.empty() ? "" : ", ") + entry.key + ": " + value_text(entry.value);
      return "{" + text + "}";
    default: return value.text;
  }
}

std::string shortened(const std::string& body) {
  auto beginning = first_code_points(body, longest_extracted_body);
  if (beginning.size() == body.size()) return body;
  return std::string{beginning} + "\n\n[... truncated ...]";
}

}  // namespace

std::string extraction_instructions() {
  return R"(You extract metadata from one Markdown note of a person's knowledge base.

Answer with JSON only, one object:
{"summary": "one to three sentences",
"key_phrases": ["3 to 10 phrases that say what the note is about"],
"entities": [{"text": "…", "entity_type": "person|org|product|place", "confidence": 0.9}],
"dates": [{"text": "as written", "normalized_date": "YYYY-MM-DD or null", "date_type": "deadline|event|reference",
"confidence": 0.9}],
"action_items": [{"text": "…", "confidence": 0.9, "priority": "high|medium|low or null"}]}

Name only entities that the note clearly mentions. Normalise a date only when it is unambiguous. Action items come from
unticked checkboxes and from phrases of obligation. Confidences lie between 0 and 1. Use empty lists where there is
nothing.

)" + std::string{llm::data_rule};
}

std::string extraction_question(const vault::note& note) {
  auto text = "Title: " + note.title + "\nPath: " + note.path + "\n\n";
  if (!note.metadata.entries.empty()) {
    text += "Frontmatter:\n";
    for (const auto& entry : note.metadata.entries) text += "  " + entry.key + ": " + value_text(entry.value) + "\n";
    text += '\n';
  }
  return llm::quoted_data(text + "Content:\n" + shortened(note.body));
}

note_metadata read_extraction(const json::object& answer) {
  note_metadata read;
  read.summary = text_field(answer, "summary");
  read.key_phrases = read_phrases(list_field(answer, "key_phrases"));
  read.entities = read_items(list_field(answer, "entities"), read_entity);
  read.dates = read_items(list_field(answer, "dates"), read_date);
  read.action_items = read_items(list_field(answer, "action_items"), read_action);
  return read;
}

std::optional<std::string> date_in_text(std::string_view text) {
  static const RE2 year_first{R"(\b(\d{4})-(\d{1,2})-(\d{1,2})\b)"};
  static const RE2 month_first{R"(\b(\d{1,2})/(\d{1,2})/(\d{2,4})\b)"};
  std::string year;
  std::string month;
  std::string day;
  if (!RE2::PartialMatch({text.data(), text.size()}, year_first, &year, &month, &day)) {
    if (!RE2::PartialMatch({text.data(), text.size()}, month_first, &month, &day, &year)) return std::nullopt;
    if (year.size() == 2) year.insert(0, "20");
  }
  return year + "-" + padded(month) + "-" + padded(day);
}

}  // namespace secondbrain::sync
