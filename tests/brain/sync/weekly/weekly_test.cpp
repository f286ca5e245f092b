#include "brain/sync/weekly/weekly.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "brain/sync/weekly/weekly_review.hpp"
#include "tests/brain/vault/notes_of.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

vault::day day(std::string_view text) {
  return *vault::parse_day(text);
}

const auto week = vault::week_of(day("2026-02-04"));
const auto notes = vault::notes_of({{"2026-02-01", "## Focus\n- before\n## Tasks\n- [ ] before\n"},
                                    {"2026-02-02",
                                     "## Focus\n- Garden fence\n- Rest\n## Notes\n- The fence is old\n## Tasks\n### "
                                     "Work\n- [ ] Call (due: 2026-02-20)\n- [x] Pay\n"},
                                    {"2026-02-04",
                                     "## Focus\n- Garden fence\n- Garden fence\n## Notes\n- Bought wood for the "
                                     "fence\n## Tasks\n- [x] Loose\n- [ ] Open\n"},
                                    {"2026-02-08", "## Focus\n- Paint\n## Notes\n- The fence stands\n"},
                                    {"2026-02-09", "## Focus\n- after\n"}});

// WEK-14, WEK-15, WEK-9, WEK-10, WEK-11
TEST(weekly_review, says_what_the_week_was) {
  EXPECT_EQ(
      render_weekly_review(review_week(notes, week), day("2026-02-10")),
      "---\ntype: weekly\nweek: 2026-W06\nstart_date: 2026-02-02\nend_date: 2026-02-08\ngenerated: 2026-02-10\n---\n\n"
      "# Week 6 — Feb 2–Feb 8, 2026\n\n"
      "## Focus Areas\n- Garden fence (Mon, Wed)\n- Rest (Mon)\n- Paint (Sun)\n\n"
      "## Completed\n### Uncategorized\n- Loose\n### Work\n- Pay\n\n"
      "## Still Open\n### Uncategorized\n- [ ] Open\n### Work\n- [ ] Call (due: 2026-02-20)\n\n"
      "## Notes & Observations\n- The fence is old\n- Bought wood for the fence\n- The fence stands\n\n"
      "## Recurring Topics\nfence\n\n");
}

// WEK-13
TEST(weekly_review, an_empty_week_says_so) {
  auto review = review_week({}, vault::week_of(day("2027-01-01")));
  EXPECT_THAT(review.focus, IsEmpty());
  EXPECT_THAT(review.tasks, IsEmpty());
  EXPECT_THAT(review.notes, IsEmpty());
  EXPECT_THAT(review.topics, IsEmpty());
  EXPECT_EQ(
      render_weekly_review(review, day("2027-01-01")),
      "---\ntype: weekly\nweek: 2026-W53\nstart_date: 2026-12-28\nend_date: 2027-01-03\ngenerated: 2027-01-01\n---\n\n"
      "# Week 53 — Dec 28–Jan 3, 2027\n\n"
      "## Focus Areas\n- *No focus items recorded*\n\n## Completed\n- *No tasks completed*\n\n"
      "## Still Open\n- *All tasks completed!*\n\n## Notes & Observations\n- *No notes recorded*\n\n"
      "## Recurring Topics\n*No recurring topics detected*\n\n");
}

class weekly : public testing::Test {
 protected:
  weekly() { folder.write("00_Daily/2026-01-05.md", "## Tasks\n- [ ] Of another week\n"); }

  step_result write() {
    auto outcome = write_weekly_review(writer, view, day("2026-02-04"), day("2026-02-10"));
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(step_result{});
  }

  std::vector<std::string> names() {
    std::vector<std::string> found;
    for (auto& each : std::filesystem::directory_iterator{folder.root() / "00_Weekly"})
      found.push_back(each.path().filename().string());
    return found;
  }

  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  vault::daily_view view{folder.root()};
};

// WEK-16, WEK-17
TEST_F(weekly, is_written_over_what_was_there) {
  folder.write("00_Daily/2026-02-04.md", "## Focus\n- Garden fence\n");
  auto today = day("2026-02-10");
  ASSERT_TRUE(write_weekly_review(writer, view, day("2026-02-04"), today));
  auto outcome = write_weekly_review(writer, view, day("2026-02-08"), today);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->summary, HasSubstr("00_Weekly/2026-W06.md"));
  auto text = *writer.read("00_Weekly/2026-W06.md");
  EXPECT_EQ(text.find("## Focus Areas"), text.rfind("## Focus Areas"));
  EXPECT_THAT(text, HasSubstr("- Garden fence (Wed)\n"));
}

TEST_F(weekly, without_a_vault_nothing_is_made) {
  std::filesystem::remove_all(folder.root());
  auto outcome = write_weekly_review(writer, view, day("2026-02-04"), day("2026-02-10"));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::vault_missing);
  EXPECT_FALSE(std::filesystem::exists(folder.root()));
}

TEST_F(weekly, of_a_vault_that_is_kept_in_another_way_no_review_is_written) {
  std::filesystem::remove_all(folder.root() / "00_Daily");
  for (const std::string other : {"Tagebuch/2026-02-04.md", "journals/2026_02_04.md", "00_Daily/Ideas.md"}) {
    folder.write(other, "## Tasks\n- [x] Buy tea\n");
    EXPECT_THAT(write().summary, HasSubstr("this vault has none; so nothing was written"));
    EXPECT_FALSE(std::filesystem::exists(folder.root() / "00_Weekly")) << other;
  }
}

TEST_F(weekly, a_note_of_ones_own_is_left_alone) {
  for (const std::string own :
       {"# My week\n", "---\ntype: weekly\n---\n\nmine\n", "generated: 2026-02-10\ntype: weekly\n"}) {
    folder.write("00_Weekly/2026-W06.md", own);
    auto outcome = write();
    EXPECT_EQ(*writer.read("00_Weekly/2026-W06.md"), own);
    EXPECT_THAT(*writer.read("00_Weekly/2026-W06 (SecondBrain).md"), HasSubstr("# Week 6"));
    EXPECT_THAT(outcome.summary, HasSubstr("00_Weekly/2026-W06.md is not SecondBrain's and stays"));
  }
}

TEST_F(weekly, an_empty_note_of_ones_own_is_left_alone) {
  for (const std::string empty : {"", "\r\n", " \n"}) {
    folder.write("00_Weekly/2026-W06.md", empty);
    EXPECT_THAT(write().summary, HasSubstr("00_Weekly/2026-W06.md is not SecondBrain's"));
    EXPECT_EQ(*writer.read("00_Weekly/2026-W06.md"), empty);
    EXPECT_THAT(*writer.read("00_Weekly/2026-W06 (SecondBrain).md"), HasSubstr("# Week 6"));
  }
}

TEST_F(weekly, a_folder_of_that_name_is_passed_by) {
  folder.write("00_Weekly/2026-W06.md/inside.md", "mine");
  write();
  EXPECT_THAT(*writer.read("00_Weekly/2026-W06 (SecondBrain).md"), HasSubstr("# Week 6"));
}

TEST_F(weekly, an_edited_review_is_kept_beside) {
  write();
  auto edited = *writer.read("00_Weekly/2026-W06.md") + "What I learned.\n";
  folder.write("00_Weekly/2026-W06.md", edited);
  auto outcome = write();
  EXPECT_THAT(outcome.summary, HasSubstr("What it said before is kept in 00_Weekly/2026-W06 (kept 2026-02-10 "));
  ASSERT_EQ(names().size(), 2U);
  write();
  EXPECT_EQ(names().size(), 2U) << "one that nobody edited is written over";
}

}  // namespace
}  // namespace secondbrain::sync
