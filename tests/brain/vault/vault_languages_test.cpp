#include "brain/vault/vault_languages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

constexpr auto english = "This is what we have to do when the bread has been in the oven for as long as it needs.\n";
constexpr auto german = "Das ist alles, was wir noch zu tun haben, wenn das Brot so lange im Ofen war, wie es muss.\n";

TEST(vault_languages, are_those_of_the_notes_wherever_they_lie) {
  const temporary_directory vault;
  write_text(vault / "a.md", english);
  write_text(vault / "deep/er/b.md", std::string{"---\ntitle: The bread\n---\n"} + german);
  write_text(vault / "deep/c.md", "من هو عبد المطلب بن هاشم؟\n");
  write_text(vault / "short.md", "Brot\n");
  write_text(vault / "said.md", "---\nlang: fi\n---\nLeipä\n");
  write_text(vault / "picture.png", german);
  write_text(vault / ".obsidian/plugin.md", german);
  const auto found = sample_languages(vault.path());
  EXPECT_THAT(found.notes, ElementsAre(Pair("ar", 1U), Pair("de", 1U), Pair("en", 1U), Pair("fi", 1U)));
  EXPECT_EQ(found.told(), 4U);
  EXPECT_EQ(found.beyond_english(), 3U);
  EXPECT_TRUE(found.need_more_than_english());
}

TEST(vault_languages, of_many_notes_are_told_by_some) {
  const temporary_directory vault;
  for (int number = 0; number < 450; ++number) write_text(vault / (std::to_string(number) + ".md"), english);
  const auto found = sample_languages(vault.path());
  EXPECT_EQ(found.told(), 150U) << "every third";
  EXPECT_FALSE(found.need_more_than_english());
}

TEST(vault_languages, of_a_folder_that_is_not_there_are_none) {
  const temporary_directory vault;
  EXPECT_THAT(sample_languages(vault / "gone").notes, IsEmpty());
  EXPECT_FALSE(sample_languages(vault / "gone").need_more_than_english());
}

}  // namespace
}  // namespace secondbrain::vault
