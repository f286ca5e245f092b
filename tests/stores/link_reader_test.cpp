#include "stores/link_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

note_link to(std::string target, int line = 1) {
  note_link link;
  link.target = std::move(target);
  link.line = line;
  return link;
}

indexed_note linking(const std::string& path, std::vector<note_link> links) {
  auto note = example_note(path, {"some text"});
  note.links = std::move(links);
  return note;
}

class link_reader_test : public testing::Test {
 protected:
  link_reader open() const { return link_reader::open(file_).value(); }

  std::vector<std::string> sources_of_links_to(std::string_view name) const {
    std::vector<std::string> paths;
    const auto links = open().links_to(name, 100).value();
    for (const auto& each : links) paths.push_back(each.note_path);
    return paths;
  }

  std::string rows() const {
    return raw_database{file_}.query(
        "SELECT (SELECT count(*) FROM linked_notes), (SELECT count(*) FROM known_as), (SELECT count(*) FROM links)");
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
};

TEST_F(link_reader_test, links_are_kept_as_they_are_written_and_in_their_order) {
  std::vector<note_link> links{to("B", 1), to("", 2), to("Sub/C.md", 3)};
  links[1] = {link_kind::embed, "", "Part", "shown", "up: \"[[#Part]]\"", 2};
  auto note = linking("A.md", links);
  note.links_left_out = 7;
  ASSERT_TRUE(store_.write({note}));
  EXPECT_EQ(open().links_of("A.md").value(), links);
  EXPECT_THAT(open().links_between("A.md", 2, 3, 9).value(), ElementsAre(links[1], links[2]));
  EXPECT_THAT(open().links_between("A.md", 1, 3, 1).value(), ElementsAre(links[0]));
  EXPECT_THAT(open().links_of("none.md").value(), IsEmpty());
  EXPECT_EQ(open().names_of("A.md").value()->links_left_out, 7);
  EXPECT_FALSE(open().names_of("none.md").value());
}

TEST_F(link_reader_test, notes_are_found_by_name_title_and_alias) {
  auto note = example_note("Sub/Ä note.md", {"x"});
  note.chunks[0].note_title = "The Title";
  note.chunks[0].fields.aliases = "First\nZweiter Name";
  ASSERT_TRUE(store_.write({note, example_note("Plan.md", {"x"}), example_note("Old/plan.md", {"x"})}));
  EXPECT_THAT(open().notes_named("plan").value(), UnorderedElementsAre("Plan.md", "Old/plan.md"));
  EXPECT_THAT(open().notes_named("ä note").value(), ElementsAre("Sub/Ä note.md"));
  ASSERT_EQ(open().notes_known_as("zweiter name")->size(), 1U);
  EXPECT_EQ(open().notes_known_as("zweiter name").value().front().by, other_name::alias);
  EXPECT_EQ(open().notes_known_as("the title").value().front().by, other_name::title);
  EXPECT_THAT(open().notes_known_as("plan").value(), IsEmpty()) << "that is its file name";
  EXPECT_THAT(open().names_of("Sub/Ä note.md").value()->others,
              UnorderedElementsAre("first", "the title", "zweiter name"));
}

TEST_F(link_reader_test, links_are_found_by_the_name_of_their_target) {
  ASSERT_TRUE(store_.write({linking("A.md", {to("Plan"), to("sub/PLAN.md"), to("")}), linking("B.md", {to("plan")})}));
  EXPECT_THAT(sources_of_links_to("plan"), UnorderedElementsAre("A.md", "A.md", "B.md"));
  EXPECT_THAT(sources_of_links_to(""), IsEmpty()) << "links of a note to itself have no name";
  EXPECT_EQ(open().links_to("plan", 2)->size(), 2U);
}

TEST_F(link_reader_test, a_rewritten_note_has_its_new_links_only) {
  ASSERT_TRUE(store_.write({linking("A.md", {to("B"), to("C")})}));
  ASSERT_TRUE(store_.write({linking("A.md", {to("D", 4)})}));
  EXPECT_THAT(open().links_of("A.md").value(), ElementsAre(to("D", 4)));
  EXPECT_THAT(sources_of_links_to("b"), IsEmpty());
  ASSERT_TRUE(store_.write({linking("A.md", {})}));
  EXPECT_EQ(rows(), "1,0,0");
}

TEST_F(link_reader_test, removed_and_cleared_notes_leave_nothing) {
  auto note = linking("A.md", {to("B")});
  note.chunks[0].fields.aliases = "Other";
  ASSERT_TRUE(store_.write({note, linking("B.md", {to("A")})}));
  ASSERT_TRUE(store_.remove({"A.md", "never there.md"}));
  EXPECT_EQ(rows(), "1,0,1");
  EXPECT_THAT(sources_of_links_to("a"), ElementsAre("B.md")) << "what linked to it still says so";
  ASSERT_TRUE(store_.clear());
  EXPECT_EQ(rows(), "0,0,0");
}

TEST_F(link_reader_test, a_note_that_moves_takes_its_links_along_without_rewriting_them) {
  const std::vector<note_link> links{to("B"), to("C", 2)};
  ASSERT_TRUE(store_.write({linking("A.md", links)}));
  const auto before = raw_database{file_}.query("SELECT id FROM linked_notes");
  ASSERT_TRUE(store_.write({linking("Sub/New.md", links)}, {{"A.md", "Sub/New.md"}}));
  EXPECT_EQ(raw_database{file_}.query("SELECT id, note_path, name FROM linked_notes"), before + ",Sub/New.md,new");
  EXPECT_EQ(open().links_of("Sub/New.md").value(), links);
  EXPECT_THAT(open().notes_named("a").value(), IsEmpty());
  EXPECT_THAT(sources_of_links_to("b"), ElementsAre("Sub/New.md"));
}

TEST_F(link_reader_test, a_move_to_where_a_note_was_leaves_one) {
  ASSERT_TRUE(store_.write({linking("A.md", {to("X")}), linking("B.md", {to("Y")})}));
  ASSERT_TRUE(store_.write({linking("B.md", {to("X")})}, {{"A.md", "B.md"}}));
  EXPECT_EQ(rows(), "1,0,1");
  EXPECT_THAT(open().links_of("B.md").value(), ElementsAre(to("X")));
}

TEST_F(link_reader_test, two_notes_that_change_their_names_with_each_other) {
  ASSERT_TRUE(store_.write({linking("A.md", {to("X")}), linking("B.md", {to("Y")})}));
  ASSERT_TRUE(store_.write({linking("B.md", {to("X")}), linking("A.md", {to("Y")})}));
  EXPECT_THAT(open().links_of("A.md").value(), ElementsAre(to("Y")));
  EXPECT_THAT(open().links_of("B.md").value(), ElementsAre(to("X")));
}

TEST_F(link_reader_test, passages_are_found_by_words_that_follow_each_other) {
  ASSERT_TRUE(store_.write({example_note("A.md", {"the compost heap", "heap of compost"}),
                            example_note("Compost heap.md", {"the compost heap itself"})}));
  const auto found = open().passages_with("Compost \"heap", "Compost heap.md", 9).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text, "the compost heap");
  EXPECT_THAT(open().passages_with("…", "", 9).value(), IsEmpty());
}

TEST_F(link_reader_test, an_index_that_is_not_there_or_was_replaced_is_told) {
  EXPECT_EQ(link_reader::open(folder_ / "none.db").error().code, errc::not_found);
  const auto reader = open();
  EXPECT_FALSE(reader.stale());
  std::filesystem::rename(file_, folder_ / "old.db");
  EXPECT_TRUE(reader.stale());
}

}  // namespace
}  // namespace secondbrain::stores
