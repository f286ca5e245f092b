// Notes in encodings of before UTF-8 are edited as text, and every letter of theirs stays the bytes that it was.
#include "brain/vault/writing/editable_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/vault/notes/note_text.hpp"
#include "tests/text/saved_as.hpp"

namespace secondbrain::vault {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::vector<std::pair<const char*, std::string>> notes_of_before{
    {"windows-1252", "# Grünkohl\r\n\r\n- [ ] Tür ölen\r\n- [ ] Café bezahlen und süße Äpfel kaufen\r\n"},
    {"windows-1251", "# Велосипед\n\n- [ ] купить новую камеру\n- [ ] Вечером сварить борщ\n"},
    {"KOI8-R", "# Велосипед\n\n- [ ] купить новую камеру\n- [ ] Вечером сварить борщ\n"},
    {"Shift_JIS", "# 買い物リスト\n\n- [ ] 今日は桜の下でお弁当を食べた。\n- [ ] 表とソと能を予約する。\n"},
    {"GBK", "# 公园\n\n- [ ] 松鼠在树上跑来跑去，我们坐在长椅上喝茶。\n- [ ] 明天去图书馆还书\n"},
    {"Big5", "# 公園\n\n- [ ] 松鼠在樹上跑來跑去，我們坐在長椅上喝茶。\n- [ ] 許功蓋\n"},
    {"EUC-KR", "# 회의\n\n- [ ] 다음 주 월요일에 회의가 있다.\n- [ ] 자료를 준비해야 한다.\n"}};

std::string with(std::string text, std::string_view old, std::string_view fresh) {
  const auto at = text.find(old);
  return at == text.npos ? text : text.replace(at, old.size(), fresh);
}

TEST(editable_text, is_what_the_note_says_with_its_own_line_ends) {
  for (const auto& [charset, text] : notes_of_before) {
    const auto bytes = saved_as(charset, text);
    EXPECT_EQ(editable_text{bytes}.text(), text) << charset;
  }
}

TEST(editable_text, what_is_plain_ascii_is_written_and_all_letters_stay) {
  for (const auto& [charset, text] : notes_of_before) {
    const auto bytes = saved_as(charset, text);
    const editable_text note{bytes};
    for (const auto& edited :
         {text, with(text, "[ ]", "[x]"), with(with(text, "[ ]", "[x]"), "\n", " [completion:: 2026-02-10]\n"),
          text + "- [ ] call Bob\n", "# Plain\n" + text, text + text}) {
      const auto fresh = note.bytes_of("a.md", edited);
      ASSERT_TRUE(fresh) << charset << fresh.error().message;
      EXPECT_EQ(*fresh, saved_as(charset, edited)) << charset;
    }
  }
}

TEST(editable_text, a_line_may_go) {
  for (const auto& [charset, text] : notes_of_before) {
    const auto bytes = saved_as(charset, text);
    const auto edited = text.substr(0, text.rfind("- [ ]"));
    if (edited.empty()) continue;
    EXPECT_EQ(editable_text{bytes}.bytes_of("a.md", edited).value(), saved_as(charset, edited)) << charset;
  }
}

TEST(editable_text, no_other_letters_are_written_and_the_reason_is_told) {
  for (const auto& [charset, text] : notes_of_before) {
    const auto bytes = saved_as(charset, text);
    for (const auto& edited : {text + "- [ ] Łódź\n", with(text, "[ ]", "[x] ✅"), "\uFFFD" + text}) {
      const auto refused = editable_text{bytes}.bytes_of("a.md", edited);
      ASSERT_FALSE(refused) << charset;
      EXPECT_EQ(refused.error().code, errc::conflict);
      EXPECT_THAT(refused.error().message,
                  AllOf(HasSubstr("a.md is not saved as UTF-8, and is read as "), HasSubstr("nothing was written"),
                        HasSubstr("Save it as UTF-8 in your editor")));
    }
  }
}

TEST(editable_text, bytes_that_look_like_a_letter_of_utf8_stay_as_well) {
  const auto bytes = saved_as("windows-1252", "- [ ] «\u00A0voilà\u00A0» à l'école, où l'été est né\n");
  const editable_text note{bytes};
  EXPECT_EQ(note.bytes_of("a.md", with(std::string{note.text()}, "[ ]", "[x]")).value(), with(bytes, "[ ]", "[x]"));
}

TEST(editable_text, of_utf8_anything_is_written_damaged_or_not) {
  for (const std::string bytes : {"# Grün\n", "\xEF\xBB\xBFplain", "Grün und süß, damaged: \xFF\n", ""}) {
    const editable_text note{bytes};
    EXPECT_EQ(note.text(), bytes);
    EXPECT_EQ(note.bytes_of("a.md", bytes + "ß ✅").value(), bytes + "ß ✅");
  }
}

TEST(editable_text, in_utf16_is_read_and_never_written) {
  const std::string bytes{
      "\xFF\xFE"
      "T\0e\0a\0",
      8};
  const editable_text note{bytes};
  EXPECT_EQ(note.text(), "Tea");
  EXPECT_THAT(note.bytes_of("a.md", "Tea!").error().message, HasSubstr("UTF-16"));
}

}  // namespace
}  // namespace secondbrain::vault
