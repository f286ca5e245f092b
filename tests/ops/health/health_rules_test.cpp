#include "ops/health/health_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

health_inputs well() {
  health_inputs inputs;
  inputs.vault = vault_condition::ok;
  inputs.vault_path = "/notes";
  inputs.free_disk_bytes = 50 * gibibyte;
  return inputs;
}

sync_status failed_at(std::optional<sync_step> step, std::string reason) {
  sync_status sync;
  sync.state = sync_state::failed;
  sync.failure = sync_failure{step, std::move(reason)};
  return sync;
}

TEST(health_rules, all_is_well) {
  auto report = judge(well());
  EXPECT_EQ(report.state, verdict::ok);
  EXPECT_EQ(report.vault, "ok");
  EXPECT_EQ(report.free_disk_gb, 50.0);
  EXPECT_FALSE(report.disk_low || report.sync_stale || report.last_sync_hours_ago);
  EXPECT_EQ(report.summary, "All is well.");
}

// OPS-3, OPS-4.
TEST(health_rules, without_a_vault_it_is_an_error) {
  for (auto condition : {vault_condition::not_configured, vault_condition::missing, vault_condition::unreadable}) {
    auto inputs = well();
    inputs.vault = condition;
    auto report = judge(inputs);
    EXPECT_EQ(report.state, verdict::error);
    EXPECT_EQ(report.vault, "not configured or missing");
    EXPECT_THAT(report.summary, HasSubstr("vault"));
  }
}

// OPS-5.
TEST(health_rules, little_room_is_a_warning) {
  auto inputs = well();
  inputs.free_disk_bytes = gibibyte / 2;
  auto report = judge(inputs);
  EXPECT_EQ(report.state, verdict::warning);
  EXPECT_TRUE(report.disk_low);
  EXPECT_EQ(report.free_disk_gb, 0.5);
  inputs.free_disk_bytes = gibibyte;
  EXPECT_FALSE(judge(inputs).disk_low);
}

TEST(health_rules, an_error_is_not_downgraded_by_a_warning) {
  auto inputs = well();
  inputs.vault = vault_condition::missing;
  inputs.free_disk_bytes = 0;
  EXPECT_EQ(judge(inputs).state, verdict::error);
}

// OPS-7, OPS-8.
TEST(health_rules, a_stale_sync_is_reported_and_changes_nothing) {
  auto inputs = well();
  inputs.sync = {sync_state::stale, "then", 26.0, {}};
  auto report = judge(inputs);
  EXPECT_EQ(report.state, verdict::ok);
  EXPECT_TRUE(report.sync_stale);
  EXPECT_EQ(report.last_sync_hours_ago, 26.0);
  inputs.sync = {sync_state::ok, "then", 1.0, {}};
  EXPECT_FALSE(judge(inputs).sync_stale);
}

TEST(health_rules, the_age_of_a_sync_is_told_as_people_tell_it) {
  auto inputs = well();
  for (auto [hours, words] : {std::pair{0.0, "completed just now."}, std::pair{0.9, "completed 54 minutes ago."},
                              std::pair{5.0, "completed 5 hours ago."}}) {
    inputs.sync = {sync_state::ok, "then", hours, {}};
    EXPECT_THAT(judge(inputs).checks[2].message, HasSubstr(words));
  }
}

// Weakness W62: the reference keeps quiet about it.
TEST(health_rules, a_failed_sync_is_a_warning_with_its_reason) {
  auto inputs = well();
  inputs.sync = failed_at(std::nullopt, "boom");
  auto report = judge(inputs);
  EXPECT_EQ(report.state, verdict::warning);
  EXPECT_THAT(report.summary, HasSubstr("boom"));
}

TEST(health_rules, a_failed_sync_is_told_in_one_plain_sentence) {
  auto inputs = well();
  inputs.sync = failed_at(sync_step::tasks, "Tasks is a file. Try again..");
  EXPECT_EQ(judge(inputs).summary,
            "The last sync failed while updating the task lists: Tasks is a file. Try again. It is tried again by "
            "itself.");
  inputs.sync_is_scheduled = false;
  EXPECT_THAT(judge(inputs).summary, HasSubstr("run `secondbrain sync` again"));
  EXPECT_THAT(judge(inputs).summary, ::testing::Not(HasSubstr("by itself")));
}

TEST(health_rules, everything_else_is_said_to_work_where_one_thing_does_not_and_there_is_a_vault) {
  auto inputs = well();
  inputs.components = {{"backup", verdict::warning, "The last backup failed."}};
  EXPECT_EQ(judge(inputs).summary, "The last backup failed. Everything else works.");
  for (const auto* name : {"backup_elsewhere", "backup_increments", "alarms"}) {
    inputs.components.front().name = name;
    EXPECT_EQ(judge(inputs).summary, "The last backup failed. Everything else works.") << name;
  }
  inputs.components.front().state = verdict::error;
  EXPECT_EQ(judge(inputs).summary, "The last backup failed. Everything else works.");
  inputs.free_disk_bytes = 0;
  EXPECT_EQ(judge(inputs).summary, "The last backup failed. One more thing needs attention.");
  for (const auto* name : {"lexical", "index-tracker", "usage", "reindexer", "planner", "index", "worker-1"}) {
    auto needed = well();
    needed.components = {{name, verdict::warning, "Failed and being restarted."}};
    EXPECT_THAT(judge(needed).summary, ::testing::Not(HasSubstr("verything else works"))) << name;
  }
  for (auto condition : {vault_condition::not_configured, vault_condition::missing, vault_condition::unreadable,
                         vault_condition::empty, vault_condition::read_only}) {
    auto without = well();
    without.vault = condition;
    EXPECT_THAT(judge(without).summary, ::testing::Not(HasSubstr("verything else works")));
  }
}

TEST(health_rules, without_a_vault_search_is_said_to_answer_only_where_something_was_read) {
  for (auto condition : {vault_condition::not_configured, vault_condition::missing, vault_condition::unreadable}) {
    auto inputs = well();
    inputs.vault = condition;
    inputs.sync = failed_at(std::nullopt, "boom");
    EXPECT_THAT(judge(inputs).checks.front().message, ::testing::Not(HasSubstr("Search still answers")));
    inputs.notes_searchable = 7;
    if (condition == vault_condition::not_configured) continue;
    EXPECT_THAT(judge(inputs).checks.front().message, HasSubstr("Search still answers"));
  }
}

TEST(health_rules, components_take_part_and_the_worst_speaks) {
  auto inputs = well();
  inputs.free_disk_bytes = 0;
  inputs.components = {{"index", verdict::ok, "fine"}, {"actors", verdict::error, "root/search hangs."}};
  auto report = judge(inputs);
  EXPECT_EQ(report.state, verdict::error);
  EXPECT_EQ(report.summary, "root/search hangs. One more thing needs attention.");
  ASSERT_EQ(report.checks.size(), 5U);
  EXPECT_EQ(report.checks[0].name, "vault");
  EXPECT_EQ(report.checks[4].name, "actors");
}

TEST(look_at_vault, sees_what_is_there) {
  temporary_directory directory;
  EXPECT_EQ(look_at_vault(std::nullopt), vault_condition::not_configured);
  EXPECT_EQ(look_at_vault(directory / "missing"), vault_condition::missing);
  EXPECT_EQ(look_at_vault(directory.path()), vault_condition::empty);
  std::filesystem::create_directory(directory / "lost+found");
  EXPECT_EQ(look_at_vault(directory.path()), vault_condition::empty);
  write_text(directory / "note.md", "x");
  EXPECT_EQ(look_at_vault(directory.path()), vault_condition::ok);
  EXPECT_EQ(look_at_vault(directory / "note.md"), vault_condition::missing) << "a file is no vault";
}

TEST(health_rules, a_remark_is_made_even_when_all_is_well) {
  auto inputs = well();
  inputs.components.push_back({"captures", verdict::ok, "…", "3 captures wait to be filed."});
  EXPECT_EQ(judge(inputs).summary, "All is well. 3 captures wait to be filed.");
}

TEST(health_rules, all_is_not_well_while_the_index_is_built) {
  auto inputs = well();
  inputs.under_way = "Your notes are still being read: 3 of 10 notes can be found so far.";
  EXPECT_EQ(judge(inputs).state, verdict::ok);
  EXPECT_EQ(judge(inputs).summary, inputs.under_way);
  inputs.vault = vault_condition::missing;
  EXPECT_NE(judge(inputs).summary, inputs.under_way);
}

}  // namespace
}  // namespace secondbrain::ops
