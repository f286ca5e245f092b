#include "brain/vault/readable_path.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

TEST(readable_path, writes_bytes_that_are_no_text_as_numbers) {
  EXPECT_EQ(readable_path("caf\xE9.md"), "caf\\xE9.md");
  EXPECT_EQ(readable_path("alt\xF6/n\xC3.md"), "alt\\xF6/n\\xC3.md");
  EXPECT_EQ(system_path("caf\\xE9.md"), "caf\xE9.md");
}

TEST(readable_path, leaves_text_as_it_is) {
  for (const char* path : {"a/b.md", "café/日本.md", "C:\\xyz.md", "\\x41.md", "\\xe9.md", "100 %E9.md", "\\"}) {
    EXPECT_EQ(readable_path(path), path);
    EXPECT_EQ(system_path(path), path);
  }
}

TEST(readable_path, tells_a_byte_from_its_own_spelling) {
  EXPECT_EQ(readable_path("caf\\xE9.md"), "caf\\x5CxE9.md");
  EXPECT_EQ(system_path("caf\\x5CxE9.md"), "caf\\xE9.md");
}

TEST(readable_path, is_valid_text_and_leads_back_for_any_bytes) {
  constexpr std::string_view some = "\\x5CE9f\xE9\xC3\xA9\xF0\x9F/a";
  std::mt19937 random{7};
  std::set<std::string> paths, readable;
  for (int i = 0; i < 20'000; ++i) {
    std::string path;
    for (auto length = random() % 12; length > 0; --length) path += some[random() % some.size()];
    const auto shown = readable_path(path);
    EXPECT_TRUE(is_valid_utf8(shown)) << shown;
    EXPECT_EQ(system_path(shown), path) << shown;
    paths.insert(path);
    readable.insert(shown);
  }
  EXPECT_EQ(paths.size(), readable.size());
}

}  // namespace
}  // namespace secondbrain::vault
