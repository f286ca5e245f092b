#include "text/name_words.hpp"

#include <gtest/gtest.h>

namespace secondbrain::text {
namespace {

void expect_one_name(std::initializer_list<const char*> ways) {
  for (const auto* way : ways) EXPECT_EQ(name_words(way), name_words(*ways.begin())) << way;
}

TEST(name_words, are_the_same_in_every_way_to_write_them) {
  expect_one_name({"one task", "One Task", "one_task", " ONE-TASK! ", "(one) [task]", "\"one task\""});
  expect_one_name({"Café Ünïté", "cafe unite", "CAFE\u0301 UNI\u0308TE\u0301", "ｃａｆé ｕnïté"});
  expect_one_name({"Straße", "strasse", "STRASSE"});
  expect_one_name({"2026-01-15", "2026 01 15", "2026/01/15"});
  expect_one_name({"Don’t", "don't"});
  expect_one_name({"数据库", "数据 库"});
  expect_one_name({"한국어", "\u1112\u1161\u11AB\u1100\u116E\u11A8\u110B\u1165"});
  expect_one_name({"area/sub-tag", "#area/sub-tag", "area sub tag"});
  expect_one_name({"soft\u00ADhyphen", "softhyphen"});
}

TEST(name_words, differ_where_names_do) {
  EXPECT_NE(name_words("C"), name_words("C++"));
  EXPECT_NE(name_words("C++"), name_words("C#"));
  EXPECT_NE(name_words("tasks"), name_words("task")) << "no stems";
  EXPECT_NE(name_words("one task"), name_words("task one"));
  EXPECT_NE(name_words("onetask"), name_words("one task"));
  EXPECT_NE(name_words("the plan"), name_words("plan"));
}

TEST(name_words, are_of_letters_before_they_are_of_emoji) {
  expect_one_name({"Party", "🎉 Party", "party 🎉🎉"});
  EXPECT_EQ(name_words("🎉"), "🎉");
  EXPECT_EQ(name_words("❤️"), name_words(" ❤️ "));
  EXPECT_NE(name_words("🎉"), name_words("🚀"));
}

TEST(name_words, of_signs_alone_are_the_signs) {
  EXPECT_EQ(name_words(" → "), "→");
  EXPECT_EQ(name_words("?!"), "?!");
  EXPECT_EQ(name_words("  "), "");
  EXPECT_EQ(name_words(""), "");
}

}  // namespace
}  // namespace secondbrain::text
