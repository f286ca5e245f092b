#include "brain/llm/json_lookup.hpp"

#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace secondbrain::llm {
namespace {

TEST(json_lookup_test, what_is_missing_or_of_the_wrong_type_is_not_there) {
  const auto from =
      boost::json::parse(R"({"a":{"text":"t","count":3,"list":[1,2]},"null":null,"negative":-1,"real":1.5})");
  EXPECT_EQ(text_at(from, {"a", "text"}), "t");
  EXPECT_EQ(count_at(from, {"a", "count"}), 3);
  EXPECT_EQ(list_at(from, {"a", "list"}).size(), 2U);

  EXPECT_EQ(text_at(from, {"a", "count"}), std::nullopt);
  EXPECT_EQ(text_at(from, {"a", "text", "deeper"}), std::nullopt);
  EXPECT_EQ(text_at(from, {"null", "text"}), std::nullopt);
  EXPECT_EQ(text_at(nullptr, {"a"}), std::nullopt);
  EXPECT_EQ(count_at(from, {"a", "text"}), std::nullopt);
  EXPECT_EQ(count_at(from, {"negative"}), std::nullopt);
  EXPECT_EQ(count_at(from, {"real"}), std::nullopt);
  EXPECT_TRUE(list_at(from, {"a"}).empty());
  EXPECT_TRUE(list_at(from, {"null"}).empty());
}

}  // namespace
}  // namespace secondbrain::llm
