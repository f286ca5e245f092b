#include "brain/vault/writing/free_name.hpp"

#include <gtest/gtest.h>

#include <set>

namespace secondbrain::vault {
namespace {

TEST(free_name, fits_into_what_a_file_system_takes) {
  EXPECT_EQ(fitting_name("note", ".md"), "note.md");
  EXPECT_EQ(fitting_name(std::string(252, 'a'), ".md"), std::string(252, 'a') + ".md");
  EXPECT_EQ(fitting_name(std::string(253, 'a'), ".md"), std::string(252, 'a') + ".md");
  EXPECT_EQ(fitting_name(std::string(251, 'a') + "\xC3\xA9", ".md"), std::string(251, 'a') + ".md");
  EXPECT_EQ(fitting_name(std::string(251, 'a') + " b", ".md"), std::string(251, 'a') + ".md");
}

TEST(free_name, splits_off_the_extension) {
  EXPECT_EQ(split_name("a.b.md").stem, "a.b");
  EXPECT_EQ(split_name("a.b.md").suffix, ".md");
  EXPECT_EQ(split_name("plain").stem, "plain");
  EXPECT_EQ(split_name("plain").suffix, "");
  EXPECT_EQ(split_name(".hidden").stem, ".hidden");
}

TEST(free_name, counts_up_to_the_first_that_is_free) {
  std::set<std::string> taken{"a!.md", "a! 1.md"};
  auto take = [&](const std::string& name) -> status {
    if (!taken.insert(name).second) return fail(errc::conflict, "taken");
    return {};
  };
  EXPECT_EQ(take_free_name({"a", "!", ".md", " "}, take), "a! 2.md");
  EXPECT_EQ(take_free_name({"b", "!", ".md", " "}, take), "b!.md");
}

TEST(free_name, stops_at_any_other_error) {
  int calls = 0;
  auto outcome = take_free_name({"a", "", ".md", " "}, [&](const std::string&) -> status {
    ++calls;
    return fail(errc::disk_full, "full");
  });
  EXPECT_EQ(outcome.error().code, errc::disk_full);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace secondbrain::vault
