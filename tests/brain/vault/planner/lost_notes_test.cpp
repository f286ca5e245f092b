#include "brain/vault/planner/lost_notes.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using std::chrono::seconds;

const task_key the_call{"Work", "", "call the bank"};
const task_key rest{"Work", "", "rest"};

daily_note note_with(std::string date, std::vector<task_key> keys) {
  daily_note note;
  note.date = std::move(date);
  for (auto& key : keys) note.tasks.push_back({std::move(key), {}, {}});
  return note;
}

class lost_notes_test : public testing::Test {
 protected:
  lost_notes lost;
  const lost_notes::moment now{seconds{1'000}};
};

TEST_F(lost_notes_test, knows_which_note_held_a_task) {
  EXPECT_EQ(lost.holder_of(the_call), std::nullopt);
  lost.lose(note_with("2026-02-08", {the_call}), now);
  lost.lose(note_with("2026-02-09", {rest, the_call}), now);
  lost.lose(note_with("2026-02-10", {rest}), now);
  EXPECT_EQ(lost.holder_of(the_call), "2026-02-09") << "the latest of them";
  EXPECT_EQ(lost.holder_of({"Home", "", "call the bank"}), std::nullopt);
}

TEST_F(lost_notes_test, what_is_there_again_is_not_lost) {
  lost.lose(note_with("2026-02-09", {the_call}), now);
  lost.regain("2026-02-08");
  EXPECT_EQ(lost.holder_of(the_call), "2026-02-09");
  lost.regain("2026-02-09");
  EXPECT_EQ(lost.holder_of(the_call), std::nullopt);
}

TEST_F(lost_notes_test, forgets_after_a_minute) {
  lost.lose(note_with("2026-02-09", {the_call}), now);
  lost.forget_old(now + seconds{59});
  EXPECT_EQ(lost.holder_of(the_call), "2026-02-09");
  lost.forget_old(now + seconds{60});
  EXPECT_EQ(lost.holder_of(the_call), std::nullopt);
}

TEST_F(lost_notes_test, one_that_goes_after_it_was_emptied_is_lost_since_it_was_emptied) {
  lost.lose(note_with("2026-02-09", {the_call}), now);
  lost.lose(note_with("2026-02-09", {}), now + seconds{30});
  EXPECT_EQ(lost.holder_of(the_call), "2026-02-09");
  lost.forget_old(now + seconds{60});
  EXPECT_EQ(lost.holder_of(the_call), std::nullopt);
}

}  // namespace
}  // namespace secondbrain::vault
