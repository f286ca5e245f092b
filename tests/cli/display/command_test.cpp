#include "cli/display/command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace secondbrain::cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A program with one command, `brew`, that is described anew for each test.
class described_command : public testing::Test {
 protected:
  command_line_end run(std::vector<const char*> words) {
    words.insert(words.begin(), "kitchen");
    out_.str({});
    err_.str({});
    return program_.run(static_cast<int>(words.size()), words.data(), out_, err_);
  }

  /// Whether it was refused, with a sentence on stderr and nothing on stdout.
  bool is_refused(std::vector<const char*> words) {
    return run(std::move(words)) == command_line_end::refused && out_.str().empty() && !err_.str().empty();
  }

  std::string help() {
    EXPECT_EQ(run({"brew", "--help"}), command_line_end::explained);
    return out_.str();
  }

  std::ostringstream out_;
  std::ostringstream err_;
  program program_{"kitchen", "Brews and bakes.", "1.2.3"};
  command brew_ = program_.commands().add_subcommand("brew", "Make tea");
};

TEST_F(described_command, what_is_given_goes_where_the_option_is_bound) {
  std::string leaves;
  std::optional<std::string> sugar;
  std::optional<std::string> milk;
  std::vector<std::string> guests;
  int minutes = 0;
  std::size_t cups = 0;
  std::string from_function;
  brew_.add_option("--leaves,-l", leaves, "Which tea");
  brew_.add_option("--sugar", sugar, "Which sugar");
  brew_.add_option("--milk", milk, "Which milk");
  brew_.add_option("guests", guests, "For whom");
  brew_.add_option("--minutes", minutes, "How long");
  brew_.add_option("--cups", cups, "How many");
  brew_.add_option(
      "--pot", [&](const std::string& pot) { from_function = "a " + pot; }, "In what");
  ASSERT_EQ(
      run({"brew", "-l", "green", "--sugar", "brown", "--minutes", "-3", "--cups", "4", "--pot", "jug", "Ida", "Bo"}),
      command_line_end::ran);
  EXPECT_EQ(leaves, "green");
  EXPECT_EQ(sugar, "brown");
  EXPECT_EQ(milk, std::nullopt);
  EXPECT_THAT(guests, ElementsAre("Ida", "Bo"));
  EXPECT_EQ(minutes, -3);
  EXPECT_EQ(cups, 4U);
  EXPECT_EQ(from_function, "a jug");
}

TEST_F(described_command, a_flag_sets_its_value_or_calls_its_function) {
  bool strong = false;
  bool iced = false;
  int calls = 0;
  brew_.add_flag("--strong", strong, "Longer");
  brew_.add_flag("--iced", iced, "Colder");
  brew_.add_flag(
      "--loud", [&] { ++calls; }, "With a whistle");
  ASSERT_EQ(run({"brew", "--strong"}), command_line_end::ran);
  EXPECT_TRUE(strong);
  EXPECT_FALSE(iced);
  EXPECT_EQ(calls, 0);
  ASSERT_EQ(run({"brew", "--loud"}), command_line_end::ran);
  EXPECT_EQ(calls, 1);
}

TEST_F(described_command, a_value_that_its_type_cannot_hold_is_refused) {
  int minutes = 0;
  std::size_t cups = 0;
  brew_.add_option("--minutes", minutes, "How long");
  brew_.add_option("--cups", cups, "How many");
  EXPECT_TRUE(is_refused({"brew", "--minutes", "some"}));
  EXPECT_TRUE(is_refused({"brew", "--cups", "many"}));
  EXPECT_TRUE(is_refused({"brew", "--cups"}));
}

TEST_F(described_command, what_its_rule_does_not_allow_is_refused) {
  std::string leaves;
  int minutes = 0;
  std::size_t cups = 0;
  std::string recipe;
  brew_.add_option("--leaves", leaves, "Which tea").check(value_rule::one_of({"green", "black"}));
  brew_.add_option("--minutes", minutes, "How long").check(value_rule::between(1, 9));
  brew_.add_option("--cups", cups, "How many").check(value_rule::between(std::size_t{1}, std::size_t{9}));
  brew_.add_option("--recipe", recipe, "How").check(value_rule::existing_file());
  EXPECT_EQ(run({"brew", "--leaves", "black", "--minutes", "9", "--cups", "1"}), command_line_end::ran);
  EXPECT_TRUE(is_refused({"brew", "--leaves", "oak"}));
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("oak"), HasSubstr("green"), HasSubstr("black")));
  EXPECT_TRUE(is_refused({"brew", "--minutes", "0"}));
  EXPECT_TRUE(is_refused({"brew", "--cups", "10"}));
  EXPECT_TRUE(is_refused({"brew", "--recipe", "/no/such/recipe"}));
}

TEST_F(described_command, a_word_that_names_no_command_is_named) {
  brew_.require_one_subcommand();
  brew_.add_subcommand("green", "Green tea");
  EXPECT_TRUE(is_refused({"bake"}));
  EXPECT_EQ(err_.str(), "There is no command `bake`; `kitchen --help` lists those there are.\n");
  EXPECT_TRUE(is_refused({"brew", "oak"}));
  EXPECT_EQ(err_.str(), "There is no command `brew oak`; `kitchen brew --help` lists those there are.\n");
  EXPECT_TRUE(is_refused({"brew"}));
  EXPECT_THAT(err_.str(), Not(HasSubstr("There is no command")));
}

TEST_F(described_command, a_rule_says_what_is_wrong_with_a_value) {
  const auto minutes = value_rule::between(1, 9);
  EXPECT_EQ(minutes.objection("9"), "");
  EXPECT_THAT(minutes.objection("10"), HasSubstr("10"));
}

TEST_F(described_command, a_required_option_must_be_there) {
  std::string leaves;
  brew_.add_option("leaves", leaves, "Which tea").required();
  EXPECT_TRUE(is_refused({"brew"}));
  EXPECT_EQ(run({"brew", "green"}), command_line_end::ran);
}

TEST_F(described_command, options_may_exclude_or_need_one_another) {
  bool hot = false;
  bool iced = false;
  std::string glass;
  auto heat = brew_.add_flag("--hot", hot, "Hot");
  auto ice = brew_.add_flag("--iced", iced, "Cold").excludes(heat);
  brew_.add_option("--glass", glass, "Of the cold tea").needs(ice);
  EXPECT_EQ(run({"brew", "--iced", "--glass", "tall"}), command_line_end::ran);
  EXPECT_TRUE(is_refused({"brew", "--hot", "--iced"}));
  EXPECT_TRUE(is_refused({"brew", "--glass", "tall"}));
}

TEST_F(described_command, a_value_is_replaced_before_it_is_taken) {
  std::string leaves;
  brew_.add_option("--leaves", leaves, "Which tea").transform([](const std::string& value) { return value + " tea"; });
  ASSERT_EQ(run({"brew", "--leaves", "green"}), command_line_end::ran);
  EXPECT_EQ(leaves, "green tea");
}

TEST_F(described_command, of_a_group_exactly_one_option_is_given) {
  bool hot = false;
  bool iced = false;
  auto warmth = brew_.add_option_group("warmth", "One of:");
  warmth.add_flag("--hot", hot, "Hot");
  warmth.add_flag("--iced", iced, "Cold");
  warmth.require_one_option();
  EXPECT_EQ(run({"brew", "--hot"}), command_line_end::ran);
  EXPECT_TRUE(is_refused({"brew"}));
  EXPECT_TRUE(is_refused({"brew", "--hot", "--iced"}));
}

TEST_F(described_command, the_command_knows_what_was_given) {
  std::string leaves;
  auto which = brew_.add_option("--leaves", leaves, "Which tea");
  brew_.add_subcommand("again", "Once more");
  brew_.allow_one_subcommand();
  ASSERT_EQ(run({"brew"}), command_line_end::ran);
  EXPECT_FALSE(which.was_given());
  EXPECT_FALSE(brew_.has_subcommand());
  ASSERT_EQ(run({"brew", "--leaves", "", "again"}), command_line_end::ran);
  EXPECT_TRUE(which.was_given());
  EXPECT_TRUE(brew_.has_subcommand());
}

TEST_F(described_command, a_subcommand_may_be_left_out_or_not) {
  brew_.add_subcommand("again", "Once more");
  brew_.add_subcommand("later", "Not now");
  brew_.allow_one_subcommand();
  EXPECT_EQ(run({"brew"}), command_line_end::ran);
  brew_.require_one_subcommand();
  EXPECT_TRUE(is_refused({"brew"}));
  EXPECT_EQ(run({"brew", "later"}), command_line_end::ran);
}

TEST_F(described_command, the_command_that_is_named_runs_and_no_other) {
  std::string runs;
  brew_.callback([&] { runs += "brew "; });
  program_.commands().add_subcommand("bake", "Make bread").callback([&] { runs += "bake "; });
  EXPECT_EQ(run({"bake"}), command_line_end::ran);
  EXPECT_EQ(runs, "bake ");
  EXPECT_TRUE(is_refused({}));
  EXPECT_TRUE(is_refused({"fry"}));
  EXPECT_TRUE(is_refused({"brew", "--nonsense"}));
  EXPECT_EQ(runs, "bake ");
}

TEST_F(described_command, what_a_command_throws_reaches_the_caller) {
  brew_.callback([] { throw std::runtime_error{"no water"}; });
  EXPECT_THROW(run({"brew"}), std::runtime_error);
}

TEST_F(described_command, help_shows_descriptions_groups_defaults_and_the_footer) {
  int minutes = 47;
  int cups = 58;
  bool hot = false;
  brew_.add_option("--minutes", minutes, "How long").check(value_rule::between(1, 99)).show_default();
  brew_.add_option("--cups", cups, "How many");
  brew_.add_option_group("warmth", "One of:").add_flag("--hot", hot, "Not cold");
  brew_.footer("Tea is ready when it is.");
  const auto text = help();
  for (const auto* part : {"Make tea", "--minutes", "[1 - 99]", "47", "How long", "One of:", "--hot", "Not cold"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("58")));
  EXPECT_THAT(text, HasSubstr("Tea is ready when it is.\n"));
}

TEST_F(described_command, the_program_tells_its_version) {
  EXPECT_EQ(run({"--version"}), command_line_end::explained);
  EXPECT_EQ(out_.str(), "1.2.3\n");
  EXPECT_EQ(err_.str(), "");
}

}  // namespace
}  // namespace secondbrain::cli
