#include "brain/vault/planner/events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/notes_of.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> titles(const daily_note_map& notes, std::string_view start, std::string_view end) {
  std::vector<std::string> found;
  for (auto& each : events_between(notes, start, end)) found.push_back(each.title);
  return found;
}

const auto notes =
    notes_of({{"2026-02-03", "## Events\n- Trip (through 2026-02-06)\n"},
              {"2026-02-05", "## Events\n- 14:00 — Call\n- 9:00 — Standup\n- Holiday\n- 09:00 — Coffee\n"},
              {"2026-02-08", "## Events\n- Fair (through 2026-02-01)\n"}});

// EVT-8, W56
TEST(events, come_by_day_and_by_time_of_day) {
  EXPECT_THAT(titles(notes, "2026-02-01", "2026-02-28"),
              ElementsAre("Trip", "Holiday", "Standup", "Coffee", "Call", "Fair"));
}

// EVT-11, EVT-15
TEST(events, outside_the_days_are_left_out) {
  EXPECT_THAT(titles(notes, "2026-02-07", "2026-02-08"), ElementsAre("Fair"));
  EXPECT_THAT(titles(notes, "2026-02-09", "2026-02-20"), IsEmpty());
  EXPECT_THAT(titles(notes, "2026-01-01", "2026-02-02"), IsEmpty());
}

// EVT-12, EVT-13, EVT-14
TEST(events, of_several_days_count_on_each_of_them) {
  EXPECT_THAT(titles(notes, "2026-02-04", "2026-02-04"), ElementsAre("Trip"));
  EXPECT_THAT(titles(notes, "2026-02-06", "2026-02-07"), ElementsAre("Trip"));
  EXPECT_THAT(titles(notes, "2026-02-01", "2026-02-03"), ElementsAre("Trip"));
}

TEST(events, between_days_in_the_wrong_order_are_those_that_span_both) {
  EXPECT_THAT(titles(notes, "2026-02-05", "2026-02-04"), ElementsAre("Trip"));
  EXPECT_THAT(titles(notes, "2026-02-08", "2026-02-07"), IsEmpty());
}

// EVT-16
TEST(events, of_no_notes_are_none) {
  EXPECT_THAT(titles({}, "2026-02-01", "2026-02-28"), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::vault
