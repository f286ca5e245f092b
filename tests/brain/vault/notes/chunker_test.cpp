#include "brain/vault/notes/chunker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<chunk> chunks_of(std::string_view text, chunk_options options = {}) {
  return chunk_note(parse_note("10_Notes/N.md", text), options);
}

std::vector<std::string> texts_of(const std::vector<chunk>& chunks) {
  std::vector<std::string> texts;
  for (auto& one : chunks) texts.push_back(one.text);
  return texts;
}

// Contract: vault §4, tests B3; where ours differs on purpose the test says so.

TEST(chunker, CHK_9_a_short_note_is_one_chunk) {
  auto chunks = chunks_of("# Top\n\nA few words.");
  ASSERT_THAT(chunks, SizeIs(1));
  EXPECT_EQ(chunks[0].text, "A few words.");
  EXPECT_THAT(chunks[0].heading_path, ElementsAre("Top"));
}

TEST(chunker, CHK_10_many_paragraphs_make_several_chunks) {
  EXPECT_GT(chunks_of(repeated("A paragraph of some forty characters or so.\n\n", 20), {200, 400}).size(), 1u);
}

TEST(chunker, CHK_11_W32_ours_even_five_characters_are_searchable) {
  EXPECT_THAT(texts_of(chunks_of("short")), ElementsAre("short"));
}

TEST(chunker, CHK_12_indexes_count_up) {
  auto chunks = chunks_of(repeated("Some paragraph text.\n\n", 50), {100, 200});
  ASSERT_GT(chunks.size(), 2u);
  for (std::size_t i = 0; i < chunks.size(); ++i) EXPECT_EQ(chunks[i].index, static_cast<int>(i));
}

TEST(chunker, CHK_13_every_chunk_knows_its_note) {
  for (auto& one : chunk_note(parse_note("00_Daily/2026-02-14.md", "# T\n\na\n\n## U\n\nb"))) {
    EXPECT_EQ(one.note_path, "00_Daily/2026-02-14.md");
    EXPECT_EQ(one.note_title, "T");
    EXPECT_EQ(one.note_folder, "00_Daily");
    EXPECT_EQ(one.note_date, "2026-02-14");
  }
}

TEST(chunker, CHK_14_a_chunk_carries_its_headings) {
  EXPECT_THAT(chunks_of("# T\n\n## S\n\nText").back().heading_path, ElementsAre("T", "S"));
}

TEST(chunker, CHK_15_CHK_16_ids_follow_the_text) {
  EXPECT_EQ(chunks_of("# A\n\nSame").front().id, chunks_of("# A\n\nSame").front().id);
  EXPECT_NE(chunks_of("# A\n\nSame").front().id, chunks_of("# A\n\nOther").front().id);
  EXPECT_NE(chunks_of("# A\n\nSame").front().id, chunks_of("# B\n\nSame").front().id);
  EXPECT_EQ(chunks_of("Same").front().id.size(), 16u);
}

TEST(chunker, CHK_17_white_space_does_not_change_the_checksum) {
  EXPECT_EQ(chunks_of("alpha  beta\ngamma").front().checksum, chunks_of("alpha beta gamma").front().checksum);
  EXPECT_EQ(chunks_of(repeated("alpha beta gamma delta. ", 10)).front().checksum, "a77bee1d0f5d9ba6");  // vault §4.5
}

TEST(chunker, W34_ids_do_not_depend_on_position) {
  auto before = chunks_of("# A\n\nfirst\n\n# B\n\nsecond");
  auto after = chunks_of("# New\n\ninserted\n\n# A\n\nfirst\n\n# B\n\nsecond");
  EXPECT_EQ(before[0].id, after[1].id);
  EXPECT_EQ(before[1].id, after[2].id);
}

TEST(chunker, W34_headings_with_bars_are_kept_and_told_apart) {
  auto one = chunks_of("# A|B\n\ntext");
  auto two = chunks_of("# A\n\n## B\n\ntext");
  EXPECT_THAT(one[0].heading_path, ElementsAre("A|B"));
  EXPECT_NE(one[0].id, two[0].id);
}

TEST(chunker, equal_texts_in_one_section_have_their_own_ids) {
  auto chunks = chunks_of("# A\n\nsame\n\n# A\n\nsame");
  ASSERT_THAT(chunks, SizeIs(2));
  EXPECT_NE(chunks[0].id, chunks[1].id);
}

TEST(chunker, W31_words_are_never_glued) {
  EXPECT_THAT(texts_of(chunks_of("one\n\ntwo\n\n- three\n- four")), ElementsAre("one\n\ntwo\n\n- three\n- four"));
}

TEST(chunker, W33_fences_stay_whole_and_with_their_introduction) {
  auto fence = "```sh\n" + repeated("# a command of the shell\n", 8) + "```";
  auto chunks =
      chunks_of("# T\n\nRun this:\n\n" + fence + "\n\n" + repeated("And then some more text. ", 10), {150, 300});
  ASSERT_GE(chunks.size(), 2u);
  EXPECT_EQ(chunks[0].text, "Run this:\n\n" + fence);
}

TEST(chunker, W33_tables_stay_whole) {
  auto table = "| a | b |\n|---|---|\n" + repeated("| 1 | 2 |\n", 20);
  table.pop_back();
  auto chunks = chunks_of(repeated("Words before the table. ", 10) + "\n\n" + table, {100, 250});
  EXPECT_EQ(chunks.back().text, table);
}

TEST(chunker, a_fence_that_does_not_fit_is_cut_at_its_lines) {
  auto chunks = chunks_of("```\n" + repeated("line of code\n", 100) + "```", {200, 300});
  ASSERT_GT(chunks.size(), 2u);
  for (auto& one : chunks) EXPECT_TRUE(one.text.rfind("line", 0) == 0 || one.text.rfind("```", 0) == 0) << one.text;
}

TEST(chunker, code_keeps_its_indentation) {
  EXPECT_THAT(texts_of(chunks_of("# A\n\n    indented code\n    more")), ElementsAre("    indented code\n    more"));
}

TEST(chunker, a_crumb_at_the_end_joins_what_is_before_it) {
  auto paragraph = repeated("x", 95);
  EXPECT_THAT(texts_of(chunks_of(paragraph + "\n\nend.", {100, 200})), ElementsAre(paragraph + "\n\nend."));
}

TEST(chunker, a_heading_alone_is_searchable) {
  auto chunks = chunks_of("# Top\n\n## Alone ##\n\n## Other\n\ntext");
  ASSERT_THAT(chunks, SizeIs(2));
  EXPECT_EQ(chunks[0].text, "Alone");
  EXPECT_THAT(chunks[0].heading_path, ElementsAre("Top", "Alone"));
  EXPECT_EQ(chunks[0].line, 3);
}

TEST(chunker, an_empty_note_can_be_found_by_its_title) {
  for (auto text : {"", "---\ntags: [a]\n---\n", " \n\t\n"}) {
    auto chunks = chunks_of(text);
    ASSERT_THAT(chunks, SizeIs(1));
    EXPECT_EQ(chunks[0].text, "");
    EXPECT_EQ(chunks[0].note_title, "N");
    EXPECT_THAT(chunks[0].heading_path, IsEmpty());
  }
}

TEST(chunker, lines_are_those_of_the_file) {
  auto chunks = chunks_of("---\na: b\n---\n\n# T\n\nfirst\n\n## U\n\n\nsecond\n");
  ASSERT_THAT(chunks, SizeIs(2));
  EXPECT_EQ(chunks[0].line, 7);
  EXPECT_EQ(chunks[1].line, 12);
}

TEST(chunker, lines_within_a_cut_block_are_those_of_the_file) {
  auto chunks = chunks_of("intro\n\n" + repeated("a line of twenty one\n", 40), {105, 150});
  ASSERT_GT(chunks.size(), 3u);
  int line = 1;
  for (auto& one : chunks) {
    EXPECT_GE(one.line, line);
    line = one.line + 1;
  }
  EXPECT_EQ(chunks[1].line, 3);
}

}  // namespace
}  // namespace secondbrain::vault
