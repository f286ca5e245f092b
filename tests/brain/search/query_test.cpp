#include "brain/search/query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/brain/search/full_text_table.hpp"
#include "tests/stores/fts5_expression.hpp"

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string match_of(std::string_view query) {
  return stores::fts5_expression(parse_query(query).lookup);
}

std::string longer_words_of(std::string_view query) {
  return stores::fts5_expression_of_longer_words(parse_query(query).lookup);
}

std::vector<std::string> words_of(std::string_view query) {
  return parse_query(query).words;
}

TEST(query, looks_for_any_of_its_words) {
  EXPECT_EQ(match_of("garden plan "), R"("garden" OR "plan")");
  EXPECT_THAT(words_of("Garden plan"), ElementsAre("Garden", "plan"));
}

TEST(query, drops_common_words) {
  EXPECT_EQ(match_of("how do I prune the roses? "), R"("prune" OR "roses")");
}

TEST(query, keeps_common_words_when_nothing_else_remains) {
  EXPECT_EQ(match_of("to be "), R"("to" OR "be")");
}

TEST(query, asks_once_for_forms_of_the_same_word) {
  EXPECT_EQ(match_of("install Installing résumé resume "), R"("install" OR "résumé")");
}

TEST(query, ignores_what_contractions_leave_behind) {
  EXPECT_EQ(match_of("Anna's garden isn\u2019t "), R"("Anna" OR "garden" OR "isn")");
}

TEST(query, keeps_joined_pieces_with_digits_together) {
  EXPECT_EQ(match_of("2026-01-15 v1.2 high-speed "), R"("2026 01 15" OR "v1 2" OR "high" OR "speed")");
}

TEST(query, needs_its_phrases) {
  EXPECT_EQ(match_of(R"("to be or not")"), R"("to be or not")");
  EXPECT_EQ(match_of(R"(hamlet "to be" )"), R"("to be" AND (("to be") OR "hamlet"))");
  EXPECT_EQ(match_of("\u201Cdaily note\u201D "), R"("daily note")");
}

TEST(query, ranks_passages_with_phrase_and_words_first_and_leaves_out_those_without_the_phrase) {
  full_text_table index;
  index.add("the daily note of a garden");
  index.add("a note, taken daily, on the garden");
  index.add("garden with a daily note on compost");
  EXPECT_THAT(index.match(match_of(R"("daily note" compost )")),
              ElementsAre("garden with a daily note on compost", "the daily note of a garden"));
}

TEST(query, ignores_a_quote_that_is_never_closed) {
  EXPECT_EQ(match_of(R"(garden "daily note )"), R"("garden" OR "daily" OR "note")");
}

TEST(query, takes_what_it_does_not_know_for_words) {
  EXPECT_EQ(match_of("title:cat AND --dog NEAR(x, 2)* "), R"("title" OR "cat" OR "dog" OR "NEAR" OR "x" OR "2")");
}

TEST(query, widens_the_last_word_to_a_prefix) {
  const auto parsed = parse_query("garden plann");
  EXPECT_THAT(parsed.lookup.wanted, ElementsAre(R"("garden")", R"("plann")"));
  EXPECT_EQ(parsed.lookup.unfinished, R"("plann")");
  EXPECT_EQ(parsed.terms.back().last, query_term::ending::open);
  full_text_table index;
  index.add("a plot");
  index.add("two plants");
  index.add("three planks");
  EXPECT_THAT(index.match(longer_words_of("plan")), ElementsAre("two plants", "three planks"));
}

TEST(query, ranks_the_word_itself_before_longer_ones) {
  full_text_table index;
  index.add("notebook notebook notebook");
  index.add("one note among several words that are about something else");
  index.add("nothing");
  EXPECT_THAT(index.match(longer_words_of("note")),
              ElementsAre("one note among several words that are about something else", "notebook notebook notebook"));
}

TEST(query, takes_the_last_word_for_finished_after_a_space_a_quote_or_one_letter) {
  EXPECT_EQ(longer_words_of("garden "), "");
  EXPECT_EQ(longer_words_of(R"("garden")"), "");
  EXPECT_EQ(longer_words_of("g"), "");
  EXPECT_EQ(longer_words_of("é"), "");
  EXPECT_NE(longer_words_of("ga"), "");
}

TEST(query, without_words_looks_for_nothing) {
  for (std::string_view query : {"", "   ", "?!*()", "\"\"", "\"", "\xFF\xFE", "→"}) {
    const auto parsed = parse_query(query);
    EXPECT_TRUE(parsed.lookup.empty()) << query;
    EXPECT_EQ(parsed.lookup.unfinished, "") << query;
    EXPECT_THAT(parsed.terms, IsEmpty()) << query;
  }
}

TEST(query, looks_for_a_run_without_spaces_as_a_whole_and_by_its_words) {
  EXPECT_EQ(match_of("部署数据"), R"("部署数据" OR "部署" OR "数据")");
  EXPECT_EQ(match_of("数据"), R"("数据")");
  EXPECT_EQ(match_of("猫の写真"), R"("猫の写真" OR "猫" OR "写真")") << "a particle says little";
  EXPECT_EQ(match_of("학점인정"), R"("학점인정" OR "학점" OR "점인" OR "인정")");
  EXPECT_THAT(words_of("用VSCode编辑"), ElementsAre("用", "VSCode", "编辑")) << "as typed";
  EXPECT_EQ(longer_words_of("数据"), "") << "there are no longer words";
}

TEST(query, looks_for_a_quoted_run_as_it_is) {
  EXPECT_EQ(match_of(R"("部署数据库")"), R"("部署数据库")");
}

TEST(query, finds_parts_of_runs) {
  full_text_table index;
  const std::vector<std::string> texts{"如何部署数据库服务器", "全文検索エンジンの仕組み", "ปลูกผักสวนครัว",
                                       "학점인정을 받다", "在VSCode里编辑README文件"};
  for (const auto& text : texts) index.add(text);
  for (const auto& [query, text] : std::vector<std::pair<std::string, int>>{{"数据库", 0},
                                                                            {"部署", 0},
                                                                            {"据库服", 0},
                                                                            {"検索", 1},
                                                                            {"エンジン", 1},
                                                                            {"ｴﾝｼﾞﾝ", 1},
                                                                            {"ผัก", 2},
                                                                            {"สวน", 2},
                                                                            {"인정", 3},
                                                                            {"학점인정", 3},
                                                                            {"학점 인정", 3},
                                                                            {"vscode", 4},
                                                                            {"README", 4},
                                                                            {"编辑", 4}})
    EXPECT_THAT(index.match(match_of(query)), ElementsAre(texts.at(static_cast<std::size_t>(text)))) << query;
}

TEST(query, takes_emoji_and_signs_for_words) {
  EXPECT_EQ(match_of("C++ "), R"("C++")");
  EXPECT_EQ(match_of("C# .NET "), R"("C#" OR ".NET")");
  EXPECT_EQ(match_of("🚀"), R"("🚀")");
  full_text_table index;
  index.add("vitamin c");
  index.add("notes on C++");
  EXPECT_THAT(index.match(match_of("C++")), ElementsAre("notes on C++"));
  EXPECT_THAT(index.match(match_of("c ")), testing::UnorderedElementsAre("vitamin c", "notes on C++"));
}

TEST(query, drops_the_common_words_of_its_language) {
  EXPECT_EQ(match_of("wie kann man die Rosen und den Kompost schneiden "), R"("Rosen" OR "Kompost" OR "schneiden")");
}

TEST(query, is_bounded) {
  std::string many;
  for (int i = 0; i < 10000; ++i) many += "w" + std::to_string(i) + " ";
  const auto parsed = parse_query(many);
  EXPECT_EQ(parsed.words.size(), max_query_words);
  EXPECT_EQ(full_text_table{}.match(match_of(many)).size(), 0u);
  EXPECT_LE(match_of(std::string(1 << 20, 'x')).size(), max_query_bytes + 2);
}

std::string numbered_words(int count) {
  std::string words;
  for (int i = 0; i < count; ++i) words.append(i == 0 ? "" : " ").append("w").append(std::to_string(i));
  return words;
}

TEST(query, looks_for_all_of_a_very_long_phrase) {
  for (const int length : {64, 65, 100, 200, 256}) {
    const auto parsed = parse_query('"' + numbered_words(length) + '"');
    EXPECT_EQ(parsed.refusal, "") << length;
    std::string looked_for;
    for (const auto& part : parsed.lookup.required) {
      EXPECT_LE(std::count(part.begin(), part.end(), ' '), static_cast<int>(max_query_words) - 1) << length;
      looked_for.append(looked_for.empty() ? "" : " ").append(part.substr(1, part.size() - 2));
    }
    EXPECT_EQ(looked_for, numbered_words(length));
  }
}

TEST(query, phrases_that_cannot_be_looked_for_as_a_whole_refuse_it) {
  std::string many;
  for (int i = 0; i < 5; ++i) many += "\"" + std::to_string(i) + " " + numbered_words(60) + "\" ";
  for (const auto& query : {'"' + numbered_words(257) + '"', many, "roses \"" + numbered_words(900) + "\" tag:a"})
    EXPECT_THAT(parse_query(query).refusal, testing::HasSubstr("more than 256 words")) << query;
  for (const auto& query : {"roses -\"" + numbered_words(65) + "\"", "\"" + numbered_words(65) + "\" OR tag:x"})
    EXPECT_THAT(parse_query(query).refusal, testing::HasSubstr("more than 64 words")) << query;
  EXPECT_EQ(parse_query('"' + numbered_words(900) + '"', quoting::punctuation).refusal, "") << "a note says that";
}

TEST(query, of_a_question_has_phrases_and_no_other_signs) {
  const auto asked = [](const std::string& question) { return parse_query(question, quoting::phrases_alone); };
  EXPECT_THAT(asked("who said „as it is“, and \"why not\"?").lookup.required,
              ElementsAre("\"as it is\"", "\"why not\""));
  EXPECT_THAT(asked("who said „as it is“, and \"why not\"?").phrases, ElementsAre("as it is", "why not"));
  EXPECT_THAT(asked("is tag:a OR -Force of “roses”").lookup.required, ElementsAre("\"roses\""));
  EXPECT_TRUE(asked("is tag:a OR -Force of “roses”").conditions.empty());
  for (const auto* no_phrase : {"a 5\" pipe and a 6\" hose", "it's \"never closed", "\"\"", "Home » Garden", "roses"})
    EXPECT_THAT(asked(no_phrase).lookup.required, testing::IsEmpty()) << no_phrase;
  const auto too_long = asked('"' + numbered_words(300) + "\" roses");
  EXPECT_EQ(too_long.refusal, "");
  EXPECT_THAT(too_long.lookup.required, testing::IsEmpty());
  EXPECT_THAT(asked('"' + numbered_words(100) + "\" roses").lookup.required, testing::SizeIs(2));
  EXPECT_THAT(asked('"' + numbered_words(100) + "\" roses").lookup.wanted, testing::SizeIs(1));
}

TEST(query, counts_the_words_that_are_not_looked_for) {
  EXPECT_EQ(parse_query(numbered_words(64)).words_left_out, 0U);
  EXPECT_EQ(parse_query(numbered_words(65)).words_left_out, 1U);
  EXPECT_EQ(parse_query(numbered_words(64) + " w1 w2").words_left_out, 0U) << "these are looked for";
  EXPECT_EQ(parse_query(numbered_words(70) + " \"a phrase\"").words_left_out, 6U);
  EXPECT_THAT(parse_query(numbered_words(70) + " \"a phrase\"").lookup.required, ElementsAre("\"a phrase\""));
  std::string run;
  for (int i = 0; i < 70; ++i) run += i % 2 == 0 ? "\u6570" : "\u636E";
  EXPECT_EQ(parse_query(run).words_left_out, 6U);
  EXPECT_EQ(parse_query(numbered_words(64)).refusal, "");
}

TEST(query, stops_in_the_middle_of_a_character_without_harm) {
  std::string query(max_query_bytes - 3, ' ');
  query += "ab\u00E9tail";
  EXPECT_THAT(words_of(query), ElementsAre("ab"));
}

std::string random_query(std::mt19937& random) {
  constexpr std::string_view pieces[] = {"\"",   "'",    "(",     ")",    "*",     "^",      ":",      "-",  "+",
                                         "{",    "}",    ",",     " ",    "  ",    "\n",     "AND",    "OR", "NOT",
                                         "NEAR", "note", "notes", "2026", "01",    "the",    "\u201C", "é",  "語",
                                         "🙂", "\xFF", "\xC3",  "\\",   "text:", "\u0301", "x*",     "%",  ";"};
  std::uniform_int_distribution<std::size_t> piece{0, std::size(pieces)};
  std::uniform_int_distribution<int> length{0, 24};
  std::string query;
  for (int n = length(random); n > 0; --n) {
    const auto chosen = piece(random);
    query += chosen < std::size(pieces) ? pieces[chosen] : std::string_view{"\0", 1};
  }
  return query;
}

TEST(query, is_a_valid_expression_whatever_is_typed) {
  full_text_table index;
  index.add("a note about notes of 2026-01");
  std::mt19937 random{7};
  int found = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto query = random_query(random);
    for (const auto& expression : {match_of(query), longer_words_of(query)})
      if (!expression.empty()) found += static_cast<int>(index.match(expression).size());
    if (HasFailure()) return;
  }
  EXPECT_GT(found, 1000);  // the queries are not all empty or hopeless
}

TEST(query, is_safe_on_random_bytes) {
  full_text_table index;
  std::mt19937 random{11};
  std::uniform_int_distribution<int> byte{0, 255};
  for (int i = 0; i < 5000 && !HasFailure(); ++i) {
    std::string query(static_cast<std::size_t>(i % 40), ' ');
    for (auto& c : query) c = static_cast<char>(byte(random));
    for (const auto& expression : {match_of(query), longer_words_of(query)})
      if (!expression.empty()) index.match(expression);
  }
}

}  // namespace
}  // namespace secondbrain::search
