#include "cli/commands/command_line.hpp"

#include "tests/cli/command_test.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;

class command_line : public command_test {};

TEST_F(command_line, help_lists_every_command) {
  auto help = run({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const auto* command : {"search", "index", "status", "sync", "config", "backup", "backups", "restore", "service"})
    EXPECT_THAT(help.out, HasSubstr(command));
  EXPECT_EQ(help.err, "");
}

TEST_F(command_line, every_command_explains_itself_with_examples_and_exit_codes) {
  for (const auto* command :
       {"search", "index", "status", "sync", "config", "backup", "backups", "restore", "service"}) {
    auto help = run({command, "--help"});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("Examples:\n")) << command;
    EXPECT_THAT(help.out, HasSubstr("Exit codes:")) << command;
  }
}

TEST_F(command_line, version_is_printed) {
  EXPECT_THAT(run({"--version"}).out, testing::MatchesRegex("[0-9.]+\n"));
}

TEST_F(command_line, what_makes_no_sense_is_exit_code_2_and_explained_on_stderr) {
  for (const auto& words : std::vector<std::vector<const char*>>{{},
                                                                 {"dance"},
                                                                 {"search"},
                                                                 {"search", "x", "--limit", "0"},
                                                                 {"sync", "everything"},
                                                                 {"restore"},
                                                                 {"restore", "--latest", "--undo"},
                                                                 {"service"},
                                                                 {"service", "print", "--systemd", "--launchd"}}) {
    auto answer = run(words);
    EXPECT_EQ(answer.exit_code, 2) << testing::PrintToString(words);
    EXPECT_EQ(answer.out, "") << testing::PrintToString(words);
    EXPECT_NE(answer.err, "") << testing::PrintToString(words);
  }
}

}  // namespace
}  // namespace secondbrain::cli
