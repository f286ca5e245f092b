#include "http/wire/media_preference.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

TEST(media_preference, browsers_want_the_page_and_programs_do_not) {
  const auto page = [](std::string_view accept) { return prefers(accept, "text/html", "application/json"); };
  EXPECT_TRUE(page("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  EXPECT_TRUE(page("application/json;q=0.5, text/html; q=0.75"));
  EXPECT_FALSE(page("*/*"));
  EXPECT_FALSE(page(""));
  EXPECT_FALSE(page("application/json, text/html;q=0.9"));
  EXPECT_FALSE(page("text/html;q=0"));
}

}  // namespace
}  // namespace secondbrain::http
