#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class config_command : public command_test {};

TEST_F(config_command, shows_values_and_where_they_came_from) {
  write_file(home() / ".env", "SECONDBRAIN_BACKUP_KEEP=3\n");
  auto shown = run({"config"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, testing::ContainsRegex("SECONDBRAIN_HOST +127.0.0.1 +default\n"));
  EXPECT_THAT(shown.out, testing::ContainsRegex("SECONDBRAIN_PORT +1 +environment\n"));
  EXPECT_THAT(shown.out, testing::ContainsRegex("SECONDBRAIN_BACKUP_KEEP +3 +/[^\n]*/.env\n"));
}

TEST_F(config_command, never_shows_secrets) {
  set("SECONDBRAIN_TOKEN", "correct-horse-battery-staple");
  for (const auto& words : {std::vector{"config"}, std::vector{"config", "--json"}}) {
    auto shown = run(words);
    EXPECT_THAT(shown.out, Not(HasSubstr("correct-horse")));
    EXPECT_THAT(shown.out, HasSubstr("****"));
  }
}

TEST_F(config_command, json_lists_every_setting) {
  auto parsed = boost::json::parse(run({"config", "--json"}).out);
  EXPECT_EQ(parsed.at("env_file"), boost::json::value((home() / ".env").string()));
  EXPECT_GT(parsed.at("settings").as_array().size(), 20U);
  EXPECT_TRUE(parsed.at("settings").at(0).as_object().contains("source"));
  EXPECT_EQ(parsed.at("warnings").as_array().size(), 0U);
}

TEST_F(config_command, warns_about_names_that_mean_nothing) {
  set("SECONDBRAIN_PRT", "8001");
  EXPECT_THAT(run({"config"}).err, HasSubstr("SECONDBRAIN_PRT"));
}

TEST_F(config_command, an_invalid_value_is_named) {
  set("SECONDBRAIN_PORT", "eight");
  auto shown = run({"config"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("SECONDBRAIN_PORT"));
  EXPECT_THAT(shown.err, HasSubstr("eight"));
}

TEST_F(config_command, several_problems_are_one_a_line) {
  set("SECONDBRAIN_PORT", "eight");
  set("SECONDBRAIN_BACKUP_KEEP", "many");
  auto told = run({"config"}).err;
  EXPECT_THAT(told, HasSubstr("\n  SECONDBRAIN_PORT=eight"));
  EXPECT_THAT(told, HasSubstr("\n  SECONDBRAIN_BACKUP_KEEP=many"));
}

}  // namespace
}  // namespace secondbrain::cli
