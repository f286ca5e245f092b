// The tasks of notes beside their passages: written in one transaction with them, and read by others at once.
#include "stores/task_rows.hpp"

#include <gtest/gtest.h>

#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "stores/noted_reader.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"

namespace secondbrain::stores {
namespace {

noted_task task_of(const std::string& path, int line, const std::string& text) {
  noted_task one;
  one.id = path + std::to_string(line);
  one.path = path;
  one.line = line;
  one.dialect = "tasks";
  one.text = text;
  one.heading = "Häuser";
  one.status = "TODO";
  one.symbol = " ";
  one.due = "2026-02-10";
  one.priority = "high";
  one.recurrence = "every week";
  one.name = "abc";
  one.depends_on = {"x", "y"};
  one.tags = {"#home", "#a/b"};
  return one;
}

indexed_note note_with(const std::string& path, std::vector<noted_task> tasks, const std::string& read_with = "r1") {
  auto note = example_note(path, {"Some words"});
  note.tasks = std::move(tasks);
  note.read_with = read_with;
  return note;
}

class task_rows_test : public ::testing::Test {
 protected:
  std::vector<noted_task> all() { return task_reader{file_}.changed().value().value(); }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
};

TEST_F(task_rows_test, what_was_written_is_read_whole_and_in_order) {
  const auto first = task_of("b.md", 3, "call Ann");
  const auto second = task_of("b.md", 12, "a|b\ttab 📅");
  const auto third = task_of("a.md", 1, "");
  ASSERT_TRUE(store_.write({note_with("b.md", {first, second}), note_with("a.md", {third})}));
  EXPECT_EQ(all(), (std::vector{third, first, second}));
}

TEST_F(task_rows_test, a_note_whose_tasks_are_listed_from_its_file_has_some_and_lists_none) {
  noted_task elsewhere;
  elsewhere.line = 0;
  ASSERT_TRUE(store_.write(
      {note_with("daily.md", {elsewhere}), note_with("a.md", {task_of("a.md", 1, "a")}), note_with("none.md", {})}));
  EXPECT_EQ(all(), std::vector{task_of("a.md", 1, "a")});
  auto reader = lexical_reader::open(file_).value();
  lexical_query query;
  query.limit = 10;
  query.conditions = {{{{note_condition::kind::task, {}, {}, false}}, false}};
  EXPECT_EQ(reader.search(query).value().size(), 2U);
}

TEST_F(task_rows_test, a_note_keeps_only_its_tasks_of_now) {
  ASSERT_TRUE(store_.write({note_with("a.md", {task_of("a.md", 1, "one"), task_of("a.md", 2, "two")})}));
  ASSERT_TRUE(store_.write({note_with("a.md", {task_of("a.md", 5, "two")})}));
  EXPECT_EQ(all(), std::vector{task_of("a.md", 5, "two")});
  ASSERT_TRUE(store_.write({note_with("a.md", {})}));
  EXPECT_TRUE(all().empty());
}

TEST_F(task_rows_test, what_is_gone_moved_or_cleared_has_none) {
  ASSERT_TRUE(
      store_.write({note_with("a.md", {task_of("a.md", 1, "one")}), note_with("b.md", {task_of("b.md", 1, "b")}),
                    note_with("c.md", {task_of("c.md", 1, "c")})}));
  ASSERT_TRUE(store_.remove({"a.md"}));
  auto moved = note_with("new/b.md", {task_of("new/b.md", 1, "b")});
  ASSERT_TRUE(store_.write({moved}, {{"b.md", "new/b.md"}}));
  EXPECT_EQ(all(), (std::vector{task_of("c.md", 1, "c"), task_of("new/b.md", 1, "b")}));
  ASSERT_TRUE(store_.clear());
  EXPECT_TRUE(all().empty());
  EXPECT_TRUE(store_.chunks_by_note().value().empty());
}

TEST_F(task_rows_test, it_is_known_what_each_note_was_read_by) {
  auto without_chunks = note_with("task.md", {task_of("task.md", 1, "a note")}, "r2");
  without_chunks.chunks.clear();
  ASSERT_TRUE(store_.write({note_with("a.md", {}), without_chunks, example_note("old.md", {"x"})}));
  const auto counts = store_.chunks_by_note().value();
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_EQ(counts[0].path + counts[0].read_with, "a.mdr1");
  EXPECT_EQ(counts[1].path + counts[1].read_with, "old.md");
  EXPECT_EQ(counts[2].path + counts[2].read_with, "task.mdr2");
  EXPECT_EQ(counts[2].chunks, 0);
  ASSERT_TRUE(store_.remove({"task.md"}));
  EXPECT_EQ(store_.chunks_by_note().value().size(), 2U);
}

TEST_F(task_rows_test, a_reader_hears_of_other_tasks_and_of_nothing_else) {
  task_reader reader{file_};
  EXPECT_TRUE(reader.changed().value());
  EXPECT_FALSE(reader.changed().value());
  ASSERT_TRUE(store_.write({note_with("a.md", {task_of("a.md", 1, "one")})}));
  EXPECT_EQ(reader.changed().value().value().size(), 1U);
  auto other_words = note_with("a.md", {task_of("a.md", 1, "one")});
  other_words.chunks[0].text = "Other words";
  other_words.chunks[0].id = "other";
  ASSERT_TRUE(store_.write({other_words}));
  EXPECT_FALSE(reader.changed().value());
  ASSERT_TRUE(store_.remove({"a.md"}));
  EXPECT_TRUE(reader.changed().value().value().empty());
}

TEST_F(task_rows_test, a_reader_notices_another_file_and_waits_for_one) {
  task_reader early{folder_ / "not-yet.db"};
  EXPECT_EQ(early.changed().error().code, errc::not_found);
  {
    auto store = lexical_store::open(folder_ / "not-yet.db").value();
    ASSERT_TRUE(store.write({note_with("a.md", {task_of("a.md", 1, "one")})}));
    EXPECT_EQ(early.changed().value().value().size(), 1U);
  }
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove((folder_ / "not-yet.db").string() + end);
  auto fresh = lexical_store::open(folder_ / "not-yet.db").value();
  ASSERT_TRUE(fresh.write({note_with("b.md", {task_of("b.md", 1, "two")})}));
  EXPECT_EQ(early.changed().value().value().front().path, "b.md");
}

}  // namespace
}  // namespace secondbrain::stores
