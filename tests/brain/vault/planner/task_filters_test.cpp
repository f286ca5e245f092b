#include "brain/vault/planner/task_filters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;

std::string refusal(const list_tasks& request) {
  const auto checked = check_filters(request);
  return checked ? "" : checked.error().message;
}

TEST(task_filters, what_is_known_is_taken) {
  list_tasks all;
  EXPECT_EQ(refusal(all), "");
  all.status = "lost";  // finds nothing, as clients of the predecessor know it
  EXPECT_EQ(refusal(all), "");
  for (const std::string dates :
       {"", "2026", "2026-05", "2024-02-29", "2026-05..2026-06", "..2026", "2026-05-01..", "2026-05-01..2027"})
    for (auto field : {&list_tasks::due, &list_tasks::scheduled, &list_tasks::start}) {
      list_tasks one;
      one.*field = dates;
      EXPECT_EQ(refusal(one), "") << dates;
    }
  for (const std::string dialect : {"tasks", "dataview", "tasknotes", "logseq", "due", "org"}) {
    list_tasks one;
    one.dialect = dialect;
    EXPECT_EQ(refusal(one), "") << dialect;
  }
}

TEST(task_filters, what_nobody_knows_is_refused_with_what_there_is) {
  list_tasks one;
  for (const std::string dialect : {"emoji", "plain", "", "Tasks"}) {
    one.dialect = dialect;
    EXPECT_THAT(refusal(one), HasSubstr("dataview"));
    EXPECT_THAT(refusal(one), HasSubstr("\"" + dialect + "\""));
  }
  one = {};
  for (const std::string priority : {"urgent", "", "High"}) {
    one.priority = priority;
    EXPECT_THAT(refusal(one), HasSubstr("highest, high, medium"));
  }
  for (auto field : {&list_tasks::due, &list_tasks::scheduled, &list_tasks::start})
    for (const std::string dates : {"heute", "2026-13", "2026-02-30", "26", "..", "2026-05..x", "x..2026", "2026-5-1",
                                    "2026-05-01T10:00", "2026-05-01 "}) {
      one = {};
      one.*field = dates;
      EXPECT_THAT(refusal(one), HasSubstr("2026-05..2026-06")) << dates;
    }
}

}  // namespace
}  // namespace secondbrain::vault
