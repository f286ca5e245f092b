#include "brain/vault/notes/note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/text/saved_as.hpp"

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;

std::string title_of(std::string_view text, std::string path = "10_Notes/stem.md") {
  return parse_note(std::move(path), text).title;
}

// Titles: contract vault §3.2, tests B1.

TEST(note_title, PAR_1_frontmatter_wins) {
  EXPECT_EQ(title_of("---\ntitle: Mine\n---\n# Other\n"), "Mine");
}

TEST(note_title, PAR_2_first_heading) {
  EXPECT_EQ(title_of("---\ntype: x\n---\ntext\n# Heading\n"), "Heading");
}

TEST(note_title, PAR_3_file_stem) {
  EXPECT_EQ(title_of("just text"), "stem");
}

TEST(note_title, PAR_4_second_level_is_no_title) {
  EXPECT_EQ(title_of("## Only\n"), "stem");
}

TEST(note_title, PAR_5_list_is_ignored) {
  EXPECT_EQ(title_of("---\ntitle: [a, b]\n---\n# H\n"), "H");
}

TEST(note_title, PAR_6_mapping_is_ignored) {
  EXPECT_EQ(title_of("---\ntitle:\n  a: b\n---\n# H\n"), "H");
}

TEST(note_title, PAR_7_first_of_several) {
  EXPECT_EQ(title_of("# One\n# Two\n"), "One");
}

TEST(note_title, PAR_8_empty_frontmatter) {
  EXPECT_EQ(title_of("---\n---\n# H\n"), "H");
}

TEST(note_title, PAR_9_dated_stem) {
  EXPECT_EQ(title_of("text", "path/to/2026-02-14.md"), "2026-02-14");
}

TEST(note_title, PAR_10_quoted_with_punctuation) {
  EXPECT_EQ(title_of("---\ntitle: \"Q&A: part 1\"\n---\n"), "Q&A: part 1");
}

TEST(note_title, PAR_11_trimmed_heading) {
  EXPECT_EQ(title_of("  #    Spaced out   \n"), "Spaced out");
}

TEST(note_title, of_numbers_days_and_booleans_is_what_was_written) {
  for (auto value : {"2026", "2026-02-14", "yes", "true", "3.5", "007", "1e3"}) {
    EXPECT_EQ(title_of(std::string{"---\ntitle: "} + value + "\n---\n# H\n"), value) << value;
  }
  EXPECT_EQ(title_of("{\n  \"title\": 2026\n}\n# H\n"), "2026");
  for (auto nothing : {"~", "null", ""}) {
    EXPECT_EQ(title_of(std::string{"---\ntitle: "} + nothing + "\n---\n# H\n"), "H") << nothing;
  }
}

TEST(note_title, may_be_the_empty_string) {
  EXPECT_EQ(title_of("---\ntitle: ''\n---\n# H\n"), "");
}

TEST(note_title, stem_loses_only_its_last_suffix) {
  EXPECT_EQ(title_of("", "v1.2 plan.md"), "v1.2 plan");
}

TEST(note, PAR_14_keeps_its_path) {
  EXPECT_EQ(parse_note("a/b.md", "x").path, "a/b.md");
}

TEST(note, PAR_15_may_be_empty) {
  auto empty = parse_note("a/b.md", "");
  EXPECT_EQ(empty.title, "b");
  EXPECT_EQ(empty.body, "");
  EXPECT_TRUE(empty.metadata.entries.empty());
  EXPECT_EQ(empty.warning, "");
}

TEST(note, PAR_16_may_be_frontmatter_only) {
  auto bare = parse_note("a/b.md", "---\ntitle: T\n---\n\n");
  EXPECT_EQ(bare.title, "T");
  EXPECT_EQ(bare.body, "");
}

TEST(note, names_its_folder) {  // §3.3
  EXPECT_EQ(parse_note("10_Notes/sub/a.md", "").folder, "10_Notes");
  EXPECT_EQ(parse_note("a.md", "").folder, "");
}

TEST(note, takes_its_date_from_a_string_or_the_file_name) {  // §3.3
  auto date_of = [](std::string path, std::string_view text) { return parse_note(std::move(path), text).date; };
  EXPECT_EQ(date_of("n.md", "---\ndate: '2026-01-02'\n---\n"), "2026-01-02");
  EXPECT_EQ(date_of("n.md", "---\ndate: 2026-01-02\n---\n"), std::nullopt);
  EXPECT_EQ(date_of("00_Daily/2026-02-14.md", "---\ndate: 2026-01-02\n---\n"), "2026-02-14");
  EXPECT_EQ(date_of("00_Daily/2026-02-14.md", "---\ndate: ''\n---\n"), "2026-02-14");
  EXPECT_EQ(date_of("00_Daily/2026-02-14 extra.md", ""), std::nullopt);
  EXPECT_EQ(date_of("00_Daily/2026-02-1x.md", ""), std::nullopt);
}

TEST(note, knows_where_its_body_begins) {
  EXPECT_EQ(parse_note("n.md", "---\na: b\n---\n\nBody").body_line, 5);
  EXPECT_EQ(parse_note("n.md", "\r\n\r\nBody\r\nmore").body_line, 3);
  EXPECT_EQ(parse_note("n.md", "Body").body_line, 1);
}

TEST(note, reads_a_byte_order_mark_and_windows_line_ends) {
  auto windows = parse_note("n.md", "\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\nOne\r\nTwo\r\n");
  EXPECT_EQ(windows.title, "T");
  EXPECT_EQ(windows.body, "One\nTwo");
  EXPECT_EQ(windows.warning, "");
}

TEST(note, warns_of_broken_frontmatter_and_is_still_there) {  // W45
  auto odd = parse_note("n.md", "---\ntitle: [unclosed\n---\n# Heading\nBody");
  EXPECT_EQ(odd.title, "Heading");
  EXPECT_EQ(odd.body, "# Heading\nBody");
  EXPECT_NE(odd.warning, "");
}

TEST(note, of_an_old_program_keeps_every_letter_and_is_told) {  // W54
  auto odd = parse_note("n.md",
                        "Gr\xFC\xDF"
                        "e, caf\xE9 \x96 5 \x80");
  EXPECT_EQ(odd.body, "Grüße, café – 5 €");
  EXPECT_THAT(odd.warning, HasSubstr("read as Windows-1252, a guess: check that its words are right"));
  const auto french = parse_note("n.md",
                                 "Il a dit \xAB\xA0voil\xE0\xA0\xBB \xE0 l'\xE9"
                                 "cole\n");
  EXPECT_THAT(french.body, HasSubstr("école")) << "three bytes look like a letter of UTF-8";
  EXPECT_THAT(french.warning, HasSubstr("read as Windows-1252"));
  const auto russian = parse_note(
      "n.md", "\xC1\xEE\xF0\xF9 \xE8 \xE2\xE5\xEB\xEE\xF1\xE8\xEF\xE5\xE4 \xED\xE0 \xE2\xE5\xF7\xE5\xF0\r\n");
  EXPECT_EQ(russian.body, "Борщ и велосипед на вечер");
  EXPECT_THAT(russian.warning, HasSubstr("read as Windows-1251"));
  EXPECT_EQ(parse_note("n.md", saved_as("Shift_JIS", "# 買い物\n\n- 牛乳\n- パン\n- 卵\n")).title, "買い物");
  EXPECT_EQ(parse_note("n.md", saved_as("windows-1251", "# Список покупок\n\n- Хлеб\n- Молоко\n")).title,
            "Список покупок");
  const auto mixed = parse_note("n.md", "# The caf\u00E9\n\n" + saved_as("windows-1251", "Борщ и велосипед на вечер"));
  EXPECT_EQ(mixed.title, "The café") << "with a sentence pasted from another encoding";
  EXPECT_THAT(mixed.warning, HasSubstr("Some bytes are not UTF-8"));
  std::string russian_words;
  for (int at = 0; at < 50; ++at) russian_words += "Борщ и велосипед на вечер. ";
  EXPECT_THAT(parse_note("n.md", saved_as("windows-1251", russian_words) + "caf\u00E9").body, HasSubstr("велосипед"))
      << "a word in UTF-8 does not cost a whole note its letters";
  const auto hers = parse_note("n.md", saved_as("KOI8-R", "Это её велосипед, и он на даче, как всё её"));
  EXPECT_EQ(hers.body, "Это её велосипед, и он на даче, как всё её") << "two bytes look like a letter of UTF-8";
  const auto koi8 = parse_note("n.md", "\xF0\xC5\xD2\xC5\xD7\xC5\xDA\xA3\xCD \xD7\xD3\xA3 \xDA\xC1\xD7\xD4\xD2\xC1");
  const auto japanese =
      parse_note("n.md", "\x8C\xF6\x89\x80\x82\xCC\x8D\xF7\x82\xCC\x89\xBA\x82\xC5\x82\xA8\x95\xD9\x93\x96\x82\xF0");
  EXPECT_EQ(japanese.body, "公園の桜の下でお弁当を");
  EXPECT_EQ(koi8.body, "Перевезём всё завтра") << "two of its bytes are one of UTF-8";
}

TEST(note, with_damage_in_its_text_is_told) {
  for (const auto* text : {"Grüße, caf\xE9", "\xC3 Ä", "é\xF0\x9F\x98"}) {
    auto odd = parse_note("n.md", text);
    EXPECT_THAT(odd.body, HasSubstr("\uFFFD"));
    EXPECT_THAT(odd.warning, HasSubstr("Some bytes are not UTF-8"));
  }
  EXPECT_THAT(parse_note("n.md", std::string_view{"some words\0b", 12}).warning, HasSubstr("NUL"));
}

TEST(note, in_utf16_is_read) {
  using namespace std::string_view_literals;
  for (auto bytes : {"\xFF\xFE-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0\xDC\0\n\0-\0-\0-\0\r\0\n\0\x3D\xD8\x00\xDE!\0"sv,
                     "\xFE\xFF\0-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0\xDC\0\n\0-\0-\0-\0\r\0\n\xD8\x3D\xDE\x00\0!"sv}) {
    auto read = parse_note("n.md", bytes);
    EXPECT_EQ(read.title, "Ü");
    EXPECT_EQ(read.body, "😀!");
    EXPECT_THAT(read.warning, HasSubstr("UTF-16"));
  }
  EXPECT_EQ(parse_note("n.md", "w\0i\0d\0e\0"sv).body, "wide") << "without a mark, too";
  EXPECT_EQ(parse_note("n.md", "\xFF\xFE\x3D\xD8x\0y"sv).body, "\uFFFDx\uFFFD") << "halves";
}

TEST(note, with_frontmatter_that_means_nothing_is_told) {
  for (const auto* text :
       {"---\ntitle: Plan: phase two\ntags: [a]\n---\n\nmongoose", "---\ntags:\n\t- a\ntitle: Tabbed\n---\n\nmongoose",
        "---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n---\n\nmongoose",
        "---\naliases: [a, b\n---\n\nmongoose"})
    EXPECT_THAT(parse_note("n.md", text).warning, HasSubstr("The frontmatter is ignored")) << text;
}

}  // namespace
}  // namespace secondbrain::vault
