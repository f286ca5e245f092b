#include "brain/sync/projects/projects_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::sync {
namespace {

// PRJ-1 … PRJ-5
TEST(projects_names, are_normalised) {
  EXPECT_EQ(normalise_project_name("Website.md"), "website");
  EXPECT_EQ(normalise_project_name("WEBSITE"), "website");
  EXPECT_EQ(normalise_project_name("Web-site (2.0)!"), "website20");
  EXPECT_EQ(normalise_project_name(" Web \t site\u00A0two "), "websitetwo");
  EXPECT_EQ(normalise_project_name(""), "");
}

// PRJ-6, PRJ-7, PRJ-8
TEST(projects_names, match_however_they_are_spaced_and_within_longer_ones) {
  EXPECT_TRUE(names_match("Website", "Website"));
  EXPECT_TRUE(names_match("Second Brain", "SecondBrain"));
  EXPECT_TRUE(names_match("SecondBrain", "second brain"));
  EXPECT_TRUE(names_match("Website", "Website Redesign"));
  EXPECT_TRUE(names_match("SecondBrain", "The Second Brain migration"));
  EXPECT_TRUE(names_match("Website Redesign.md", "Redesign"));
  EXPECT_TRUE(names_match("Größe", "GRÖSSE größe"));
}

// PRJ-9, PRJ-10, W80
TEST(projects_names, match_in_whole_words_only) {
  EXPECT_FALSE(names_match("Website", "Garden"));
  EXPECT_FALSE(names_match("Website", ""));
  EXPECT_FALSE(names_match("...", "Website"));
  EXPECT_FALSE(names_match("AI", "Maintenance"));
  EXPECT_FALSE(names_match("Maintenance", "AI"));
  EXPECT_FALSE(names_match("Web", "Website"));
  EXPECT_FALSE(names_match("ab c", "a bcd"));
}

// PRJ-11
TEST(projects_names, are_found_in_sentences) {
  EXPECT_TRUE(mentions(words_of("Talked about the second brain, again."), "secondbrain"));
  EXPECT_TRUE(mentions(words_of("[[Second Brain]]: slow"), "secondbrain"));
  EXPECT_FALSE(mentions(words_of("A second, brainless try"), "secondbrain"));
  EXPECT_FALSE(mentions(words_of("anything"), ""));
}

TEST(projects_names, words_are_told_apart_by_spaces_and_punctuation) {
  EXPECT_THAT(words_of("Ärger mit #Web-site\u00A02.0"), testing::ElementsAre("ärger", "mit", "web", "site", "2", "0"));
}

}  // namespace
}  // namespace secondbrain::sync
