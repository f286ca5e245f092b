#include "ops/service/service_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "ops/service/installer.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;

bool has_program(const std::string& name) {
  return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

class service_files : public ::testing::Test {
 protected:
  // A program that exists, and names that need every kind of escaping. systemd takes no quotes in a program's path.
  void SetUp() override {
    params_.program = place_ / "50% brains & $HOME/secondbrain";
    write_text(params_.program, "#!/bin/sh\n");
    ::chmod(params_.program.c_str(), 0755);
    params_.arguments = {"serve", "--vault", "/notes of mine/<a> \"b\" $c \\d"};
    params_.data_directory = place_ / "data & more";
    params_.env_file = place_ / "100%.env";
    std::filesystem::create_directories(params_.data_directory);
  }

  temporary_directory place_;
  service_params params_;
};

TEST_F(service_files, systemd_finds_no_fault_with_the_unit) {
  if (!has_program("systemd-analyze")) GTEST_SKIP() << "systemd-analyze is not installed (package systemd)";
  write_text(place_ / systemd_unit_name, render_systemd_unit(params_));
  auto log = place_ / "log";
  auto code = run_command({"sh", "-c",
                           "SYSTEMD_LOG_LEVEL=warning XDG_RUNTIME_DIR='" + place_.path().string() +
                               "' systemd-analyze --user verify '" + (place_ / systemd_unit_name).string() + "' >'" +
                               log.string() + "' 2>&1"});
  // Without a user session (containers) it complains of the session, never of a unit that is right.
  EXPECT_EQ(code, 0) << read_text(log);
  EXPECT_THAT(read_text(log), ::testing::Not(HasSubstr(systemd_unit_name)));
}

TEST_F(service_files, the_unit_notifies_is_watched_and_comes_back) {
  auto unit = render_systemd_unit(params_);
  for (const auto* line : {"Type=notify\n", "WatchdogSec=120\n", "Restart=always\n", "RestartSec=10\n",
                           "StartLimitIntervalSec=0\n", "NoNewPrivileges=yes\n", "WantedBy=default.target\n"})
    EXPECT_THAT(unit, HasSubstr(line));
}

TEST_F(service_files, the_unit_escapes_what_systemd_would_expand) {
  auto unit = render_systemd_unit(params_);
  EXPECT_THAT(unit, HasSubstr(R"(50%% brains & $HOME/secondbrain" "serve" "--vault" )"
                              R"("/notes of mine/<a> \"b\" $$c \\d")"));
  EXPECT_THAT(unit, HasSubstr("\nWorkingDirectory=" + params_.data_directory.string() + "\n"));
  EXPECT_THAT(unit, HasSubstr("Environment=\"SECONDBRAIN_ENV_FILE=" + (place_ / "100%%.env").string() + "\"\n"));
}

// Parsed by an independent reader of property lists.
TEST_F(service_files, the_plist_parses_and_holds_the_keys) {
  if (!has_program("python3")) GTEST_SKIP() << "python3 is not installed";
  write_text(place_ / "agent.plist", render_launchd_plist(params_));
  write_text(place_ / "check.py", R"(
import plistlib, sys
file, program, data, env = sys.argv[1:]
agent = plistlib.load(open(file, 'rb'))
assert agent['Label'] == 'com.secondbrain.api', agent
assert agent['ProgramArguments'] == [program, 'serve', '--vault', '/notes of mine/<a> "b" $c \\d'], agent
assert agent['WorkingDirectory'] == data, agent
assert agent['RunAtLoad'] is True and agent['KeepAlive'] is True, agent
assert agent['ThrottleInterval'] == 10, agent
assert agent['EnvironmentVariables'] == {'SECONDBRAIN_ENV_FILE': env, 'SECONDBRAIN_LOG_STDERR': 'false'}, agent
for key in ('StandardOutPath', 'StandardErrorPath'):
    assert agent[key].startswith(data + '/') and agent[key] != data + '/api.log', agent
)");
  EXPECT_EQ(run_command({"python3", place_ / "check.py", place_ / "agent.plist", params_.program,
                         params_.data_directory, params_.env_file}),
            0);
}

}  // namespace
}  // namespace secondbrain::ops
