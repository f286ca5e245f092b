#include <boost/json/parse.hpp>

#include "cli/executable_path.hpp"
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

TEST_F(service_command, json_names_the_file) {
  auto parsed = boost::json::parse(run({"service", "print", "--systemd", "--json"}).out);
  EXPECT_THAT(std::string{parsed.at("file").as_string()}, HasSubstr(home().string()));
  EXPECT_THAT(std::string{parsed.at("content").as_string()}, HasSubstr("[Service]"));
}

}  // namespace
}  // namespace secondbrain::cli
