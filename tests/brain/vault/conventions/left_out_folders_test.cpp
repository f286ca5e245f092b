// What Obsidian's excluded files leave out: folders, files, and patterns as it has them.
#include "brain/vault/conventions/left_out_folders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;

convention in_obsidian(std::string value) {
  return {std::move(value), {convention_source::obsidian, ".obsidian/app.json"}};
}

bool holds(const std::string& excluded, std::string_view note) {
  const std::vector all{in_obsidian(excluded)};
  return left_out_folders{all}.hold(note);
}

TEST(left_out_folders, patterns_are_found_anywhere_in_the_path) {
  const std::vector<std::array<std::string, 2>> found{
      {"/^x.*/", "x/a.md"},           {"/^x.*/", "X.md"},        {"/draft/", "A/My Draft.md"},
      {"/\\.tmp\\.md$/", "a.tmp.md"}, {"/^(a|b)\\//", "b/c.md"}, {"/\\d{4}\\/old/", "2025/old.md"},
      {"/[äö]/", "Bär.md"},           {"/(?:a){2}/", "baa.md"},
  };
  for (const auto& [pattern, note] : found) EXPECT_TRUE(holds(pattern, note)) << pattern << " " << note;
  const std::vector<std::array<std::string, 2>> others{
      {"/^x.*/", "a/x.md"}, {"/draft$/", "draft.md"}, {"/^(a|b)\\//", "c/a/b.md"}, {"//", "a.md"}, {"/a/", "b.md"}};
  for (const auto& [pattern, note] : others) EXPECT_FALSE(holds(pattern, note)) << pattern << " " << note;
}

TEST(left_out_folders, what_cannot_be_matched_in_linear_time_is_told_and_leaves_out_nothing) {
  for (const auto* pattern : {"/(?!a)b/", "/(?<=a)b/", "/(a)\\1/", "/(/", "/[/", "/*/"}) {
    EXPECT_FALSE(holds(pattern, "ab/b.md")) << pattern;
    EXPECT_THAT(trouble_with_pattern(in_obsidian(pattern)), HasSubstr("is not followed (")) << pattern;
  }
  for (const auto* pattern : {"/a/", "/^x.*/", "/\\./"})
    EXPECT_EQ(trouble_with_pattern(in_obsidian(pattern)), "") << pattern;
}

TEST(left_out_folders, many_repetitions_cost_no_more) {
  EXPECT_FALSE(holds("/(a*)*(a*)*(a*)*b/", std::string(4'000, 'a')));
  EXPECT_FALSE(holds("/((((a{50}){50}){50}){50})/", "a.md")) << "it needs more memory than a pattern may have";
}

TEST(left_out_folders, our_own_settings_name_folders_only) {
  const std::vector all{convention{"/a/", {convention_source::setting, "SECONDBRAIN_EXCLUDED_FOLDERS"}}};
  const left_out_folders folders{all};
  EXPECT_TRUE(folders.hold("a/b.md"));
  EXPECT_FALSE(folders.hold("ba/b.md"));
}

}  // namespace
}  // namespace secondbrain::vault
