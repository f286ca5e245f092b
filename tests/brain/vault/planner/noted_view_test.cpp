// What the index holds of tasks, and what we wrote before it knows.
#include "brain/vault/planner/noted_view.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const day today = *parse_day("2026-02-10");

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
