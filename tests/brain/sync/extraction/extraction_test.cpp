#include "brain/sync/extraction/extraction.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace secondbrain::sync {
namespace {

note_metadata read(std::string_view json) {
  return read_extraction(boost::json::parse(json).as_object());
}

std::string question(std::string_view bytes) {
  return extraction_question(vault::parse_note("10_Notes/Tea.md", bytes));
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// EXT-1, EXT-2, EXT-3, EXT-4, EXT-5
TEST(date_in_text, is_the_first_one) {
  EXPECT_EQ(date_in_text("2025-01-15"), "2025-01-15");
  EXPECT_EQ(date_in_text("2025-1-5"), "2025-01-05");
  EXPECT_EQ(date_in_text("01/15/2025"), "2025-01-15");
  EXPECT_EQ(date_in_text("3/5/25"), "2025-03-05");
  EXPECT_EQ(date_in_text("by 2025-03-01, or 2025-04-01"), "2025-03-01");
  EXPECT_EQ(date_in_text("next week"), std::nullopt);
  EXPECT_EQ(date_in_text("12025-01-155"), std::nullopt);
}

// EXT-6
TEST(extraction_question, has_title_path_and_body) {
  auto text = question("# Green tea\nBrew it.");
  EXPECT_TRUE(holds(text, "Title: Green tea\nPath: 10_Notes/Tea.md\n\nContent:\n# Green tea\nBrew it."));
}

// EXT-7
TEST(extraction_question, has_the_frontmatter) {
  auto text = question("---\ntype: note\ntags: [a, b]\ncreated: 2026-02-06\n---\nBody");
  EXPECT_TRUE(holds(text, "\n\nFrontmatter:\n  type: note\n  tags: [a, b]\n  created: 2026-02-06\n\nContent:\nBody"));
  EXPECT_FALSE(holds(question("Body"), "Frontmatter"));
}

// EXT-8
TEST(extraction_question, is_cut_after_12000_code_points) {
  std::string body;
  for (int i = 0; i < 12000; ++i) body += "é";
  EXPECT_FALSE(holds(question(body), "truncated"));
  EXPECT_TRUE(holds(question(body + "y"), body + "\n\n[... truncated ...]"));
}

// EXT-9
TEST(extraction_answer, is_read_whole) {
  auto found = read(R"({"summary": "About tea", "key_phrases": ["tea", "brewing"],
      "entities": [{"text": "Kyoto", "entity_type": "place", "confidence": 0.9}],
      "dates": [{"text": "March 1", "normalized_date": "2025-03-01", "date_type": "deadline", "confidence": 0.8}],
      "action_items": [{"text": "Buy tea", "confidence": 0.7, "priority": "high"}]})");
  EXPECT_EQ(found.summary, "About tea");
  EXPECT_EQ(found.key_phrases, (std::vector<std::string>{"tea", "brewing"}));
  ASSERT_EQ(found.entities.size(), 1U);
  EXPECT_EQ(found.entities[0].entity_type, "place");
  EXPECT_DOUBLE_EQ(found.entities[0].confidence, 0.9);
  ASSERT_EQ(found.dates.size(), 1U);
  EXPECT_EQ(found.dates[0].normalized_date, "2025-03-01");
  EXPECT_EQ(found.dates[0].date_type, "deadline");
  ASSERT_EQ(found.action_items.size(), 1U);
  EXPECT_EQ(found.action_items[0].priority, "high");
}

// EXT-10, W64
TEST(extraction_answer, may_be_empty_or_null) {
  for (const char* json : {"{}", R"({"summary": null, "key_phrases": null, "entities": null, "dates": null,
                                     "action_items": null})",
                           R"({"summary": 3, "key_phrases": "a", "entities": {}, "dates": "x", "action_items": 0})"}) {
    auto found = read(json);
    EXPECT_EQ(found.summary, "") << json;
    EXPECT_TRUE(found.key_phrases.empty() && found.entities.empty() && found.dates.empty()) << json;
    EXPECT_TRUE(found.action_items.empty()) << json;
  }
}

// EXT-11, W64
TEST(extraction_answer, missing_and_senseless_fields_have_defaults) {
  auto found = read(R"({"key_phrases": ["a", 3, null], "entities": [{}, "Kyoto", {"text": "B", "confidence": "high"}],
      "dates": [{"text": "soon"}], "action_items": [{"text": "Do", "priority": "", "confidence": null},
      {"text": "Do", "confidence": 7}, {"text": "Do", "confidence": -1}]})");
  EXPECT_EQ(found.key_phrases, (std::vector<std::string>{"a", "3", "null"}));
  ASSERT_EQ(found.entities.size(), 2U);
  EXPECT_EQ(found.entities[0].text, "");
  EXPECT_EQ(found.entities[0].entity_type, "unknown");
  EXPECT_DOUBLE_EQ(found.entities[0].confidence, 0.5);
  EXPECT_DOUBLE_EQ(found.entities[1].confidence, 0.5);
  EXPECT_EQ(found.dates.at(0).date_type, "reference");
  EXPECT_EQ(found.dates.at(0).normalized_date, std::nullopt);
  EXPECT_EQ(found.action_items.at(0).priority, std::nullopt);
  EXPECT_DOUBLE_EQ(found.action_items.at(0).confidence, 0.5);
  EXPECT_DOUBLE_EQ(found.action_items.at(1).confidence, 1.0);
  EXPECT_DOUBLE_EQ(found.action_items.at(2).confidence, 0.0);
}

// EXT-12
TEST(extraction_answer, a_date_without_its_normal_form_gets_it_from_its_text) {
  EXPECT_EQ(read(R"({"dates": [{"text": "due 3/5/25", "normalized_date": null}]})").dates.at(0).normalized_date,
            "2025-03-05");
}

}  // namespace
}  // namespace secondbrain::sync
