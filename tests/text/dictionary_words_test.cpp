#include "text/dictionary_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace secondbrain::text {
namespace {

TEST(dictionary_words, are_told_apart_without_spaces) {
  EXPECT_THAT(dictionary_words("部署数据"), testing::ElementsAre("部署", "数据"));
  EXPECT_THAT(dictionary_words("สวัสดีครับ"), testing::ElementsAre("สวัสดี", "ครับ"));
  EXPECT_THAT(dictionary_words("検索エンジン"), testing::ElementsAre("検索", "エンジン"));
}

TEST(dictionary_words, together_are_the_whole_run) {
  for (const std::string_view run : {"如何部署数据库", "ស្វែងរក", "猫", "", "a b"}) {
    std::string together;
    for (const auto word : dictionary_words(run)) together += word;
    EXPECT_EQ(together, run);
  }
}

}  // namespace
}  // namespace secondbrain::text
