#include "ops/alarms/alarm_rules.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/files.hpp"
#include "ops/alarms/alarm_docs.hpp"
#include "ops/config/config_table.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(alarm_rules, each_has_a_name_words_a_source_and_a_setting_of_its_own) {
  std::set<std::string_view> names;
  std::set<std::string_view> settings;
  for (const auto& rule : alarm_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_TRUE(settings.insert(rule.setting).second) << rule.name;
    EXPECT_FALSE(rule.title.empty() || rule.ending.empty()) << rule.name;
    EXPECT_NE(rule.checks.empty(), rule.measured == measure::none || rule.measured == measure::remarks)
        << rule.name << " looks at one thing";
    const auto* variable = find_variable(rule.setting);
    ASSERT_NE(variable, nullptr) << rule.setting;
    EXPECT_EQ(std::get<alarm_grace config::*>(variable->field), rule.grace) << rule.name;
    EXPECT_TRUE(rule.consequence_of.empty() || find_alarm_rule(rule.consequence_of) != nullptr) << rule.name;
    EXPECT_EQ(find_alarm_rule(rule.name), &rule);
  }
  EXPECT_EQ(find_alarm_rule("nonsense"), nullptr);
}

// To renew the table: SECONDBRAIN_UPDATE_DOCS=1 ops_test --gtest_filter=alarm_rules.*
TEST(alarm_rules, their_table_in_the_operations_guide_is_up_to_date) {
  const std::filesystem::path page = SOURCE_ROOT "/docs/operations.md";
  auto text = read_text(page);
  const auto begin = text.find(alarm_table_begin);
  const auto end = text.find(alarm_table_end);
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  const auto length = end + std::string_view{alarm_table_end}.size() - begin;
  if (std::getenv("SECONDBRAIN_UPDATE_DOCS") != nullptr) {
    text.replace(begin, length, alarm_rules_markdown());
    write_text(page, text);
    return;
  }
  EXPECT_EQ(text.substr(begin, length), alarm_rules_markdown());
}

}  // namespace
}  // namespace secondbrain::ops
