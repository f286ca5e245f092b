#include "encoder/character_map.hpp"

#include <gtest/gtest.h>

namespace secondbrain::encoder {
namespace {

std::u32string mapped(const character_map& by, std::string_view text) {
  std::u32string made;
  for (std::size_t at = 0; at < text.size();) at += by.append_next(text, at, made);
  return made;
}

TEST(character_map, replaces_what_its_table_has_and_leaves_the_rest) {
  character_map map;
  map.add(U'ﬁ', U"fi");
  map.add(U'\u200d', U" ");
  map.add(U'\x01', U"");
  EXPECT_EQ(mapped(map,
                   "ﬁne \x01"
                   "a\u200db ½"),
            U"fine a b ½");
}

TEST(character_map, composes_what_is_written_in_parts) {
  const character_map map;
  EXPECT_EQ(mapped(map, "e\u0301"), U"\u00e9");
  EXPECT_EQ(mapped(map, "a\u0302\u0301"), U"\u1ea5") << "the longest sequence";
  EXPECT_EQ(mapped(map, "\u1112\u1161\u11ab"), U"\ud55c") << "Hangul";
  EXPECT_EQ(mapped(map, "\uff76\uff9e"), U"\u30ac") << "halfwidth letters";
  EXPECT_EQ(mapped(map, "q\u0323\u0307"), U"q\u0323\u0307") << "no such letter";
  EXPECT_EQ(mapped(map, "\u0915\u093c"), U"\u0915\u093c") << "Unicode composes it no more";
  EXPECT_EQ(mapped(map, "e\u0301x\u0301"), U"\u00e9x\u0301");
}

TEST(character_map, takes_bytes_that_are_no_text_one_by_one) {
  character_map map;
  map.add(0xFFFD, U"?");
  EXPECT_EQ(mapped(map, "a\xff\xc3"), U"a??");
}

}  // namespace
}  // namespace secondbrain::encoder
