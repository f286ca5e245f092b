#include "brain/search/porter.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/brain/search/full_text_table.hpp"

namespace secondbrain::search {
namespace {

TEST(porter, joins_the_forms_of_a_word) {
  for (std::string form : {"connect", "connected", "connecting", "connection", "connections"})
    EXPECT_EQ(porter_stem(form), "connect") << form;
}

// The paper's own examples, one or two a step.
TEST(porter, follows_the_paper) {
  const std::pair<std::string, std::string> examples[] = {{"caresses", "caress"},
                                                          {"ponies", "poni"},
                                                          {"feed", "feed"},
                                                          {"agreed", "agre"},
                                                          {"plastered", "plaster"},
                                                          {"motoring", "motor"},
                                                          {"sing", "sing"},
                                                          {"conflated", "conflat"},
                                                          {"hopping", "hop"},
                                                          {"falling", "fall"},
                                                          {"filing", "file"},
                                                          {"happy", "happi"},
                                                          {"sky", "sky"},
                                                          {"relational", "relat"},
                                                          {"vietnamization", "vietnam"},
                                                          {"triplicate", "triplic"},
                                                          {"hopefulness", "hope"},
                                                          {"adoption", "adopt"},
                                                          {"effective", "effect"},
                                                          {"probate", "probat"},
                                                          {"cease", "ceas"},
                                                          {"controller", "control"},
                                                          {"roll", "roll"}};
  for (const auto& [word, expected] : examples) EXPECT_EQ(porter_stem(word), expected) << word;
}

TEST(porter, leaves_short_and_very_long_words_alone) {
  EXPECT_EQ(porter_stem("is"), "is");
  EXPECT_EQ(porter_stem(""), "");
  EXPECT_EQ(porter_stem(std::string(64, 'a') + "s"), std::string(64, 'a') + "s");
  EXPECT_EQ(porter_stem(std::string(63, 'a') + "s"), std::string(63, 'a'));
}

std::vector<std::string> vocabulary() {
  constexpr const char* pieces[] = {"a",    "e",   "i",     "o",       "u",      "y",     "b",     "s",
                                    "t",    "l",   "w",     "x",       "z",      "at",    "bl",    "iz",
                                    "ed",   "ing", "ies",   "eed",     "sses",   "ness",  "ful",   "ion",
                                    "ment", "ent", "able",  "ation",   "ement",  "logi",  "ll",    "tt",
                                    "er",   "ous", "iviti", "ational", "biliti", "icate", "alize", "\u00E6"};
  std::mt19937 random{20240229};
  std::uniform_int_distribution<std::size_t> piece{0, std::size(pieces) - 1};
  std::uniform_int_distribution<int> length{1, 6};
  std::vector<std::string> words;
  for (int i = 0; i < 20000; ++i) {
    std::string word;
    for (int n = length(random); n > 0; --n) word += pieces[piece(random)];
    words.push_back(std::move(word));
  }
  return words;
}

TEST(porter, stems_as_the_index_does) {
  full_text_table index;
  const auto words = vocabulary();
  std::string text;
  for (const auto& word : words) text += word + ' ';
  index.add(text);
  const auto stems = index.tokens();
  ASSERT_EQ(stems.size(), words.size());
  for (std::size_t i = 0; i < words.size(); ++i) ASSERT_EQ(porter_stem(words[i]), stems[i]) << words[i];
}

}  // namespace
}  // namespace secondbrain::search
