// Notes in whatever state: they can be read and cut, and what is written into them leaves the rest alone.
#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/links/link_reader.hpp"
#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/note.hpp"
#include "brain/vault/writing/frontmatter_edit.hpp"
#include "brain/vault/writing/note_edit.hpp"
#include "tests/fuzz/mutation.hpp"

namespace secondbrain::vault {
namespace {

constexpr const char* whole_note = R"(---
title: "Sourdough"
aliases: [bread, 'the loaf']
created: 2026-01-15
status: active  # still
---

# Bread

Feed the [[Starter|culture]] daily.

## Flour

| kind | g |
|---|---|
| rye | 100 |

```sh
# not a heading
```
)";

const std::vector<std::string> samples{whole_note,
                                       "---\na: &x [1, 2]\nb: *x\nc: {d: [e, {f: g}]}\n---\ntext\n",
                                       "\xEF\xBB\xBF# Heading\r\n\r\ntext\r\n",
                                       "no frontmatter\n---\nnot: one\n---\n",
                                       "---\nnever: closed\n",
                                       ""};

TEST(note_fuzz, any_bytes_are_a_note_whose_chunks_are_slices_of_it) {
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    const auto read = parse_note("Folder/note.md", text);
    EXPECT_TRUE(is_valid_utf8(read.title) && is_valid_utf8(read.body));
    for (const auto& each : read_links(read.body).links) {
      EXPECT_LE(each.begin, each.end);
      EXPECT_LE(each.end, read.body.size());
    }
    std::set<std::string> ids;
    std::size_t from = 0;
    for (const auto& piece : chunk_note(read)) {
      const auto at = read.body.find(piece.text, from);
      ASSERT_NE(at, std::string::npos) << piece.text;
      from = at + piece.text.size();
      EXPECT_TRUE(ids.insert(piece.id).second) << "ids are unique";
      EXPECT_TRUE(is_valid_utf8(piece.text));
    }
  });
}

TEST(note_fuzz, setting_a_value_leaves_all_other_lines_alone) {
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    const auto edited = set_frontmatter_value(text, "status", {"done"});
    if (edited == text) return;
    const text_lines before{text};
    const text_lines after{edited};
    const auto added = after.size() - before.size();
    ASSERT_LE(added, 1U);
    std::size_t same_front = 0;
    while (same_front < before.size() && before[same_front] == after[same_front]) ++same_front;
    std::size_t same_back = 0;
    while (same_back < before.size() - same_front &&
           before[before.size() - 1 - same_back] == after[after.size() - 1 - same_back])
      ++same_back;
    EXPECT_GE(same_front + same_back + 1, before.size()) << testing::PrintToString(edited);
  });
}

TEST(note_fuzz, what_is_appended_stands_behind_what_was_there) {
  fuzz::for_damaged_texts(samples, [](const std::string& text, fuzz::mutator&) {
    const auto edited = append_to_note(text, "An addition.", "2026-02-10");
    EXPECT_NE(edited.find("An addition."), std::string::npos);
    const auto kept = right_trimmed(text);
    EXPECT_GE(text_lines{edited}.size(), text_lines{kept}.size());
  });
}

}  // namespace
}  // namespace secondbrain::vault
