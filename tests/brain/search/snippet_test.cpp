#include "brain/search/snippet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

snippet shown(std::string_view text, std::string_view query, int code_points = snippet_code_points,
              std::string_view language = "") {
  return make_snippet(text, parse_query(query).terms, language, code_points);
}

// The highlighted parts, cut out by code points.
std::vector<std::string> marked(const snippet& excerpt) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < excerpt.text.size(); at += code_point_at(excerpt.text, at).length) starts.push_back(at);
  starts.push_back(excerpt.text.size());
  std::vector<std::string> parts;
  for (const auto& [begin, end] : excerpt.highlights)
    parts.push_back(excerpt.text.substr(starts.at(begin), starts.at(end) - starts.at(begin)));
  return parts;
}

std::string filler(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += "filler" + std::to_string(i) + " ";
  return text;
}

TEST(snippet, shows_a_short_text_as_it_is) {
  const auto excerpt = shown("**Roses** are pruned in `March`.\n", "roses ");
  EXPECT_EQ(excerpt.text, "**Roses** are pruned in `March`.");
  EXPECT_THAT(marked(excerpt), ElementsAre("Roses"));
}

TEST(snippet, marks_other_forms_of_a_word_and_other_spellings) {
  EXPECT_THAT(marked(shown("Pruning, pruned; PRUNE. Prunes!", "prune ")),
              ElementsAre("Pruning", "pruned", "PRUNE", "Prunes"));
  EXPECT_THAT(marked(shown("Ein Café, zwei CAFÉS", "cafe ")), ElementsAre("Café", "CAFÉS"));
  EXPECT_THAT(marked(shown("plain resume", "résumé ")), ElementsAre("resume"));
}

TEST(snippet, marks_what_is_the_same_word_in_the_language_of_the_text) {
  const auto marked_in = [](std::string_view language, std::string_view text, std::string_view query) {
    return marked(shown(text, query, snippet_code_points, language));
  };
  EXPECT_THAT(marked_in("de", "Viele Häuser, ein Haus", "haus "), ElementsAre("Häuser", "Haus"));
  EXPECT_THAT(marked_in("en", "Viele Häuser, ein Haus", "haus "), ElementsAre("Haus"));
  EXPECT_THAT(marked_in("ko", "학점인정", "학점인정 "), ElementsAre("학점인정")) << "decomposed";
  EXPECT_THAT(marked_in("en", "the ele\u200Bphant is e\uFB03cient", "elephant efficient "),
              ElementsAre("ele\u200Bphant", "e\uFB03cient"));
}

TEST(snippet, marks_parts_of_runs_without_spaces) {
  EXPECT_THAT(marked(shown("如何部署数据库服务器", "数据库")), ElementsAre("数据库"));
  EXPECT_THAT(marked(shown("数据库的部署", "部署数据库")), ElementsAre("数据库", "部署"));
  EXPECT_THAT(marked(shown("全文検索エンジンの", "ｴﾝｼﾞﾝ")), ElementsAre("エンジン"));
  EXPECT_THAT(marked(shown("Writing C++ and c", "C++ ")), ElementsAre("C++"));
  EXPECT_THAT(marked(shown("Writing C++ and c", "c ")), ElementsAre("C++", "c"));
  EXPECT_THAT(marked(shown("lift off 🚀!", "🚀")), ElementsAre("🚀"));
}

TEST(snippet, counts_highlights_in_code_points) {
  EXPECT_THAT(shown("é🙂 rose", "rose ").highlights, ElementsAre(std::pair{3, 7}));
}

TEST(snippet, marks_phrases_only_where_they_stand_together) {
  EXPECT_THAT(marked(shown("A note, daily. The daily notes.", "\"daily note\"")), ElementsAre("daily notes"));
  EXPECT_THAT(marked(shown("On 2026-01-15, in 2026.", "2026-01-15 ")), ElementsAre("2026-01-15"));
}

TEST(snippet, marks_longer_words_for_an_unfinished_one) {
  EXPECT_THAT(marked(shown("garden gardener guard", "gard")), ElementsAre("garden", "gardener"));
  EXPECT_THAT(marked(shown("garden gardener guard", "gard ")), IsEmpty());
}

TEST(snippet, finds_the_place_with_most_different_words) {
  const auto text = filler(60) + "rose rose rose " + filler(60) + "rose and compost " + filler(60);
  const auto excerpt = shown(text, "compost rose ");
  EXPECT_THAT(excerpt.text, HasSubstr("rose and compost"));
  EXPECT_THAT(marked(excerpt), ElementsAre("rose", "compost"));
}

TEST(snippet, keeps_to_its_length_and_cuts_between_words) {
  const auto text = filler(100) + "rose " + filler(100);
  const auto excerpt = shown(text, "rose ");
  EXPECT_LE(count_code_points(excerpt.text), 240u);
  EXPECT_GT(count_code_points(excerpt.text), 200u);
  EXPECT_THAT((" " + text), HasSubstr(" " + excerpt.text + " "));
  EXPECT_THAT(marked(excerpt), ElementsAre("rose"));
}

TEST(snippet, shows_the_beginning_when_nothing_is_found) {
  const auto excerpt = shown(filler(100), "rose ");
  EXPECT_TRUE(excerpt.text.starts_with("filler0 filler1"));
  EXPECT_THAT(excerpt.highlights, IsEmpty());
}

TEST(snippet, cuts_a_run_without_spaces_where_it_must) {
  const std::string run(1000, 'x');
  EXPECT_EQ(shown(run, "rose ").text.size(), 240u);
  const auto excerpt = shown(run + " rose", "rose ");
  EXPECT_EQ(excerpt.text, "rose");
  const auto whole = shown(run, run);
  EXPECT_EQ(whole.text.size(), 240u);
  EXPECT_THAT(whole.highlights, ElementsAre(std::pair{0, 240}));
}

TEST(snippet, of_nothing_is_empty) {
  EXPECT_EQ(shown("", "rose ").text, "");
  EXPECT_EQ(shown(" \n ", "rose ").text, "");
}

TEST(snippet, never_breaks_a_character_nor_leaves_its_bounds) {
  constexpr std::string_view pieces[] = {"rose", "é", "語", "🙂", " ", "\n", "compost", ".", "\u0301", "x"};
  std::mt19937 random{3};
  std::uniform_int_distribution<std::size_t> piece{0, std::size(pieces) - 1};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int n = 0; n < 80; ++n) text += pieces[piece(random)];
    const auto excerpt = shown(text, "rose \"compost rose\" 語", 30);
    ASSERT_TRUE(is_valid_utf8(excerpt.text)) << text;
    const auto length = static_cast<int>(count_code_points(excerpt.text));
    ASSERT_LE(length, 30);
    ASSERT_THAT(text, HasSubstr(excerpt.text));
    int last = 0;
    for (const auto& [begin, end] : excerpt.highlights) {
      ASSERT_LE(last, begin);
      ASSERT_LT(begin, end);
      ASSERT_LE(end, length);
      last = end;
    }
  }
}

}  // namespace
}  // namespace secondbrain::search
