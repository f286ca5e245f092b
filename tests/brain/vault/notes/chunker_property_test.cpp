// What must hold of the chunks of any note, over notes made at random from fixed seeds.
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/markdown_blocks.hpp"

namespace secondbrain::vault {
namespace {

constexpr chunk_options sizes{120, 200};

class markdown_generator {
 public:
  explicit markdown_generator(unsigned seed) : random_{seed} {}

  std::string note() {
    std::string text;
    for (int blocks = pick(12); blocks > 0; --blocks) text += block() + (pick(4) == 0 ? "\n" : "\n\n");
    return text;
  }

  std::string paragraph() { return words(1 + pick(60)) + (pick(2) == 0 ? "." : ""); }

 private:
  int pick(int below) { return std::uniform_int_distribution{0, below - 1}(random_); }

  std::string word() {
    static constexpr const char* some[] = {"alpha",    "béta", "日本語。",   "x", "e.g.",
                                           "\"end!\"", "#tag", "[[Link|a]]", "😀"};
    return pick(30) == 0 ? std::string(static_cast<std::size_t>(pick(500)), 'b') : some[pick(std::size(some))];
  }

  std::string words(int count) {
    std::string text = word();
    for (int i = 1; i < count; ++i) text += (pick(12) == 0 ? "\n" : pick(9) == 0 ? "  " : " ") + word();
    return text;
  }

  std::string block() {
    switch (pick(8)) {
      case 0: return std::string(static_cast<std::size_t>(1 + pick(6)), '#') + " T|" + std::to_string(pick(5));
      case 1: return "```\n# " + words(pick(40) + 1) + "\n\n  indented\n```";
      case 2: return "| " + word() + " | b |\n|---|---|\n| " + words(3) + " | 2 |";
      case 3: return "- " + words(pick(30) + 1) + "\n  - " + words(3) + "\n1. " + word();
      case 4: return "> " + words(pick(30) + 1);
      case 5: return "~~~\nnever closed\n" + words(2);
      default: return paragraph();
    }
  }

  std::mt19937 random_;
};

/// Calls `check(note, chunks)` for many notes.
template <class Check>
void for_random_notes(Check check) {
  for (unsigned seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto source = parse_note("n.md", markdown_generator{seed}.note());
    check(source, chunk_note(source, sizes));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(chunks_of_random_notes, are_slices_of_the_body_in_order) {
  for_random_notes([](const note& source, const std::vector<chunk>& chunks) {
    std::size_t from = 0;
    for (auto& one : chunks) {
      auto at = source.body.find(one.text, from);
      ASSERT_NE(at, std::string::npos) << one.text;
      from = at + one.text.size();
    }
  });
}

TEST(blocks_of_random_notes, hold_every_line_that_is_not_blank_once) {
  for_random_notes([](const note& source, const std::vector<chunk>&) {
    std::string_view body = source.body;
    std::vector<int> holders(body.size() + 1, 0);
    for (auto& block : parse_blocks(body)) {
      for (auto at = block.begin; at < block.end; ++at) ++holders[at];
    }
    for (std::size_t at = 0; at < body.size(); ++at) {
      if (is_white_space(code_point_at(body, at).value)) continue;
      ASSERT_EQ(holders[at], 1) << "at byte " << at;
    }
  });
}

TEST(chunks_of_random_notes, hold_every_character_outside_headings) {
  for_random_notes([](const note& source, const std::vector<chunk>& chunks) {
    std::string expected;
    for (auto& block : parse_blocks(source.body)) {
      if (block.kind != block_kind::heading) expected += source.body.substr(block.begin, block.end - block.begin) + ' ';
    }
    std::string held;
    for (auto& one : chunks) {
      bool is_heading_alone = !one.heading_path.empty() && one.text == one.heading_path.back();
      if (!is_heading_alone) held += one.text + ' ';
    }
    auto without_gaps = [](std::string_view text) {
      std::string kept;
      for (char c : collapse_white_space(text)) {
        if (c != ' ') kept += c;
      }
      return kept;
    };
    EXPECT_EQ(without_gaps(held), without_gaps(expected));
  });
}

TEST(chunks_of_random_notes, keep_to_the_maximum_and_are_valid_text) {
  for_random_notes([](const note&, const std::vector<chunk>& chunks) {
    for (auto& one : chunks) {
      EXPECT_LE(count_code_points(one.text), sizes.maximum);
      EXPECT_TRUE(is_valid_utf8(one.text));
    }
  });
}

TEST(chunks_of_random_notes, have_ids_of_their_own) {
  for_random_notes([](const note&, const std::vector<chunk>& chunks) {
    std::set<std::string> ids;
    for (auto& one : chunks) EXPECT_TRUE(ids.insert(one.id).second) << one.text;
  });
}

TEST(chunks_of_random_notes, name_the_line_where_they_begin) {
  for_random_notes([](const note& source, const std::vector<chunk>& chunks) {
    std::vector<std::string> lines;
    std::istringstream body{source.body};
    for (std::string line; std::getline(body, line);) lines.push_back(line);
    for (auto& one : chunks) {
      if (one.text.empty()) continue;
      auto first_line = one.text.substr(0, one.text.find('\n'));
      auto line = lines.at(static_cast<std::size_t>(one.line - source.body_line));
      EXPECT_NE(line.find(first_line), std::string::npos) << one.line << ": " << line;
    }
  });
}

TEST(chunks_of_random_notes, keep_their_ids_when_a_section_is_put_in_front) {
  for_random_notes([](const note& source, const std::vector<chunk>&) {
    // Below a heading of its own, so that the inserted one does not become its parent.
    auto anchored = "# Anchor\n\n" + source.body;
    std::set<std::string> ids;
    for (auto& one : chunk_note(parse_note("n.md", "# Inserted\n\nbefore\n\n" + anchored), sizes)) ids.insert(one.id);
    for (auto& one : chunk_note(parse_note("n.md", anchored), sizes)) EXPECT_EQ(ids.count(one.id), 1u) << one.text;
  });
}

}  // namespace
}  // namespace secondbrain::vault
