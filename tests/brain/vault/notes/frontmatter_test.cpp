#include "brain/vault/notes/frontmatter.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

TEST(frontmatter, keeps_what_yaml_says_of_each_value) {  // PAR-12
  auto read = read_frontmatter(
      "---\ntitle: A note\ntags:\n  - one\n  - 2\ndraft: yes\ndate: 2026-02-14\nquoted: \"2026-02-14\"\nsize: 1_000\n"
      "empty:\nnested: {a: b}\n---\nBody");
  ASSERT_EQ(read.warning, "");
  EXPECT_EQ(*read.values.find_string("title"), "A note");
  ASSERT_EQ(read.values.find("tags")->items.size(), 2u);
  EXPECT_EQ(read.values.find("tags")->items[0].text, "one");
  EXPECT_EQ(read.values.find("tags")->items[1].kind, value_kind::number);
  EXPECT_EQ(read.values.find("draft")->kind, value_kind::boolean);
  EXPECT_EQ(read.values.find("date")->kind, value_kind::date);
  EXPECT_EQ(read.values.find("date")->text, "2026-02-14");
  EXPECT_EQ(read.values.find_string("date"), nullptr);
  EXPECT_EQ(*read.values.find_string("quoted"), "2026-02-14");
  EXPECT_EQ(read.values.find("size")->kind, value_kind::number);
  EXPECT_EQ(read.values.find("empty")->kind, value_kind::null);
  EXPECT_EQ(*read.values.find("nested")->find_string("a"), "b");
  EXPECT_EQ(read.values.find("missing"), nullptr);
}

TEST(frontmatter, is_cut_from_the_content) {  // PAR-13
  auto read = read_frontmatter("\n\n---  \nkey: value\n-----\n\nBody\n---\nmore\n");
  EXPECT_EQ(*read.values.find_string("key"), "value");
  EXPECT_EQ(read.content, "Body\n---\nmore");
}

TEST(frontmatter, needs_two_rules) {
  EXPECT_EQ(read_frontmatter("---\nkey: value\n").content, "---\nkey: value");
  EXPECT_EQ(read_frontmatter("--\nkey: value\n--\n").content, "--\nkey: value\n--");
  EXPECT_EQ(read_frontmatter("text\n---\nkey: value\n---").content, "text\n---\nkey: value\n---");
}

TEST(frontmatter, may_be_empty) {
  auto read = read_frontmatter("---\n---\nBody");
  EXPECT_TRUE(read.values.entries.empty());
  EXPECT_EQ(read.content, "Body");
  EXPECT_EQ(read.warning, "");
}

TEST(frontmatter, accepts_any_key) {  // §3.1.6
  auto read = read_frontmatter("---\n2026: year\ncontent: c\nhandler: h\ntrue: t\n? [a, b]\n: complex\n---\nBody");
  ASSERT_EQ(read.warning, "");
  EXPECT_EQ(*read.values.find_string("2026"), "year");
  EXPECT_EQ(*read.values.find_string("content"), "c");
  EXPECT_EQ(*read.values.find_string("handler"), "h");
  EXPECT_EQ(*read.values.find_string("true"), "t");
}

TEST(frontmatter, takes_the_last_of_repeated_keys) {
  EXPECT_EQ(*read_frontmatter("---\na: x\na: y\n---").values.find_string("a"), "y");
}

TEST(frontmatter, resolves_aliases) {
  auto read = read_frontmatter("---\na: &x [1, 2]\nb: *x\n---");
  EXPECT_EQ(read.values.find("b")->items.size(), 2u);
}

TEST(frontmatter, that_is_invalid_leaves_a_warning_and_the_content) {  // W45
  auto read = read_frontmatter("---\ntitle: a: b\n---\nBody");
  EXPECT_NE(read.warning.find("not valid"), std::string::npos) << read.warning;
  EXPECT_TRUE(read.values.entries.empty());
  EXPECT_EQ(read.content, "Body");
}

TEST(frontmatter, prose_between_rules_stays_content) {
  auto read = read_frontmatter("---\nJust a sentence.\n---\nBody");
  EXPECT_EQ(read.content, "---\nJust a sentence.\n---\nBody");
  EXPECT_TRUE(read.values.entries.empty());
}

TEST(frontmatter, survives_hostile_yaml) {
  std::string bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'k'; ++c) {
    std::string alias = std::string{"*"} + static_cast<char>(c - 1);
    bomb += std::string{c} + ": &" + c + " [" + alias + repeated("," + alias, 8) + "]\n";
  }
  for (auto& hostile :
       {bomb + "---\nBody", "---\na: " + repeated("[", 100'000) + "\n---\nBody",
        "---\n" + repeated("- ", 50'000) + "\n---\nBody", "---\n" + repeated("? ", 50'000) + "\n---\nBody",
        "---\n" + repeated("{a: ", 1'000) + "\n---\nBody", std::string{"---\nself: &s [*s]\n---\nBody"},
        "---\ntext: " + repeated("x", 300'000) + "\n---\nBody"}) {
    auto read = read_frontmatter(hostile);
    EXPECT_NE(read.warning, "") << hostile.substr(0, 40);
    EXPECT_EQ(read.content, "Body");
  }
}

TEST(frontmatter, may_be_json) {  // §3.1.5
  auto read = read_frontmatter(
      "{\n  \"title\": \"J\\u00e9\", \"n\": 2, \"ok\": true, \"none\": null,\n  \"tags\": [\"a\"]\n}\nBody");
  ASSERT_EQ(read.warning, "");
  EXPECT_EQ(*read.values.find_string("title"), "Jé");
  EXPECT_EQ(read.values.find("n")->kind, value_kind::number);
  EXPECT_EQ(read.values.find("ok")->text, "true");
  EXPECT_EQ(read.values.find("none")->kind, value_kind::null);
  EXPECT_EQ(read.values.find("tags")->items[0].text, "a");
  EXPECT_EQ(read.content, "Body");
}

TEST(frontmatter, json_that_is_invalid_leaves_a_warning) {
  auto read = read_frontmatter("{\n broken\n}\nBody");
  EXPECT_NE(read.warning, "");
  EXPECT_EQ(read.content, "Body");
  EXPECT_EQ(read_frontmatter("{ not json\n}\n").content, "{ not json\n}");
}

}  // namespace
}  // namespace secondbrain::vault
