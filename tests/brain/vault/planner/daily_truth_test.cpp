// A vault of daily notes whose tasks and events are known. It is large and not part of the sources: `vault/` and
// `truth.json` lie in the folder that SECONDBRAIN_DAILY_VAULT names, or beside the checkout.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "brain/vault/planner/daily_notes.hpp"
#include "brain/vault/planner/events.hpp"
#include "brain/vault/planner/tasks.hpp"

namespace secondbrain::vault {
namespace {

namespace json = boost::json;

class daily_truth : public testing::Test {
 protected:
  void SetUp() override {
    const auto* named = std::getenv("SECONDBRAIN_DAILY_VAULT");
    const std::filesystem::path folder{named != nullptr ? named : DAILY_VAULT_BESIDE};
    std::ifstream file{folder / "truth.json"};
    if (!file && named == nullptr)
      GTEST_SKIP()
          << "SECONDBRAIN_DAILY_VAULT names no folder with vault/ and truth.json, and none lies beside the checkout";
    ASSERT_TRUE(file) << folder;
    truth_ = json::parse(std::string{std::istreambuf_iterator<char>{file}, {}}).as_object();
    notes_.emplace(folder / "vault");
    auto refreshed = notes_->refresh();
    ASSERT_TRUE(refreshed) << refreshed.error().message;
    EXPECT_TRUE(notes_->problems().empty());
  }

  json::object truth_;
  std::optional<daily_notes> notes_;
};

TEST_F(daily_truth, every_task_and_nothing_else) {
  json::array found;
  for (auto& one : aggregate_tasks(notes_->notes(), *parse_day("2026-11-24"))) {
    found.push_back({{"text", one.text},
                     {"category", one.category},
                     {"sub_project", one.sub_project},
                     {"due_date", one.due_date},
                     {"status", to_string(one.status)},
                     {"first_date", one.first_date},
                     {"latest_date", one.latest_date},
                     {"appearance_count", one.appearance_count}});
  }
  auto& expected = truth_["tasks"].as_array();
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], expected[i]) << "task " << i;
}

TEST_F(daily_truth, every_event_and_nothing_else) {
  json::array found;
  for (auto& each : events_between(notes_->notes(), "0001-01-01", "9999-12-31")) {
    found.push_back({{"date", each.date}, {"time", each.time}, {"title", each.title}, {"end_date", each.end_date}});
  }
  auto& expected = truth_["events"].as_array();
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i], expected[i]) << "event " << i;
}

TEST_F(daily_truth, a_second_look_reads_nothing) {
  auto read = notes_->files_read();
  ASSERT_EQ(read, notes_->notes().size());
  ASSERT_TRUE(notes_->refresh());
  EXPECT_EQ(notes_->files_read(), read);
}

}  // namespace
}  // namespace secondbrain::vault
