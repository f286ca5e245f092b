#include <boost/json/parse.hpp>

#include "cli/commands/executable_path.hpp"
#include "tests/cli/command_test.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;

class service_command : public command_test {};

TEST_F(service_command, prints_a_unit_for_this_program_and_data_directory) {
  auto shown = run({"service", "print", "--systemd"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  auto self = executable_path();
  ASSERT_TRUE(self);
  EXPECT_THAT(shown.out, HasSubstr("ExecStart=\"" + self->string() + "\" \"serve\""));
  EXPECT_THAT(shown.out, HasSubstr("WorkingDirectory=" + data().string()));
}

TEST_F(service_command, prints_an_agent_for_launchd) {
  auto shown = run({"service", "print", "--launchd"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("<string>com.secondbrain.api</string>"));
}

class service_install : public service_command {
 protected:
  service_install() { set("SECONDBRAIN_VAULT_PATH", ""); }

  std::filesystem::path unit() const { return home() / ".config/systemd/user/secondbrain.service"; }
};

TEST_F(service_install, without_a_vault_is_refused_and_the_remedy_is_named) {
  auto refused = run({"service", "install", "--systemd"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("no vault is named in " + (home() / ".env").string()));
  EXPECT_THAT(refused.err, HasSubstr("secondbrain config set SECONDBRAIN_VAULT_PATH"));
  EXPECT_FALSE(std::filesystem::exists(unit()));
}

TEST_F(service_install, a_vault_that_only_the_shell_knows_is_none) {
  set("SECONDBRAIN_VAULT_PATH", vault().string());
  EXPECT_EQ(run({"service", "install", "--systemd"}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(unit()));
}

TEST_F(service_install, a_folder_that_is_not_there_is_named) {
  write_file(home() / ".env", "SECONDBRAIN_VAULT_PATH=" + (home() / "ntoes").string() + "\n");
  auto refused = run({"service", "install", "--systemd"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("there is no folder " + (home() / "ntoes").string()));
  EXPECT_FALSE(std::filesystem::exists(unit()));
}

TEST_F(service_command, json_names_the_file) {
  auto parsed = boost::json::parse(run({"service", "print", "--systemd", "--json"}).out);
  EXPECT_THAT(std::string{parsed.at("file").as_string()}, HasSubstr(home().string()));
  EXPECT_THAT(std::string{parsed.at("content").as_string()}, HasSubstr("[Service]"));
}

}  // namespace
}  // namespace secondbrain::cli
