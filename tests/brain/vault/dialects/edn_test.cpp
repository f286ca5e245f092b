#include "brain/vault/dialects/edn.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault::dialects {
namespace {

TEST(edn, values_of_all_kinds) {
  const auto map = parse_edn(R"({:text "a \"b\"\n\u00e9" :yes true :none nil :number -1.5 :word sym/bol, :list (1 2)
    :vector [:a #{1} #inst "2026-01-01" \newline #"p.*"] ; comment
    :deep {:in {:side "x"}} #_{:left "out"} :last 1})");
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_EQ(map->find(":text")->text, "a \"b\"\né");
  EXPECT_EQ(map->find(":yes")->kind, edn_kind::boolean);
  EXPECT_EQ(map->find(":none")->kind, edn_kind::nil);
  EXPECT_EQ(map->find(":number")->text, "-1.5");
  EXPECT_EQ(map->find(":word")->kind, edn_kind::symbol);
  EXPECT_EQ(map->find(":list")->items.size(), 2U);
  EXPECT_EQ(map->find(":vector")->items.size(), 5U);
  EXPECT_EQ(map->find(":deep")->find(":in")->find(":side")->text, "x");
  EXPECT_EQ(map->find(":left"), nullptr);
  EXPECT_EQ(map->find(":last")->text, "1");
}

TEST(edn, what_is_broken_is_told_with_its_line) {
  for (const auto& [text, message] : {std::pair{"", "line 1 ends too early"},
                                      {"{:a\n1", "line 2 ends before a bracket is closed"},
                                      {"{:a}", "line 1 has a key without a value"},
                                      {"\n\n)", "line 3 has a closing bracket too many"},
                                      {"\"abc", "line 1 ends before a text is closed"},
                                      {"[1 #_]", "line 1 has a closing bracket too many"}}) {
    const auto read = parse_edn(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().message, message) << text;
  }
}

TEST(edn, depth_and_size_are_bounded) {
  EXPECT_FALSE(parse_edn(std::string(100'000, '[')));
  std::string discards;
  for (int each = 0; each < 50'000; ++each) discards += "#_";
  EXPECT_FALSE(parse_edn(discards + "1"));
  EXPECT_FALSE(parse_edn("\"" + std::string(largest_edn, 'x') + "\""));
}

}  // namespace
}  // namespace secondbrain::vault::dialects
