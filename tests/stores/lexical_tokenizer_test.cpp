#include "stores/lexical_tokenizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>
#include <string>
#include <vector>

#include "tests/brain/search/full_text_table.hpp"

namespace secondbrain::stores {
namespace {

using search::full_text_table;
using testing::ElementsAre;
using testing::IsEmpty;

/// The tokens of a text, each with the place where it stands.
std::vector<std::string> tokens_of(const std::string& text) {
  full_text_table table;
  table.add(text);
  return table.tokens_with_places();
}

std::string in(std::string_view language, std::string_view text) {
  return language_mark(language) + std::string{text};
}

bool finds(const std::string& text, const std::string& expression) {
  full_text_table table;
  table.add(text);
  return !table.match(expression).empty();
}

TEST(lexical_tokenizer, puts_the_stem_beside_the_word) {
  EXPECT_THAT(tokens_of("The gardens, Garden"), ElementsAre("the 0", "garden 1", "gardens 1", "garden 2"));
}

TEST(lexical_tokenizer, stems_in_the_language_of_the_text) {
  EXPECT_THAT(tokens_of(in("de", "Häuser")), ElementsAre("haus 0", "hauser 0"));
  EXPECT_THAT(tokens_of(in("vi", "gardens")), ElementsAre("gardens 0"));
  EXPECT_THAT(tokens_of(in("", "gardens")), ElementsAre("garden 0", "gardens 0"));
}

TEST(lexical_tokenizer, takes_only_a_whole_mark_at_the_beginning_for_one) {
  EXPECT_THAT(tokens_of("\x02"
                        "de"),
              ElementsAre("de 0"));
  EXPECT_THAT(tokens_of(in("de",
                           "\x02"
                           "en\x03"
                           "x")),
              ElementsAre("en 0", "x 1"));
}

TEST(lexical_tokenizer, puts_pairs_of_characters_where_no_spaces_are) {
  EXPECT_THAT(tokens_of("用VSCode编辑器。猫"),
              ElementsAre("用 0", "vscode 1", "编 2", "编辑 2", "辑 3", "辑器 3", "器 4", "猫 5"));
}

struct found_in {
  const char* text;
  const char* expression;
};

void PrintTo(const found_in& shown, std::ostream* out) {
  *out << shown.expression << " in " << shown.text;
}

class found_text : public ::testing::TestWithParam<found_in> {};
class text_not_found : public ::testing::TestWithParam<found_in> {};

TEST_P(found_text, has_it) {
  EXPECT_TRUE(finds(GetParam().text, GetParam().expression));
}
TEST_P(text_not_found, does_not_have_it) {
  EXPECT_FALSE(finds(GetParam().text, GetParam().expression));
}

INSTANTIATE_TEST_SUITE_P(
    lexical_tokenizer, found_text,
    ::testing::Values(found_in{"如何部署数据库服务器", R"("数据库")"}, found_in{"如何部署数据库服务器", R"("库")"},
                      found_in{"全文検索エンジンの仕組み", R"("エンジン")"}, found_in{"全文検索ｴﾝｼﾞﾝ", R"("エンジン")"},
                      found_in{"ปลูกผักสวนครัว", R"("ผัก")"}, found_in{"학점인정을 받다", R"("인정")"},
                      found_in{"학점인정", R"("학점인정")"}, found_in{"학점인정", R"("학점")"},
                      found_in{"在VSCode里编辑", R"("vscode 里编辑")"}, found_in{"数据库 foo", R"("数据库 foo")"},
                      found_in{"daily notes of mine", R"("daily note")"}, found_in{"Writing in C++.", R"("c++")"},
                      found_in{"Writing in C++.", R"("c")"}, found_in{"launch 🚀 day", R"("🚀")"},
                      found_in{"kitab كِتَاب", R"("كتاب")"}, found_in{"e\uFB03cient", R"("efficient")"},
                      found_in{"ele\u200Bphant", R"("elephant")"}, found_in{"gardening", R"("gardenin" *)"}));

INSTANTIATE_TEST_SUITE_P(lexical_tokenizer, text_not_found,
                         ::testing::Values(found_in{"数字 据点 仓库", R"("数据库")"},
                                           found_in{"数据。库", R"("数据库")"}, found_in{"vitamin c", R"("c++")"},
                                           found_in{"note, taken daily", R"("daily note")"},
                                           found_in{"数据库 x foo", R"("数据库 foo")"},
                                           found_in{"garden", R"("gardenin" *)"}));

TEST(lexical_tokenizer, asks_in_every_language_named) {
  const auto text = in("de", "viele Häuser");
  EXPECT_FALSE(finds(text, '"' + in("en", "Häusern") + '"'));
  EXPECT_TRUE(finds(text, '"' + in("de,en", "Häusern") + '"'));
  EXPECT_TRUE(finds(text, '"' + in("de,en", "viel Häusern") + '"')) << "and in phrases";
}

TEST(lexical_tokenizer, counts_a_word_once_however_many_forms_it_has) {
  full_text_table table;
  table.add("gardens 数据");
  EXPECT_EQ(table.sizes(), "3");
}

TEST(lexical_tokenizer, forgets_what_it_indexed_and_vouches_for_it) {
  full_text_table table;
  std::mt19937 random{5};
  constexpr std::string_view pieces[] = {"garden", "Häuser", "数",   "据",   "ผัก",   " ",    "🚀", "C++", "\xFF",
                                         "\u0301", "\u200B", ".net", "학점", "\x02", "\x03", "é", "#",   "ｶﾞ"};
  std::uniform_int_distribution<std::size_t> piece{0, std::size(pieces) - 1};
  for (int row = 0; row < 200; ++row) {
    std::string text = language_mark(row % 2 == 0 ? "de" : "en");
    for (int length = row % 30; length > 0; --length) text += pieces[piece(random)];
    table.add(text);
  }
  table.check();
  table.forget_all();
  EXPECT_THAT(table.tokens(), IsEmpty());
}

TEST(lexical_tokenizer, reads_a_word_without_end_in_no_time) {
  const std::string word(1 << 22, 'a');
  EXPECT_THAT(tokens_of(word), ElementsAre(std::string(256, 'a') + " 0"));
}

}  // namespace
}  // namespace secondbrain::stores
