#include "brain/vault/planner/task_fields.hpp"

#include <gtest/gtest.h>

#include "brain/vault/planner/task_line.hpp"
#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

std::string words(std::string_view text) {
  return without_fields(text, find_task_fields(text).found);
}

TEST(task_fields, what_plugins_append_is_not_part_of_the_text) {
  for (std::string_view field : {"✅ 2026-11-28",
                                 "➕ 2026-11-28",
                                 "📅 2026-11-28",
                                 "📆2026-11-28",
                                 "🗓️ 2026-11-28",
                                 "⏳ 2026-11-28",
                                 "⌛ 2026-11-28",
                                 "🛫 2026-11-28",
                                 "❌ 2026-11-28",
                                 "🔺",
                                 "⏫",
                                 "🔼",
                                 "🔽",
                                 "⏬",
                                 "🔁 every week",
                                 "🔁 every 2 weeks on Monday, Friday",
                                 "🆔 a1b2c3",
                                 "⛔ a1b2c3,d4e5f6",
                                 "🏁 delete",
                                 "[completion:: 2026-11-28]",
                                 "(completion:: 2026-11-28)",
                                 "[created:: 2026-11-28T10:00]",
                                 "[due:: 2026-11-28]",
                                 "[scheduled:: 2026-11-28],",
                                 "[repeat:: every week]",
                                 "[priority:: high]",
                                 "[id:: a1b2c3]",
                                 "(due: 2026-11-28)",
                                 "^block-1"}) {
    EXPECT_EQ(words("Call bank " + std::string{field}), "Call bank") << field;
    EXPECT_EQ(words("Call bank #home " + std::string{field}), "Call bank #home") << field;
    EXPECT_EQ(words("Call bank " + std::string{field} + " ✅ 2026-11-28 ^x"), "Call bank") << field;
    EXPECT_EQ(normalise_task("call  BANK " + std::string{field}), "call bank") << field;
  }
  EXPECT_EQ(words("Call ⏫ #home 🔁 every day 📅 2026-11-28 #work ✅ 2026-11-28 ^b"), "Call #home #work");
}

TEST(task_fields, what_a_person_writes_is) {
  for (std::string_view text :
       {"Buy ✅ stickers", "Swap 🔁 winter tyres", "Sign ⛔ do not enter", "Reach the 🏁 line",
        "✅ 2026-11-28 was a good day", "2^10", "E = mc^2", "Read [author:: Moss]", "Read [start:: page 9]", "Learn C #",
        "Learn C#", "[x] (due)", "`^id`", "Explain `[completion:: 2026-11-28]`", "Find [[due: notes]]",
        "Meet at 2026-11-28", "⏫ first, then the rest"}) {
    EXPECT_EQ(words(text), text);
  }
}

TEST(task_fields, a_text_of_fields_only_is_still_seen) {
  EXPECT_EQ(read_task_line("- [ ] ✅ 2026-11-28")->text, "✅ 2026-11-28");
  EXPECT_EQ(read_task_line("- [ ] ⏫ (due: 2026-11-28)")->text, "⏫");
  EXPECT_EQ(normalise_task("⏫"), "⏫");
}

TEST(task_fields, a_long_line_is_read_in_one_go) {
  for (std::string_view part : {"(due: ", "[due:: 2026-11-28", "`", "``` ` `` ", "⏫ ", "📅 2026-11-28 ", "#tag ",
                                "word ", "🔁 every ", "(((", "^a "}) {
    auto text = repeated(part, 200'000 / part.size());
    EXPECT_LE(words(text).size(), text.size()) << part;
  }
}

}  // namespace
}  // namespace secondbrain::vault
