#include "brain/vault/writing/frontmatter_edit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {
namespace {

const plain_scalar written_day{"2026-11-24"};

std::string updated(std::string_view note) {
  return set_frontmatter_value(note, "updated", written_day);
}

TEST(render_frontmatter, makes_the_block_of_a_daily_note) {
  std::vector<std::string> tags{"daily", "work"};
  EXPECT_EQ(render_frontmatter({{"type", "daily"}, {"date", written_day}, {"tags", tags}}),
            "---\ntype: daily\ndate: 2026-11-24\ntags:\n  - daily\n  - work\n---\n");
  EXPECT_EQ(render_frontmatter({{"tags", std::vector<std::string>{}}}), "---\ntags:\n---\n");
}

TEST(render_frontmatter, quotes_only_what_would_read_back_as_something_else) {
  EXPECT_EQ(render_frontmatter({{"a", "plain text, it's é"}, {"b", "2026-11-24"}, {"c", "yes"}, {"d", "a: b"}}),
            "---\na: plain text, it's é\nb: '2026-11-24'\nc: 'yes'\nd: 'a: b'\n---\n");
}

class any_text : public testing::TestWithParam<const char*> {};

// W20
TEST_P(any_text, reads_back_as_itself) {
  std::string text = GetParam();
  std::vector<std::string> items{"before", text, "after"};
  auto note = render_frontmatter({{"title", text}, {"tags", items}, {"last", "x"}}) + "\nBody\n";
  auto read = read_frontmatter(note);
  EXPECT_EQ(read.warning, "") << note;
  ASSERT_NE(read.values.find_string("title"), nullptr) << note;
  EXPECT_EQ(*read.values.find_string("title"), text) << note;
  auto* tags = read.values.find("tags");
  ASSERT_EQ(tags->items.size(), 3) << note;
  EXPECT_EQ(tags->items[1].text, text) << note;
  EXPECT_EQ(tags->items[1].kind, value_kind::string) << note;
  EXPECT_EQ(read.content, "Body");
}

INSTANTIATE_TEST_SUITE_P(texts, any_text,
                         testing::Values("", " ", "plain", "a: b", "a #b", "#tag", "a:", ":a", "- a", "-", "---", "?",
                                         "[a]", "{a: b}", "a, b", "'", "''", "it's", "\"quoted\"", "back\\slash",
                                         "two\nlines", "tab\there", "end ", " begin", "~", "null", "true", "No", "12",
                                         "1e3", "0x1F", "2026-11-24", "12:30", "<<", "=", "*a", "&a", "!a", "%a", "@a",
                                         "`a`", "|", ">", "\x01", "\x7F", "\xC2\x85", "\xE2\x80\xA8", "x\xEF\xBB\xBFy",
                                         "\xF0\x9F\x98\x80", "a\n---\nb", "...", "ünï: cödé"),
                         [](auto& parameter) { return std::to_string(parameter.index); });

TEST(render_frontmatter, replaces_what_yaml_cannot_hold) {
  auto note = render_frontmatter({{"a", std::string{"x\xFFy\0z", 5}}});
  EXPECT_EQ(*read_frontmatter(note).values.find_string("a"), "x\xEF\xBF\xBDy\xEF\xBF\xBDz");
}

TEST(set_frontmatter_value, touches_only_the_value) {
  EXPECT_EQ(updated("---\nb: 1 # one\nupdated:   2025-01-01   # by hand\na: [x,  y]\n---\n\nText\n"),
            "---\nb: 1 # one\nupdated:   2026-11-24   # by hand\na: [x,  y]\n---\n\nText\n");
  EXPECT_EQ(updated("---\nupdated: '2025-01-01'\n---\n"), "---\nupdated: '2026-11-24'\n---\n");
  EXPECT_EQ(updated("---\nupdated: \"2025-01-01\" #c\n---\n"), "---\nupdated: \"2026-11-24\" #c\n---\n");
  EXPECT_EQ(updated("---\n\"updated\" : 1\n---\n"), "---\n\"updated\" : 2026-11-24\n---\n");
  EXPECT_EQ(updated("---\nupdated: a#b\n---\n"), "---\nupdated: 2026-11-24\n---\n");
}

TEST(set_frontmatter_value, fills_an_empty_value) {
  EXPECT_EQ(updated("---\nupdated:\nb: 1\n---\n"), "---\nupdated: 2026-11-24\nb: 1\n---\n");
  EXPECT_EQ(updated("---\nupdated: # never\n---\n"), "---\nupdated: 2026-11-24 # never\n---\n");
}

TEST(set_frontmatter_value, adds_a_missing_key_before_the_closing_fence) {
  EXPECT_EQ(updated("---\ntitle: updated: no\n---\nText"), "---\ntitle: updated: no\n---\nText") << "not valid YAML";
  EXPECT_EQ(updated("---\ntitle: x\nsub:\n  updated: 1\n---\nText"),
            "---\ntitle: x\nsub:\n  updated: 1\nupdated: 2026-11-24\n---\nText");
  EXPECT_EQ(updated("---\n---\nText"), "---\nupdated: 2026-11-24\n---\nText");
  EXPECT_EQ(updated("----  \n  a: 1\n  # c\n-----\n"), "----  \n  a: 1\n  # c\n  updated: 2026-11-24\n-----\n");
  EXPECT_EQ(updated("---\nlast_updated: 1\n---"), "---\nlast_updated: 1\nupdated: 2026-11-24\n---");
}

// W21
TEST(set_frontmatter_value, keeps_every_other_byte) {
  std::string note =
      "\xEF\xBB\xBF---\r\nz: \xC3\xA9  # c\r\nupdated: 2025-01-01\r\na: >\r\n  folded\r\n---\r\n\r\n\xFF end";
  auto expected = note;
  expected.replace(expected.find("2025-01-01"), 10, "2026-11-24");
  EXPECT_EQ(updated(note), expected);
  EXPECT_EQ(updated("---\r\na: 1\r\n---\r\nx"), "---\r\na: 1\r\nupdated: 2026-11-24\r\n---\r\nx");
}

TEST(set_frontmatter_value, finds_nothing_in_the_text_below) {
  EXPECT_EQ(updated("---\na: 1\n---\nupdated: 2025-01-01\n---\n"),
            "---\na: 1\nupdated: 2026-11-24\n---\nupdated: 2025-01-01\n---\n");
}

TEST(set_frontmatter_value, sets_the_last_of_repeated_keys) {
  EXPECT_EQ(updated("---\nupdated: 1\nupdated: 2\n---\n"), "---\nupdated: 1\nupdated: 2026-11-24\n---\n");
}

TEST(set_frontmatter_value, leaves_alone_what_it_cannot_set_on_one_line) {
  for (std::string note : {"", "Text only\n", "---\nopen: 1\n", "{\n\"updated\": 1\n}\nText", "---\n{a: 1}\n---\n",
                           "---\nupdated: |\n  block\n  text\n---\n", "---\nupdated:\n  - list\n---\n",
                           "---\nupdated: two\n  lines\n---\n", "---\nbroken: [\n---\n",
                           "---\nProse between two rules.\n---\nText\n", "---\nupdated: \"two\n  lines\"\n---\n"}) {
    EXPECT_EQ(updated(note), note);
  }
}

TEST(remove_frontmatter_value, takes_all_lines_of_the_value) {
  const auto without = [](const std::string& value) {
    return remove_frontmatter_value("---\nstatus: open\ndue:" + value + "\ncontexts: [a,\n  b]\n---\nBody\n", "due");
  };
  for (const auto* value : {" 2026-12-01", "", " >-\n  2026-12-01", " |\n  2026-12-01\n\n  more", "\n  2026-12-01",
                            " 2026-12-01\n  more", " \"2026-12-\\\n  01\"", " [a,\n  b]", "\n  - a\n  - b", "\n  a: b"})
    EXPECT_EQ(without(value), "---\nstatus: open\ncontexts: [a,\n  b]\n---\nBody\n") << value;
  EXPECT_EQ(remove_frontmatter_value("---\ndue: 2026-12-01\n  # of the next\nstatus: open\n---\n", "due"),
            "---\n  # of the next\nstatus: open\n---\n");
  // A list that is no deeper than its key is left alone rather than halved.
  const std::string flat = "---\ndue:\n- a\n- b\nstatus: open\n---\n";
  EXPECT_EQ(remove_frontmatter_value(flat, "due"), flat);
  EXPECT_EQ(remove_frontmatter_value("---\ndue: 2026-12-01\n---\nB\n", "due"), "---\n---\nB\n");
}

TEST(set_frontmatter_value, leaves_alone_what_would_change_another_value) {
  for (const auto* value : {">-\n  2026-12-01", "|\n  2026-12-01", "2026-12-01\n  more", "\"2026-\\\n  01\""}) {
    const auto note = "---\nstatus: open\nupdated: " + std::string{value} + "\nlast: x\n---\n";
    EXPECT_EQ(updated(note), note) << value;
  }
}

TEST(set_frontmatter_value, changes_nothing_the_second_time) {
  auto once = updated("---\na: 1\n---\nText");
  EXPECT_EQ(updated(once), once);
}

}  // namespace
}  // namespace secondbrain::vault
