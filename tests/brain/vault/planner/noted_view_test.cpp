// What the index holds of tasks, and what we wrote before it knows.
#include "brain/vault/planner/noted_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/days.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

noted_task task_of(const std::string& path, int line, const std::string& text) {
  noted_task one;
  one.path = path;
  one.line = line;
  one.text = text;
  return one;
}

class noted_view_test : public testing::Test {
 protected:
  std::vector<std::string> texts() {
    view_.refresh(today);
    std::vector<std::string> all;
    for (const auto& one : view_.tasks()) all.push_back(one.path + " " + one.text);
    return all;
  }

  temporary_vault vault_;
  result<std::optional<std::vector<noted_task>>> fresh_ = std::optional<std::vector<noted_task>>{};
  noted_view view_{vault_.root(),
                   [this] {
                     auto now = fresh_;
                     if (fresh_) fresh_->reset();
                     return now;
                   },
                   std::make_shared<known_conventions>(vault_.root())};
};

TEST_F(noted_view_test, they_are_those_of_the_index) {
  EXPECT_THAT(texts(), IsEmpty());
  fresh_ = std::vector{task_of("A.md", 1, "a"), task_of("B.md", 1, "b")};
  EXPECT_THAT(texts(), ElementsAre("A.md a", "B.md b"));
  const auto revision = view_.revision();
  EXPECT_THAT(texts(), ElementsAre("A.md a", "B.md b"));
  EXPECT_EQ(view_.revision(), revision);
}

TEST_F(noted_view_test, what_was_written_counts_until_the_index_has_it) {
  fresh_ = std::vector{task_of("A.md", 1, "a"), task_of("B.md", 1, "b"), task_of("C.md", 1, "c")};
  static_cast<void>(texts());
  vault_.write("B.md", "- [ ] new\n- [ ] b\n");
  view_.wrote("B.md", today);
  EXPECT_THAT(texts(), ElementsAre("A.md a", "B.md new", "B.md b", "C.md c"));
  // The index reads other notes first, and the former state of this one.
  fresh_ = std::vector{task_of("A.md", 1, "a2"), task_of("B.md", 1, "b")};
  EXPECT_THAT(texts(), ElementsAre("A.md a2", "B.md new", "B.md b"));
  vault_.write("D.md", "- [ ] d\n");
  view_.wrote("D.md", today);
  EXPECT_THAT(texts(), ElementsAre("A.md a2", "B.md new", "B.md b", "D.md d"));
}

TEST_F(noted_view_test, somebody_elses_later_edit_counts) {
  vault_.write("A.md", "- [ ] ours\n");
  view_.wrote("A.md", today);
  vault_.write("A.md", "- [ ] theirs\n");
  auto theirs = view_.tasks().front();
  fresh_ = std::vector{theirs};
  EXPECT_THAT(texts(), ElementsAre("A.md theirs"));
  std::filesystem::remove(vault_.root() / "A.md");
  fresh_ = std::vector<noted_task>{};
  EXPECT_THAT(texts(), IsEmpty());
}

class written_notes_test : public noted_view_test {
 protected:
  noted_view next_process() {
    return {vault_.root(), [this] { return std::exchange(fresh_, std::optional<std::vector<noted_task>>{}); },
            std::make_shared<known_conventions>(vault_.root()), written_notes{memory_}};
  }

  static std::vector<std::string> texts_of(noted_view& view) {
    view.refresh(today);
    std::vector<std::string> all;
    for (const auto& one : view.tasks()) all.push_back(one.path + " " + one.text);
    return all;
  }

  std::filesystem::path memory_ = vault_.outside() / "written_notes.json";
};

TEST_F(written_notes_test, what_an_earlier_process_wrote_counts_from_the_first_look_on) {
  const std::vector old{task_of("A.md", 1, "a"), task_of("B.md", 1, "b")};
  vault_.write("B.md", "- [ ] new\n");
  vault_.write("C.md", "- [ ] c\n");
  {
    auto view = next_process();
    fresh_ = old;
    EXPECT_THAT(texts_of(view), ElementsAre("A.md a", "B.md b"));
    view.wrote("B.md", today);
    view.wrote("C.md", today);
  }
  auto second = next_process();
  fresh_ = old;  // the index has not come to it
  EXPECT_THAT(texts_of(second), ElementsAre("A.md a", "B.md new", "C.md c"));
  auto third = next_process();
  fresh_ = fail(errc::unavailable, "it is being rebuilt");
  EXPECT_THAT(texts_of(third), ElementsAre("B.md new", "C.md c"));
  const std::vector<noted_task> known{third.tasks()};
  fresh_ = known;
  EXPECT_THAT(texts_of(third), ElementsAre("B.md new", "C.md c"));
  EXPECT_FALSE(std::filesystem::exists(memory_));
  std::filesystem::remove(vault_.root() / "B.md");
  auto fourth = next_process();
  fresh_ = known;
  EXPECT_THAT(texts_of(fourth), ElementsAre("B.md new", "C.md c"));
}

TEST_F(written_notes_test, a_file_that_makes_no_sense_names_none) {
  for (const auto* text : {"", "{", "{}", "[1, null]", R"(["../out.md"])"}) {
    write_text(memory_, text);
    auto view = next_process();
    fresh_ = std::vector{task_of("A.md", 1, "a")};
    EXPECT_THAT(texts_of(view), ElementsAre("A.md a")) << text;
    EXPECT_EQ(view.memory_trouble(), "") << text;
  }
}

TEST_F(written_notes_test, what_cannot_be_kept_is_told) {
  memory_ = vault_.outside() / "nowhere" / "written_notes.json";
  auto view = next_process();
  fresh_ = std::vector<noted_task>{};
  EXPECT_THAT(texts_of(view), IsEmpty());
  vault_.write("A.md", "- [ ] a\n");
  view.wrote("A.md", today);
  EXPECT_NE(view.memory_trouble(), "");
  EXPECT_THAT(texts_of(view), ElementsAre("A.md a"));
}

TEST_F(noted_view_test, an_index_that_cannot_be_read_takes_nothing_away) {
  fresh_ = std::vector{task_of("A.md", 1, "a")};
  static_cast<void>(texts());
  fresh_ = fail(errc::unavailable, "it is about to be rebuilt");
  EXPECT_THAT(texts(), ElementsAre("A.md a"));
  EXPECT_EQ(view_.trouble(), "it is about to be rebuilt");
  fresh_ = std::vector{task_of("A.md", 1, "b")};
  EXPECT_THAT(texts(), ElementsAre("A.md b"));
  EXPECT_EQ(view_.trouble(), "");
}

}  // namespace
}  // namespace secondbrain::vault
