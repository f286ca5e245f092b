#include "base/redaction.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

TEST(without_secrets, a_secret_is_hidden_wherever_it_stands) {
  EXPECT_EQ(without_secrets("a correct-horse b xcorrect-horsey", {"correct-horse"}), "a **** b x****y");
  EXPECT_EQ(without_secrets("the correct-horse-battery", {"correct-horse", "correct-horse-battery"}), "the ****");
}

TEST(without_secrets, a_short_one_is_hidden_as_a_word_and_destroys_no_other) {
  EXPECT_EQ(without_secrets("test: testing the contest, (test)", {"test"}), "****: testing the contest, (****)");
}

TEST(without_secrets, one_that_is_too_short_to_be_hidden_destroys_nothing) {
  for (const auto* secret : {"", "a", "e", "in", " ", "the", "..."})
    EXPECT_EQ(without_secrets("a line in the log ... ", {secret}), "a line in the log ... ") << secret;
}

TEST(without_secrets, no_piece_of_one_stays_at_a_cut) {
  const std::vector<std::string> secrets{"hunter2secret", "correct horse battery", "h"};
  const std::string said = "cannot open it with hunter2secret and correct horse battery, says the wrapper";
  for (std::size_t length = 0; length <= said.size(); ++length) {
    const auto shown = without_secrets_at_cut(said.substr(0, length), secrets);
    EXPECT_TRUE(std::string_view{"cannot open it with **** and ****, says the"}.starts_with(shown)) << shown;
  }
  EXPECT_EQ(without_secrets_at_cut(said, secrets), "cannot open it with **** and ****, says the");
  EXPECT_EQ(without_secrets_at_cut("one\ntwo hunt", secrets), "one\ntwo");
  EXPECT_EQ(without_secrets_at_cut("hunter2secret", secrets), "") << "there is no whole word";
  EXPECT_EQ(without_secrets_at_cut("", secrets), "");
}

TEST(without_credentials, plain_words_stay) {
  for (const auto* text :
       {"no bell here", "/usr/local/lib/python3.11/site-packages/tell.py: line 3", "exit status 1",
        "the key to it: patience", "", "  two  spaces ", "2026-11-29T11:34:03", "http://host/", "monkey business"})
    EXPECT_EQ(without_credentials(text), text);
}

TEST(without_credentials, what_looks_like_a_secret_is_hidden) {
  for (const auto& [said, shown] :
       {std::pair{"curl: https://me:secret@host/hook/abc?t=1 failed", "curl: https://host/**** failed"},
        {"https://hooks.slack.com/services/T0/B0/XYZ", "https://hooks.slack.com/****"},
        {"http://me@host", "http://host"},
        {"token=s3cret is wrong", "token=**** is wrong"},
        {"API_KEY: s3cret", "API_KEY: ****"},
        {"Password:s3cret", "Password:****"},
        {"Authorization: Bearer s3cret", "Authorization: Bearer ****"},
        {"no user \"tk_0123456789abcdefghij\".", "no user \"****\"."}})
    EXPECT_EQ(without_credentials(said), shown) << said;
}

}  // namespace
}  // namespace secondbrain
