// Tasks changed where they stand: found again after edits by others, and no other byte is touched.
#include "brain/vault/planner/noted_edit.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "tests/brain/vault/days.hpp"

namespace secondbrain::vault {
namespace {

using dialects::date_field;
using dialects::set_date;
using dialects::set_status_type;
using dialects::status_type;

const dialects::dialect_set& with_plugin() {
  static const dialects::dialect_set set = [] {
    vault_conventions conventions;
    conventions.tasks_plugin = "{}";
    conventions.task_formats.push_back({"tasks", {}});
    return dialects::dialect_set{conventions};
  }();
  return set;
}

task_place place_in(std::string_view text, std::size_t nth) {
  return task_place::of_task(dialects::noted_tasks_of("A.md", text, with_plugin()), nth);
}

std::string done(std::string_view seen, std::size_t nth, std::string_view now) {
  auto edited = change_task_in("A.md", now, place_in(seen, nth), {set_status_type{status_type::done}},
                               with_plugin().list(), today);
  return edited ? edited->bytes : std::string{to_string(edited.error().code)};
}

TEST(change_task_in, only_its_own_line_changes) {
  const std::string text = "\xEF\xBB\xBF# A\r\n- [ ] one  \r\n\t* [ ] two 📅 2026-02-12 ^b1\r\nold mac\r- [ ] three";
  EXPECT_EQ(done(text, 1, text),
            "\xEF\xBB\xBF# A\r\n- [ ] one  \r\n\t* [x] two 📅 2026-02-12 ✅ 2026-02-10 ^b1\r\nold mac\r- [ ] three");
  EXPECT_EQ(done(text, 2, text),
            "\xEF\xBB\xBF# A\r\n- [ ] one  \r\n\t* [ ] two 📅 2026-02-12 ^b1\r\nold mac\r- [x] three ✅ 2026-02-10");
}

TEST(change_task_in, one_that_comes_back_adds_one_line_with_the_ends_of_the_note) {
  const std::string text = "- [ ] a\r\n- [ ] water 🔁 every week 📅 2026-02-10";
  auto edited = change_task_in("A.md", text, place_in(text, 1), {set_status_type{status_type::done}},
                               with_plugin().list(), today);
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->bytes,
            "- [ ] a\r\n- [ ] water 🔁 every week 📅 2026-02-17\r\n- [x] water 🔁 every week 📅 2026-02-10 ✅ 2026-02-10");
  EXPECT_EQ(edited->line, 2U);
  EXPECT_EQ(edited->next, 1U);
}

TEST(change_task_in, one_that_goes_away_takes_its_line_along) {
  const std::string text = "a\n- [ ] x 🏁 delete\nb";
  auto edited = change_task_in("A.md", text, place_in(text, 0), {set_status_type{status_type::done}},
                               with_plugin().list(), today);
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->bytes, "a\nb");
  EXPECT_FALSE(edited->line);
}

TEST(change_task_in, it_is_found_again_after_edits_of_others) {
  const std::string seen = "- [ ] a\n- [ ] milk\n- [ ] b\n- [ ] milk\n- [ ] c\n";
  // Lines were added above, one of the same words among them.
  EXPECT_EQ(done(seen, 3, "# New\n- [ ] milk\n- [ ] a\n- [ ] milk\n- [ ] b\n- [ ] milk\n- [ ] c\n"),
            "# New\n- [ ] milk\n- [ ] a\n- [ ] milk\n- [ ] b\n- [x] milk ✅ 2026-02-10\n- [ ] c\n");
  // Its other fields were changed.
  EXPECT_EQ(done(seen, 2, "- [ ] b 📅 2026-02-11\n"), "- [x] b 📅 2026-02-11 ✅ 2026-02-10\n");
}

TEST(change_task_in, of_several_of_the_same_words_no_other_one_is_changed) {
  const std::string seen = "# Work\n- [ ] call\n- [ ] w\n# Home\n- [ ] h\n- [ ] call\n# Third\n- [ ] call\n";
  // The other one is left, or a new one was written.
  EXPECT_EQ(done("- [ ] milk\n- [ ] a\n- [ ] milk\n", 2, "- [ ] milk\n"), "conflict");
  EXPECT_EQ(done(seen, 0, "# Work\n- [ ] w\n# Home\n- [ ] h\n- [ ] call\n# Third\n- [ ] call\n"), "conflict");
  EXPECT_EQ(done(seen, 0, "# Work\n- [ ] call\n- [ ] call\n- [ ] w\n# Home\n- [ ] h\n- [ ] call\n"), "conflict");
  EXPECT_EQ(done(seen, 3, "# Work\n- [ ] call\n- [ ] w\n# Home\n- [ ] h\n# Third\n- [ ] call\n"), "conflict");
  // Sections that change places take their tasks along.
  EXPECT_EQ(done(seen, 0, "# Third\n- [ ] call\n# Home\n- [ ] h\n- [ ] call\n# Work\n- [ ] call\n- [ ] w\n"),
            "# Third\n- [ ] call\n# Home\n- [ ] h\n- [ ] call\n# Work\n- [x] call ✅ 2026-02-10\n- [ ] w\n");
  // One elsewhere that goes changes nothing for the others.
  EXPECT_EQ(done(seen, 3, "# Home\n- [ ] h\n- [ ] call\n"), "# Home\n- [ ] h\n- [x] call ✅ 2026-02-10\n");
}

TEST(change_task_in, in_doubt_nothing_is_written) {
  EXPECT_EQ(done("- [ ] milk\n- [ ] milk\n- [ ] milk\n", 1, "- [ ] milk\n- [ ] milk\n- [ ] milk\n- [ ] milk\n"),
            "conflict");
  EXPECT_EQ(done("- [ ] milk\n", 0, "- [ ] bread\n"), "not_found");
  EXPECT_EQ(done("- [ ] milk\n", 0, ""), "not_found");
  EXPECT_EQ(done("- [ ] milk\n", 0, "```\n- [ ] milk\n```\n"), "not_found");
}

TEST(change_task_in, several_changes_go_one_after_the_other) {
  const std::string text = "- [ ] water 🔁 every day 📅 2026-02-10\n";
  auto edited = change_task_in("A.md", text, place_in(text, 0),
                               {set_date{date_field::due, parse_day("2026-02-20")},
                                set_date{date_field::scheduled, today}, set_status_type{status_type::in_progress}},
                               with_plugin().list(), today);
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->bytes, "- [/] water 🔁 every day 📅 2026-02-20 ⏳ 2026-02-10\n");
}

TEST(cut_task_from, takes_along_all_that_belongs_to_it) {
  const std::string text =
      "- [ ] a\n\t- [ ] b\n\t  - child\n\n\t  more words\n\n\t  ```\n\t  - [ ] code\n\t  ```\n\t- [ ] c\n- [ ] d\n";
  const auto cut = cut_task_from("A.md", text, place_in(text, 1), with_plugin().list());
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->bytes, "- [ ] a\n\t- [ ] c\n- [ ] d\n");
  EXPECT_EQ(cut->lines, (std::vector<std::string>{"- [ ] b", "  - child", "", "  more words", "", "  ```",
                                                  "  - [ ] code", "  ```"}));
  const std::string quoted = "> - [ ] q\n";
  EXPECT_EQ(cut_task_from("A.md", quoted, place_in(quoted, 0), with_plugin().list()).error().code,
            errc::invalid_argument);
}

std::string added(std::string_view text, std::string_view heading) {
  return add_lines_to("A.md", text, heading, {"- [ ] new"}, with_plugin().list()).bytes;
}

TEST(add_lines_to, behind_the_last_task_with_all_that_belongs_to_it) {
  EXPECT_EQ(added("# A\n- [ ] a\n  - child\n\n  words\n\nText\n", ""),
            "# A\n- [ ] a\n  - child\n\n  words\n- [ ] new\n\nText\n");
  EXPECT_EQ(added("", ""), "- [ ] new\n");
  EXPECT_EQ(added("Text", ""), "Text\n\n- [ ] new\n");
  EXPECT_EQ(added("Text\r\n", ""), "Text\r\n\r\n- [ ] new\r\n");
  EXPECT_EQ(added("---\na: b\n---\n", ""), "---\na: b\n---\n- [ ] new\n");
}

TEST(add_lines_to, below_the_heading_that_is_named) {
  const std::string text = "# A\n## Home\nText\n- [ ] h\n## Work\n- [ ] w\n";
  EXPECT_EQ(added(text, "home"), "# A\n## Home\nText\n- [ ] h\n- [ ] new\n## Work\n- [ ] w\n");
  EXPECT_EQ(added(text, "Work"), "# A\n## Home\nText\n- [ ] h\n## Work\n- [ ] w\n- [ ] new\n");
  EXPECT_EQ(added("## Empty\n\n## Work\n", "Empty"), "## Empty\n- [ ] new\n\n## Work\n");
  EXPECT_EQ(added(text, "Garden"), text + "\n## Garden\n\n- [ ] new\n");
}

TEST(add_lines_to, nothing_that_was_there_becomes_a_part_of_it) {
  EXPECT_EQ(added("# T\n\n## Log\npara text\n\n## Next\n", "Log"),
            "# T\n\n## Log\n- [ ] new\n\npara text\n\n## Next\n");
  EXPECT_EQ(added("## Log\r\npara\r\n", "Log"), "## Log\r\n- [ ] new\r\n\r\npara\r\n");
  EXPECT_EQ(added("## Log\n\n    code of mine\n\n## Next\n", "Log"),
            "## Log\n\n    code of mine\n- [ ] new\n\n## Next\n");
  EXPECT_EQ(added("- plain\n  - [ ] sub\n  - other\nText\n", ""),
            "- plain\n  - [ ] sub\n  - other\nText\n\n- [ ] new\n");
  // What is moved there can be moved on alone.
  const auto there = added("## Log\npara text\n", "Log");
  const auto cut = cut_task_from("A.md", there, place_in(there, 0), with_plugin().list());
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->lines, std::vector<std::string>{"- [ ] new"});
}

TEST(change_task_in, bytes_that_are_no_text_stay_and_hinder_nothing) {
  const std::string text = "- [ ] bad \xff\xfe utf\n- [ ] good\n";
  EXPECT_EQ(done(decode_text(text), 0, text), "- [x] bad \xff\xfe utf ✅ 2026-02-10\n- [ ] good\n");
}

TEST(add_lines_to, never_into_code_or_a_comment) {
  EXPECT_EQ(added("Text\n```\ncode\n", ""), "Text\n```\ncode\n```\n- [ ] new\n");
  EXPECT_EQ(added("%%\n# Home\n%%\n", "Home"), "%%\n# Home\n%%\n\n## Home\n\n- [ ] new\n");
}

}  // namespace
}  // namespace secondbrain::vault
