#include "http/wire/entity_tag.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

TEST(entity_tag, is_named_alone_among_others_or_weakly) {
  for (const auto* named : {R"("a1")", R"(W/"a1")", R"("b2", "a1")", R"("b2",W/"a1" , "c3")", "*", " * "})
    EXPECT_TRUE(names_tag(named, R"("a1")")) << named;
}

TEST(entity_tag, is_named_by_nothing_else) {
  for (const auto* named : {"", ",", "a1", R"("a")", R"("a1)", R"("a1-gzip")", R"("A1")", R"(w/"a1")", R"(W/W/"a1")"})
    EXPECT_FALSE(names_tag(named, R"("a1")")) << named;
}

}  // namespace
}  // namespace secondbrain::http
