#include "ops/config/config_value.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::ops {
namespace {

const config_variable& variable(std::string_view name) {
  const auto* found = find_variable("SECONDBRAIN_" + std::string{name});
  EXPECT_NE(found, nullptr) << name;
  return *found;
}

class config_value : public ::testing::Test {
 protected:
  /// What is allowed instead; empty: the value was taken.
  std::string assign(std::string_view name, const std::string& text) {
    return ops::assign(settings_, variable(name), text, {"/etc/notes", "/home/ann"}).value_or("");
  }
  std::string text_of(std::string_view name) const { return ops::text_of(settings_, variable(name)); }

  config settings_;
};

TEST_F(config_value, whole_numbers_keep_to_their_limits) {
  EXPECT_EQ(assign("PORT", "0"), "");
  EXPECT_EQ(assign("PORT", "65535"), "");
  EXPECT_EQ(settings_.port, 65535);
  for (const auto* wrong : {"65536", "-1", "80.0", "0x50", "80 ", " 80", "", "port", "99999999999999999999"})
    EXPECT_EQ(assign("PORT", wrong), "a whole number from 0 to 65535") << wrong;
  EXPECT_EQ(settings_.port, 65535) << "what is refused sets nothing";
}

TEST_F(config_value, durations_are_whole_numbers_of_their_unit) {
  EXPECT_EQ(assign("SWEEP_INTERVAL", "86400"), "");
  EXPECT_EQ(settings_.sweep_interval, std::chrono::hours{24});
  EXPECT_EQ(assign("SWEEP_INTERVAL", "0"), "a whole number of seconds from 1 to 86400");
  EXPECT_EQ(assign("BACKUP_INTERVAL", "48"), "");
  EXPECT_EQ(settings_.backup_interval, std::chrono::hours{48});
  EXPECT_EQ(assign("BACKUP_INTERVAL", "2h"), "a whole number of hours from 0 to 8760");
}

TEST_F(config_value, numbers_may_have_a_fraction_and_must_be_finite) {
  EXPECT_EQ(assign("MASS_DELETE_SHARE", "0.25"), "");
  EXPECT_EQ(settings_.mass_delete_share, 0.25);
  for (const auto* wrong : {"1.01", "-0.1", "nan", "inf", "0,25", "a quarter", ""})
    EXPECT_EQ(assign("MASS_DELETE_SHARE", wrong), "a number from 0 to 1") << wrong;
  EXPECT_EQ(settings_.mass_delete_share, 0.25);
}

TEST_F(config_value, yes_and_no_have_many_words) {
  for (const auto* yes : {"true", "1", "Yes", "ON", "t", "y"}) {
    settings_.debug = false;
    EXPECT_EQ(assign("DEBUG", yes), "") << yes;
    EXPECT_TRUE(settings_.debug) << yes;
  }
  for (const auto* no : {"false", "0", "No", "OFF", "f", "n"}) {
    settings_.debug = true;
    EXPECT_EQ(assign("DEBUG", no), "") << no;
    EXPECT_FALSE(settings_.debug) << no;
  }
  for (const auto* wrong : {"", "2", "perhaps"}) EXPECT_EQ(assign("DEBUG", wrong), "true or false") << wrong;
}

TEST_F(config_value, choices_are_named_in_any_case_and_listed_when_none_is_meant) {
  EXPECT_EQ(assign("WATCH", "Poll"), "");
  EXPECT_EQ(settings_.watch, watch_mode::poll);
  EXPECT_EQ(assign("WATCH", "always"), "auto, poll or off");
  EXPECT_EQ(settings_.watch, watch_mode::poll);
  EXPECT_EQ(assign("LOG_LEVEL", "loud"), "debug, info, warning or error");
  EXPECT_EQ(assign("EMBEDDING_PROVIDER", ""), "local or openai");
  EXPECT_EQ(text_of("WATCH"), "poll");
}

TEST_F(config_value, paths_begin_at_the_env_file_or_at_home) {
  EXPECT_EQ(assign("VAULT_PATH", "vault"), "");
  EXPECT_EQ(settings_.vault_path, "/etc/notes/vault");
  EXPECT_EQ(assign("DATA_PATH", "~/data"), "");
  EXPECT_EQ(settings_.data_path, "/home/ann/data");
  EXPECT_EQ(assign("DATA_PATH", "/var/data"), "");
  EXPECT_EQ(text_of("DATA_PATH"), "/var/data");
}

TEST_F(config_value, lists_are_separated_by_commas) {
  EXPECT_EQ(assign("ALLOWED_HOSTS", "notes.example, box.example ,"), "");
  EXPECT_EQ(settings_.allowed_hosts, (std::vector<std::string>{"notes.example", "box.example"}));
  EXPECT_EQ(text_of("ALLOWED_HOSTS"), "notes.example, box.example");
  EXPECT_EQ(assign("ALLOWED_HOSTS", ""), "");
  EXPECT_TRUE(settings_.allowed_hosts.empty());
}

TEST_F(config_value, what_is_not_set_is_empty_text) {
  EXPECT_EQ(text_of("VAULT_PATH"), "");
  EXPECT_EQ(text_of("OPENAI_EMBEDDING_DIMENSIONS"), "");
  EXPECT_EQ(assign("OPENAI_EMBEDDING_DIMENSIONS", "512"), "");
  EXPECT_EQ(settings_.openai_embedding_dimensions, 512);
  EXPECT_EQ(text_of("OPENAI_EMBEDDING_DIMENSIONS"), "512");
}

TEST_F(config_value, an_alarm_is_off_or_waits_for_so_many_seconds) {
  EXPECT_EQ(text_of("ALARM_VAULT_MISSING"), "60");
  EXPECT_EQ(assign("ALARM_VAULT_MISSING", "Off"), "");
  EXPECT_EQ(settings_.alarm_vault_missing, alarm_grace{});
  EXPECT_EQ(text_of("ALARM_VAULT_MISSING"), "off");
  EXPECT_EQ(assign("ALARM_VAULT_MISSING", "0"), "");
  EXPECT_EQ(settings_.alarm_vault_missing, lasting(std::chrono::seconds{0}));
  for (const auto* wrong : {"", "on", "-1", "5m", "604801"})
    EXPECT_EQ(assign("ALARM_VAULT_MISSING", wrong), "`off` or a whole number of seconds from 0 to 604800") << wrong;
}

TEST_F(config_value, times_of_day_are_local) {
  EXPECT_EQ(text_of("QUIET_HOURS"), "");
  EXPECT_EQ(assign("QUIET_HOURS", "22:00-7:00"), "");
  EXPECT_EQ(text_of("QUIET_HOURS"), "22:00-07:00");
  EXPECT_EQ(assign("QUIET_HOURS", "at night"), "two local times, as in 22:00-07:00");
  EXPECT_EQ(assign("BRIEFING_AT", "7:30"), "");
  EXPECT_EQ(text_of("BRIEFING_AT"), "07:30");
  EXPECT_EQ(assign("BRIEFING_AT", "7.30"), "a local time, as in 07:30");
}

TEST_F(config_value, types_have_names_for_people) {
  EXPECT_EQ(type_in_words(variable("VAULT_PATH")), "path");
  EXPECT_EQ(type_in_words(variable("DATA_PATH")), "path");
  EXPECT_EQ(type_in_words(variable("ALLOWED_HOSTS")), "list, comma-separated");
  EXPECT_EQ(type_in_words(variable("HOST")), "text");
  EXPECT_EQ(type_in_words(variable("PORT")), "whole number");
  EXPECT_EQ(type_in_words(variable("OPENAI_EMBEDDING_DIMENSIONS")), "whole number");
  EXPECT_EQ(type_in_words(variable("DAILY_BUDGET")), "number");
  EXPECT_EQ(type_in_words(variable("DEBUG")), "true or false");
  EXPECT_EQ(type_in_words(variable("SWEEP_INTERVAL")), "seconds");
  EXPECT_EQ(type_in_words(variable("BACKUP_INTERVAL")), "hours");
  EXPECT_EQ(type_in_words(variable("VAULT_UPKEEP")), "ask, on or off");
}

}  // namespace
}  // namespace secondbrain::ops
