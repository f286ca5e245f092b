#include "ops/alarms/observation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ops/alarms/alarm_rules.hpp"

namespace secondbrain::ops {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t observed_at = 1'770'292'800;

surroundings all_well() {
  surroundings around;
  around.service.emplace();
  around.service->budget = budget_use{0.1, 2, 1, 20};
  around.now = observed_at;
  return around;
}

observation of(const surroundings& around, std::string_view rule, const config& settings = {}) {
  for (auto& one : observe(around, settings))
    if (one.rule == rule) return one;
  return {"missing", finding::unknown, {}};
}

void check(surroundings& around, std::string name, verdict state, std::string message = "It is so.") {
  around.service->health.checks.push_back({std::move(name), state, std::move(message)});
}

void restarts(surroundings& around, int count, std::int64_t at) {
  actor_status part;
  part.name = "root/stores/usage";
  part.title = "record of costs";
  for (int i = 0; i < count; ++i)
    part.recent_restarts.push_back({std::chrono::system_clock::time_point{std::chrono::seconds{at}}, "it broke"});
  around.service->tree.actors.push_back(part);
}

TEST(observation, all_is_well_for_every_rule_where_nothing_is_wrong) {
  for (const auto& one : observe(all_well(), {})) EXPECT_EQ(one.found, finding::well) << one.rule;
}

TEST(observation, a_store_that_breaks_down_at_work_is_not_damaged_and_one_that_cannot_begin_is) {
  for (const bool at_start : {false, true}) {
    auto around = all_well();
    actor_status part;
    part.name = "root/stores/conversations";
    part.state = actor_state::backing_off;
    part.recent_restarts = {{{}, "it broke", at_start}, {{}, "it broke", !at_start}};
    around.service->tree.actors.push_back(part);
    check(around, "stores/conversations", verdict::warning, "Failed and being restarted: conversations.");
    EXPECT_EQ(of(around, "store-damaged").found, at_start ? finding::trouble : finding::well);
    around.service->tree.actors.back().recovery = store_recovery{{}, store_worth::recorded, "It was damaged."};
    EXPECT_EQ(of(around, "store-damaged").found, finding::trouble) << "it was damaged besides";
  }
}

/// What makes each rule see trouble, and what does not yet.
struct sight {
  std::string rule;
  std::function<void(surroundings&)> trouble;
  std::function<void(surroundings&)> none;
};

TEST(observation, each_rule_sees_its_trouble_and_no_other) {
  const auto checked = [](const char* rule, const char* name, verdict state, const char* other, verdict harmless) {
    return sight{rule, [=](auto& around) { check(around, name, state); },
                 [=](auto& around) { check(around, other, harmless); }};
  };
  const std::vector<sight> sights{
      checked("vault-missing", "vault", verdict::error, "vault", verdict::warning),
      checked("disk-low", "disk", verdict::warning, "disk", verdict::ok),
      checked("store-damaged", "stores/lexical", verdict::warning, "stores/lexical", verdict::ok),
      {"restart-storm", [](auto& around) { restarts(around, storm_restarts, observed_at - 60); },
       [](auto& around) {
         restarts(around, storm_restarts - 1, observed_at - 60);
         restarts(around, 10, observed_at - 601);
         around.starts = storm_restarts - 1;
       }},
      {"part-hung",
       [](auto& around) {
         around.service->tree.actors.emplace_back();
         around.service->tree.actors.back().state = actor_state::hung;
       },
       [](auto& around) {
         around.service->tree.actors.emplace_back();
         around.service->tree.actors.back().state = actor_state::running;
       }},
      checked("index-frozen", "index", verdict::error, "index", verdict::warning),
      checked("sync-failed", "sync", verdict::warning, "sync", verdict::ok),
      checked("sync-late", "schedule", verdict::warning, "schedule", verdict::ok),
      checked("captures-stuck", "captures", verdict::warning, "captures", verdict::ok),
      checked("backup-old", "backup", verdict::warning, "backup_elsewhere", verdict::ok),
      checked("backup-elsewhere", "backup_elsewhere", verdict::error, "backup", verdict::ok),
      {"copy-mended",
       [](auto& around) {
         check(around, "backup_elsewhere", verdict::ok);
         around.service->health.checks.back().remark = "The note a.md was copied again.";
       },
       [](auto& around) { check(around, "backup_elsewhere", verdict::ok); }},
      {"budget-near",
       [](auto& around) {
         around.service->budget = budget_use{1.6, 2, 1, 20};
       },
       [](auto& around) {
         around.service->budget = budget_use{1.59, 2, 15.9, 20};
       }},
      checked("model-host-down", "model-host", verdict::warning, "model-host", verdict::ok),
      checked("extraction-stale", "models", verdict::warning, "models", verdict::ok),
      {"clock-wrong", [](auto& around) { around.clock_trouble = "The clock was set."; }, [](auto&) {}},
      checked("channel-broken", "alarms", verdict::error, "alarms", verdict::ok)};
  ASSERT_EQ(sights.size(), alarm_rules().size()) << "every rule is looked at";
  for (const auto& one : sights) {
    auto harmless = all_well();
    one.none(harmless);
    EXPECT_EQ(of(harmless, one.rule).found, finding::well) << one.rule;
    auto bad = all_well();
    one.trouble(bad);
    for (const auto& seen : observe(bad, {})) {
      if (seen.rule == one.rule) {
        EXPECT_EQ(seen.found, finding::trouble) << one.rule;
        EXPECT_FALSE(seen.text.empty()) << one.rule;
      } else {
        EXPECT_NE(seen.found, finding::trouble) << seen.rule << " while " << one.rule;
      }
    }
  }
}

TEST(observation, what_follows_from_the_missing_vault_is_not_told_for_itself) {
  auto around = all_well();
  check(around, "vault", verdict::error);
  check(around, "index", verdict::error);
  EXPECT_EQ(of(around, "index-frozen").found, finding::unknown);
  EXPECT_EQ(of(around, "sync-late").found, finding::unknown) << "it cannot run now, which proves nothing";
  EXPECT_EQ(of(around, "disk-low").found, finding::well);
}

TEST(observation, a_cause_that_is_off_swallows_none_of_its_consequences) {
  int consequences = 0;
  for (const auto& rule : alarm_rules()) {
    const auto* cause = find_alarm_rule(rule.consequence_of);
    if (cause == nullptr) continue;
    ++consequences;
    ASSERT_EQ(cause->checks, "vault") << "another cause: look at it here as well";
    auto around = all_well();
    check(around, "vault", verdict::error);
    check(around, std::string{rule.checks}, verdict::error, "A consequence.");
    EXPECT_EQ(of(around, rule.name).found, finding::unknown) << rule.name;
    config settings;
    settings.*cause->grace = {};
    EXPECT_EQ(of(around, rule.name, settings).text, "A consequence.") << rule.name;
  }
  EXPECT_EQ(consequences, 3);
}

TEST(observation, a_part_that_hangs_is_told_once) {
  for (const auto* name : {"stores/usage", "alarms/rules", "keeper/backup", "index/embedder"}) {
    auto around = all_well();
    auto& part = around.service->tree.actors.emplace_back();
    part.name = "root/" + std::string{name};
    part.state = actor_state::hung;
    check(around, name, verdict::error, "Not answering at the moment.");
    for (const auto& one : observe(around, {}))
      EXPECT_EQ(one.found == finding::trouble, one.rule == "part-hung") << name << ": " << one.rule;
    config settings;
    settings.alarm_part_hung = {};
    int told = 0;
    for (const auto& one : observe(around, settings))
      if (one.found == finding::trouble && one.rule != "part-hung") ++told;
    EXPECT_EQ(told, 1) << name << ": the rule that would tell it is off";
  }
}

TEST(observation, a_damaged_store_that_hangs_as_well_is_both) {
  auto around = all_well();
  auto& part = around.service->tree.actors.emplace_back();
  part.name = "root/stores/usage";
  part.state = actor_state::hung;
  check(around, "stores/usage", verdict::error, "Not answering at the moment.");
  check(around, "stores/usage", verdict::warning, "It was damaged.");
  check(around, "stores/lexical", verdict::error, "This one is damaged, too.");
  EXPECT_EQ(of(around, "store-damaged").text, "It was damaged.\nThis one is damaged, too.");
}

TEST(observation, a_service_that_is_started_again_and_again_is_a_storm) {
  auto around = all_well();
  around.starts = storm_restarts;
  EXPECT_THAT(of(around, "restart-storm").text, HasSubstr("started again 5 times within 10 min"));
}

TEST(observation, the_reason_of_the_newest_restart_is_named) {
  auto around = all_well();
  restarts(around, storm_restarts, observed_at - 10);
  EXPECT_THAT(of(around, "restart-storm").text, HasSubstr("record of costs: it broke."));
}

TEST(observation, several_checks_are_all_told) {
  auto around = all_well();
  check(around, "stores/usage", verdict::warning, "One is damaged");
  check(around, "stores/lexical", verdict::error, "Another is damaged.");
  EXPECT_EQ(of(around, "store-damaged").text, "One is damaged.\nAnother is damaged.");
}

TEST(observation, what_a_full_disk_keeps_from_being_written_is_not_damaged) {
  constexpr auto full = "Notices that wait to be sent cannot be saved: cannot write alarms.json: the disk is full.";
  auto around = all_well();
  check(around, "alarms/rules", verdict::warning, full);
  EXPECT_EQ(of(around, "store-damaged").found, finding::trouble) << "no other rule tells of it";
  check(around, "disk", verdict::error, "Nearly nothing is free.");
  EXPECT_EQ(of(around, "store-damaged").found, finding::well);
  EXPECT_EQ(of(around, "disk-low").found, finding::trouble);
  check(around, "stores/usage", verdict::warning, "It was damaged.");
  EXPECT_EQ(of(around, "store-damaged").text, "It was damaged.");
}

/// What the causes are for: each further one is told.
TEST(observation, what_is_wrong_has_a_name_for_each_thing) {
  auto around = all_well();
  check(around, "stores/usage", verdict::warning);
  EXPECT_THAT(of(around, "store-damaged").causes, ElementsAre("stores/usage"));
  check(around, "stores/lexical", verdict::error);
  EXPECT_THAT(of(around, "store-damaged").causes,
              ElementsAre("stores/usage", "stores/lexical", "stores/lexical/error"));
  check(around, "alarms", verdict::warning);
  around.service->health.checks.back().causes = {"ntfy", "email"};
  EXPECT_THAT(of(around, "channel-broken").causes, ElementsAre("alarms", "alarms/ntfy", "alarms/email"));
  around.service->budget = budget_use{1.9, 2, 19, 20};
  EXPECT_THAT(of(around, "budget-near").causes, ElementsAre("daily", "monthly"));
  around.starts = storm_restarts;
  restarts(around, storm_restarts, observed_at - 10);
  EXPECT_THAT(of(around, "restart-storm").causes, ElementsAre("parts", "service"));
  for (const auto* name : {"root/sync", "root/search"}) {
    around.service->tree.actors.emplace_back();
    around.service->tree.actors.back().name = name;
    around.service->tree.actors.back().state = actor_state::hung;
  }
  EXPECT_THAT(of(around, "part-hung").causes, ElementsAre("root/sync", "root/search"));
}

TEST(observation, a_look_that_does_not_come_back_is_trouble_itself_and_tells_of_nothing_else) {
  surroundings around;
  for (const auto& one : observe(around, {})) {
    if (one.rule == "part-hung") {
      EXPECT_THAT(one.text, HasSubstr("disk does not answer"));
    } else if (one.rule != "clock-wrong") {
      EXPECT_EQ(one.found, finding::unknown) << one.rule;
    }
  }
}

TEST(observation, a_budget_that_is_not_known_or_not_limited_is_no_trouble) {
  auto around = all_well();
  around.service->budget.reset();
  EXPECT_EQ(of(around, "budget-near").found, finding::unknown);
  around.service->budget = budget_use{100, 0, 100, 0};
  EXPECT_EQ(of(around, "budget-near").found, finding::well);
  around.service->budget = budget_use{0, 2, 16, 20};
  EXPECT_THAT(of(around, "budget-near").text, HasSubstr("$16.00 of the monthly budget of $20.00"));
}

}  // namespace
}  // namespace secondbrain::ops
