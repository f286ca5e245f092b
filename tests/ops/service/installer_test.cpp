#include "ops/service/installer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

class installer : public ::testing::Test {
 protected:
  std::vector<std::string> lines(const installation& done) const {
    std::vector<std::string> all;
    for (const auto& command : done.commands) all.push_back(command.line);
    return all;
  }

  temporary_directory home_;
  variables environment_{{"HOME", home_.path()}};
  service_params params_{"/opt/secondbrain", {"serve"}, home_ / "data", home_ / ".env"};
  int exit_code_ = 0;
  command_runner run_ = [this](const command&) { return exit_code_; };
};

TEST_F(installer, puts_the_unit_where_systemd_looks_and_starts_it) {
  auto done = install_service(service_manager::systemd, params_, environment_, run_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->file, home_ / ".config/systemd/user/secondbrain.service");
  EXPECT_EQ(read_text(done->file), render_systemd_unit(params_));
  EXPECT_TRUE(fs::is_directory(params_.data_directory)) << "the working directory must exist";
  EXPECT_THAT(lines(*done), ElementsAre("systemctl --user daemon-reload", "systemctl --user enable secondbrain.service",
                                        "systemctl --user restart secondbrain.service"));
  EXPECT_THAT(done->note, HasSubstr("enable-linger"));
}

TEST_F(installer, puts_the_agent_where_launchd_looks_and_loads_it) {
  auto done = install_service(service_manager::launchd, params_, environment_, run_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->file, home_ / "Library/LaunchAgents/com.secondbrain.api.plist");
  EXPECT_EQ(read_text(done->file), render_launchd_plist(params_));
  ASSERT_EQ(done->commands.size(), 2U);
  EXPECT_THAT(done->commands[1].line, HasSubstr("launchctl bootstrap gui/"));
}

TEST_F(installer, installing_again_changes_nothing_but_the_definition) {
  ASSERT_TRUE(install_service(service_manager::systemd, params_, environment_, run_));
  params_.arguments = {"serve", "--port", "9000"};
  auto again = install_service(service_manager::systemd, params_, environment_, run_);
  ASSERT_TRUE(again);
  EXPECT_THAT(read_text(again->file), HasSubstr("\"--port\" \"9000\""));
  EXPECT_EQ(std::distance(fs::directory_iterator{again->file.parent_path()}, {}), 1);
}

TEST_F(installer, a_failing_command_is_told) {
  exit_code_ = 1;
  auto done = install_service(service_manager::systemd, params_, environment_, run_);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->commands[0].exit_code, 1);
  EXPECT_THAT(done->note, HasSubstr("systemctl --user daemon-reload"));
  EXPECT_THAT(done->note, HasSubstr("systemctl --user enable"));
}

TEST_F(installer, uninstalling_stops_and_removes_it) {
  auto installed = install_service(service_manager::systemd, params_, environment_, run_);
  ASSERT_TRUE(installed);
  auto done = uninstall_service(service_manager::systemd, environment_, run_);
  ASSERT_TRUE(done);
  EXPECT_FALSE(fs::exists(installed->file));
  EXPECT_THAT(lines(*done),
              ElementsAre("systemctl --user disable --now secondbrain.service", "systemctl --user daemon-reload"));
  EXPECT_TRUE(fs::exists(params_.data_directory)) << "data stays";
}

TEST_F(installer, uninstalling_what_is_not_there_does_nothing) {
  auto done = uninstall_service(service_manager::systemd, environment_, run_);
  ASSERT_TRUE(done);
  EXPECT_THAT(done->commands, IsEmpty());
  EXPECT_THAT(done->note, HasSubstr("not installed"));
}

TEST(run_command_test, answers_the_exit_code) {
  EXPECT_EQ(run_command({"sh", "-c", "exit 3"}), 3);
  EXPECT_EQ(run_command({"no-such-program-anywhere"}), 127);
}

}  // namespace
}  // namespace secondbrain::ops
