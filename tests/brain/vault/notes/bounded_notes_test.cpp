// What a note costs is linear in its bytes, whatever its shape: counted in what its chunks hold, at one size and at
// twice that size.
#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "brain/vault/notes/chunker.hpp"
#include "tests/brain/vault/repeated.hpp"

namespace secondbrain::vault {
namespace {

struct shape {
  const char* name;
  std::function<std::string(int)> text;  // that grows with its argument
};

void PrintTo(const shape& printed, std::ostream* out) {
  *out << printed.name;
}

std::string deep_headings(int size) {
  std::string text;
  for (int level = 1; level < 6; ++level) text += std::string(level, '#') + ' ' + std::string(950, 'h') + '\n';
  return text + repeated("###### a\nword\n", size);
}

std::string nested(std::string_view mark, int depth) {
  std::string text;
  for (int level = 0; level < depth; ++level) text += repeated(mark, level % 500) + "- item\n";
  return text;
}

std::string nested_anchors(int size) {
  std::string yaml = "---\n";
  for (int i = 0; i < 60; ++i) yaml += "a: &a" + std::to_string(i) + " [";
  return yaml.substr(0, yaml.size()) + repeated("1,", size) + std::string(60, ']') + "\n---\nBody\n";
}

std::string alias_bomb(int size) {
  std::string yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name < 'z'; ++name) {
    const std::string before{static_cast<char>(name - 1)};
    yaml += std::string{name} + ": &" + name + " [" + repeated("*" + before + ", ", 8) + "*" + before + "]\n";
  }
  return yaml + "---\n" + repeated("body text\n", size);
}

const std::vector<shape> shapes{
    {"one_heading_of_many_words", [](int n) { return "# " + repeated("word ", n) + '\n'; }},
    {"a_long_heading_above_many_paragraphs",
     [](int n) { return "# " + repeated("word ", n) + "\n\n" + repeated("A paragraph of some length.\n\n", n / 8); }},
    {"headings_just_below_the_longest",
     [](int n) { return repeated("# " + repeated("head ", 180) + "\nx\n", n / 90); }},
    {"many_headings", [](int n) { return repeated("# a\n", n); }},
    {"many_headings_with_a_word", [](int n) { return repeated("# a\nb\n", n); }},
    {"deep_headings", deep_headings},
    {"headings_up_and_down", [](int n) { return repeated("# a\n## b\n### c\n#### d\n##### e\n###### f\n", n / 6); }},
    {"nested_lists", [](int n) { return nested("  ", n / 30); }},
    {"nested_quotes", [](int n) { return nested(">", n / 30); }},
    {"a_list_of_letters", [](int n) { return repeated("- a\n", n); }},
    {"a_wide_table", [](int n) { return repeated("| a ", n) + "|\n" + repeated("|---", n) + "|\n"; }},
    {"a_long_table", [](int n) { return "| a | b |\n|---|---|\n" + repeated("| 1 | 2 |\n", n / 3); }},
    {"links", [](int n) { return repeated("[[link|alias]] ", n / 4); }},
    {"brackets_without_end", [](int n) { return repeated("[[", n); }},
    {"one_line_without_spaces", [](int n) { return std::string(static_cast<std::size_t>(n) * 4, 'x'); }},
    {"one_line_of_words", [](int n) { return repeated("word ", n); }},
    {"fences", [](int n) { return repeated("```\nx\n```\n", n / 3); }},
    {"a_fence_without_end", [](int n) { return "```\n" + repeated("code\n", n); }},
    {"emphasis", [](int n) { return repeated("*_*_", n); }},
    {"backticks", [](int n) { return repeated("`", n * 4); }},
    {"blank_lines", [](int n) { return "a\n" + std::string(static_cast<std::size_t>(n) * 4, '\n') + "b\n"; }},
    {"a_long_title_in_the_frontmatter",
     [](int n) { return "---\ntitle: " + repeated("word ", n) + "\n---\n" + repeated("Some text.\n\n", n / 4); }},
    {"a_long_date_in_the_frontmatter",
     [](int n) { return "---\ndate: x" + repeated("1", n) + "\n---\n" + repeated("Some text.\n\n", n / 4); }},
    {"nested_anchors_in_the_frontmatter", nested_anchors},
    {"an_alias_bomb_in_the_frontmatter", alias_bomb},
    {"deep_json_frontmatter", [](int n) { return "{\n\"a\": " + repeated("[", n) + repeated("]", n) + "\n}\nBody"; }},
};

/// Bytes of all that a note's chunks hold, with a fixed sum for what is as long for each.
std::size_t held(const std::string& text) {
  constexpr std::size_t fixed = 200;
  std::size_t bytes = 0;
  for (auto& one : chunk_note(parse_note("folder/note.md", text))) {
    bytes += fixed + one.id.size() + one.note_path.size() + one.note_title.size() + one.note_folder.size() +
             one.text.size() + one.checksum.size() + one.note_date.value_or("").size();
    for (auto& heading : one.heading_path) bytes += heading.size();
  }
  return bytes;
}

class notes_of_any_shape : public testing::TestWithParam<shape> {};

TEST_P(notes_of_any_shape, hold_what_grows_with_their_bytes_and_no_faster) {
  constexpr int size = 40'000;
  const auto once = GetParam().text(size);
  const auto twice = GetParam().text(2 * size);
  const auto held_once = held(once);
  const auto held_twice = held(twice);
  constexpr std::size_t allowance = 512UL * 1024;  // that a small note may hold whatever its shape
  EXPECT_LE(held_once, 12 * once.size() + allowance);
  EXPECT_LE(held_twice, 12 * twice.size() + allowance);
  EXPECT_LE(held_twice, 2.2 * static_cast<double>(held_once) + static_cast<double>(allowance));
}

INSTANTIATE_TEST_SUITE_P(all, notes_of_any_shape, testing::ValuesIn(shapes),
                         [](const auto& tested) { return std::string{tested.param.name}; });

TEST(a_long_title, is_cut_and_its_words_stay_in_the_text) {
  const auto note = parse_note("n.md", "# " + repeated("word ", 1'000) + "last\n");
  EXPECT_LE(note.title.size(), 1'003u);
  EXPECT_TRUE(note.title.ends_with("word…"));
  std::string texts;
  for (auto& one : chunk_note(note)) texts += one.text;
  EXPECT_NE(texts.find("last"), std::string::npos);
}

TEST(a_long_title, is_cut_between_two_code_points) {
  const auto note = parse_note("n.md", "# " + repeated("日", 1'000) + "\n");
  EXPECT_EQ(note.title, repeated("日", 333) + "…");
}

TEST(many_small_headings, become_lines_of_the_text_that_hold_every_word) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "# w" + std::to_string(i) + "\n";
  const auto chunks = chunk_note(parse_note("n.md", text));
  EXPECT_LE(chunks.size(), text.size() / 500);
  std::string texts;
  for (auto& one : chunks) texts += one.text + '\n';
  for (int i = 0; i < 20'000; i += 997) EXPECT_NE(texts.find("# w" + std::to_string(i) + "\n"), std::string::npos) << i;
}

TEST(a_long_note_with_ordinary_headings, keeps_their_paths) {
  std::string text;
  for (int i = 0; i < 5'000; ++i)
    text += "## Entry " + std::to_string(i) + "\nWhat happened on this day, in a sentence or two of ordinary length.\n";
  const auto chunks = chunk_note(parse_note("n.md", text));
  EXPECT_EQ(chunks.size(), 5'000u);
  EXPECT_EQ(chunks[4'999].heading_path, std::vector<std::string>{"Entry 4999"});
}

}  // namespace
}  // namespace secondbrain::vault
