#include <boost/json/parse.hpp>
#include <map>
#include <tuple>

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
  auto message = run({"config"}).err;
  EXPECT_THAT(message, HasSubstr("\n  SECONDBRAIN_PORT=eight"));
  EXPECT_THAT(message, HasSubstr("\n  SECONDBRAIN_BACKUP_KEEP=many"));
}

// One list of checks for both: what the service refuses to start with is no valid configuration.
TEST_F(config_command, what_the_service_refuses_at_its_start_is_an_error_here) {
  const std::vector<std::map<std::string, std::string>> refused{
      {{"SECONDBRAIN_ALARM_NTFY", "https://ntfy.sh"}},
      {{"SECONDBRAIN_ALARM_EMAIL_SERVER", "smtps://smtp.example.com"}},
      {{"SECONDBRAIN_ALARM_WEBHOOK", "http://1.1.1.1/hook"}},
      {{"SECONDBRAIN_BRIEFING_AT", "07:30"}},
      {{"SECONDBRAIN_BRIEFING_AT", "07:30"},
       {"SECONDBRAIN_BRIEFING_CHANNEL", "email"},
       {"SECONDBRAIN_ALARM_DESKTOP", "on"}},
      {{"SECONDBRAIN_DAILY_FORMAT", "YYYY-MM"}},
      {{"SECONDBRAIN_DAILY_LANGUAGE", "klingon"}},
      {{"SECONDBRAIN_TASK_FORMATS", "tasks, todo.txt"}}};
  for (const auto& settings : refused) {
    for (const auto& [name, value] : settings) set(name, value);
    const auto shown = run({"config"});
    EXPECT_EQ(shown.exit_code, 1) << settings.begin()->first;
    EXPECT_THAT(shown.err, HasSubstr("SECONDBRAIN_"));
    EXPECT_THAT(shown.out, HasSubstr("SECONDBRAIN_PORT")) << "what is set is shown all the same";
    EXPECT_FALSE(boost::json::parse(run({"config", "--json"}).out).at("problems").as_array().empty());
    for (const auto& [name, value] : settings) unset(name);
  }
  set("SECONDBRAIN_BRIEFING_AT", "07:30");
  set("SECONDBRAIN_ALARM_DESKTOP", "on");
  EXPECT_EQ(run({"config"}).exit_code, 0) << "it goes through the only channel";
  set("SECONDBRAIN_ALARM_COMMAND", "/bin/true");
  const auto several = run({"config"});
  EXPECT_EQ(several.exit_code, 0) << "a further channel keeps no service from starting";
  EXPECT_THAT(several.err, HasSubstr("the briefing is sent through desktop"));
}

// ---- set, unset ----

class config_set : public command_test {
 protected:
  config_set() { unset("SECONDBRAIN_ENV_FILE"); }

  std::filesystem::path file() const { return home() / ".config/secondbrain/.env"; }

  static std::filesystem::perms mode_of(const std::filesystem::path& path) {
    return std::filesystem::status(path).permissions();
  }
};

// A new account: neither the file nor its folder is there.
TEST_F(config_set, makes_the_file_and_its_folder_for_their_owner_alone) {
  unset("SECONDBRAIN_VAULT_PATH");
  auto done = run({"config", "set", "SECONDBRAIN_VAULT_PATH", "~/vault"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(file()), "SECONDBRAIN_VAULT_PATH=~/vault\n");
  EXPECT_EQ(mode_of(file()), std::filesystem::perms{0600});
  EXPECT_EQ(mode_of(file().parent_path()), std::filesystem::perms{0700});
  EXPECT_THAT(done.out, HasSubstr(file().string()));
  EXPECT_EQ(done.err, "");
  EXPECT_THAT(run({"config"}).out, testing::ContainsRegex("SECONDBRAIN_VAULT_PATH +" + vault().string() + " +/"));
}

TEST_F(config_set, keeps_comments_and_other_settings) {
  write_file(file(), "# mine\nSECONDBRAIN_BACKUP_KEEP=3  # a week is enough\nSECONDBRAIN_TOKEN=correct-horse\n");
  EXPECT_EQ(run({"config", "set", "backup_keep", "9"}).exit_code, 0);
  EXPECT_EQ(read_file(file()),
            "# mine\nSECONDBRAIN_BACKUP_KEEP=9  # a week is enough\nSECONDBRAIN_TOKEN=correct-horse\n");
  EXPECT_EQ(mode_of(file()), std::filesystem::perms{0600});
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_BACKUP_KEEP"}).exit_code, 0);
  EXPECT_EQ(read_file(file()), "# mine\nSECONDBRAIN_TOKEN=correct-horse\n");
}

TEST_F(config_set, a_relative_path_is_meant_from_here) {
  unset("SECONDBRAIN_VAULT_PATH");
  auto before = std::filesystem::current_path();
  std::filesystem::current_path(home());
  auto done = run({"config", "set", "SECONDBRAIN_VAULT_PATH", "vault"});
  std::filesystem::current_path(before);
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(file()), "SECONDBRAIN_VAULT_PATH=" + vault().string() + "\n");
}

TEST_F(config_set, a_secret_may_be_left_in_its_file) {
  write_file(home() / "token", "correct-horse-battery\n");
  std::filesystem::permissions(home() / "token", std::filesystem::perms::owner_read);
  auto before = std::filesystem::current_path();
  std::filesystem::current_path(home());
  auto done = run({"config", "set", "SECONDBRAIN_TOKEN_FILE", "token"});
  std::filesystem::current_path(before);
  EXPECT_EQ(done.exit_code, 0) << done.err;
  const auto token = (home() / "token").string();
  EXPECT_EQ(read_file(file()), "SECONDBRAIN_TOKEN_FILE=" + token + "\n");
  EXPECT_THAT(run({"config"}).out, testing::ContainsRegex("SECONDBRAIN_TOKEN +\\*\\*\\*\\* +" + token));
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_TOKEN_FILE", "absent"}).exit_code, 1);
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_TOKEN_FILE"}).exit_code, 0);
  EXPECT_EQ(read_file(file()), "");
}

TEST_F(config_set, what_cannot_be_is_refused_and_nothing_is_written) {
  for (const auto& words : {std::vector{"config", "set", "SECONDBRAIN_PORT", "eight"},
                            {"config", "set", "SECONDBRAIN_PORTS", "8000"},
                            {"config", "set", "SECONDBRAIN_TOKEN", "short"},
                            {"config", "set", "SECONDBRAIN_HOST", "0.0.0.0"},
                            {"config", "set", "SECONDBRAIN_PORT", ""}}) {
    auto refused = run(words);
    EXPECT_EQ(refused.exit_code, 1) << words[2];
    EXPECT_THAT(refused.err, HasSubstr(std::string{words[2]}.substr(0, 15)));
    EXPECT_FALSE(std::filesystem::exists(file()));
  }
}

TEST_F(config_set, how_the_vault_is_kept_is_checked_before_it_is_written) {
  EXPECT_THAT(run({"config", "set", "daily_format", "YYYY-MM"}).err, HasSubstr("does not tell one day from another"));
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_DAILY_FOLDER", "../other"}).err, HasSubstr("a folder of the vault"));
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_EXCLUDED_FOLDERS", "Old, /tmp"}).err, HasSubstr("/tmp must be"));
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_TASK_FORMATS", "todo.txt"}).err, HasSubstr("no format of tasks"));
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_EQ(run({"config", "set", "daily_format", "YYYY/[W]ww/YYYY-MM-DD"}).exit_code, 0);
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_DAILY_FOLDER", "/"}).exit_code, 0);
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_TASK_FORMATS", "dataview, tasks"}).exit_code, 0);
  EXPECT_THAT(run({"config"}).out, HasSubstr("YYYY/[W]ww/YYYY-MM-DD"));
}

TEST_F(config_set, a_model_that_there_is_not_is_refused_and_the_known_ones_are_named) {
  set("SECONDBRAIN_MODELS_PATH", (home() / "models").string());
  const auto refused = run({"config", "set", "SECONDBRAIN_ENCODER_MODEL", "nope"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, testing::AllOf(HasSubstr("there is no model nope"), HasSubstr("multilingual-e5-small"),
                                          HasSubstr("bge-small-en-v1.5"), HasSubstr("Nothing was changed")));
  EXPECT_THAT(run({"config", "set", "encoder_model", home().c_str()}).err,
              HasSubstr("`secondbrain model install " + home().string() + "`"));
  EXPECT_FALSE(std::filesystem::exists(file()));
  const auto known = run({"config", "set", "SECONDBRAIN_ENCODER_MODEL", "multilingual-e5-small"});
  EXPECT_EQ(known.exit_code, 0) << known.err;
  EXPECT_THAT(known.err, HasSubstr("`secondbrain model install multilingual-e5-small` brings it"));
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_ENCODER_MODEL"}).err, "");
}

TEST_F(config_set, a_value_that_is_wrong_whatever_else_is_set_is_not_written) {
  for (const auto& [name, value] : {std::pair{"SECONDBRAIN_ALARM_NTFY", "my-topic"},
                                    {"SECONDBRAIN_ALARM_NTFY", "https://ntfy.sh"},
                                    {"SECONDBRAIN_ALARM_NTFY", "http://8.8.8.8/topic"},
                                    {"SECONDBRAIN_ALARM_WEBHOOK", "file:///etc/passwd"},
                                    {"SECONDBRAIN_ALARM_EMAIL_SERVER", "smtp.example.com"},
                                    {"SECONDBRAIN_ALARM_EMAIL_TO", "me"},
                                    {"SECONDBRAIN_ALARM_EMAIL_FROM", "me"},
                                    {"SECONDBRAIN_ALARM_COMMAND", "'un"},
                                    {"SECONDBRAIN_PING_URL", "hc-ping.com/x"}}) {
    const auto refused = run({"config", "set", name, value});
    EXPECT_EQ(refused.exit_code, 1) << name << '=' << value;
    EXPECT_THAT(refused.err, testing::AllOf(HasSubstr(name), HasSubstr("nothing was changed")));
    EXPECT_FALSE(std::filesystem::exists(file())) << name << '=' << value;
  }
}

TEST_F(config_set, a_password_does_not_go_to_strangers_unencrypted_whichever_comes_last) {
  for (const auto& [name, value] : {std::pair{"SECONDBRAIN_ALARM_EMAIL_SERVER", "smtp://smtp.example.com"},
                                    {"SECONDBRAIN_ALARM_EMAIL_USER", "me@example.com"},
                                    {"SECONDBRAIN_ALARM_EMAIL_TO", "me@example.com"},
                                    {"SECONDBRAIN_ALARM_EMAIL_ENCRYPTION", "if_offered"}})
    EXPECT_EQ(run({"config", "set", name, value}).exit_code, 0) << name;
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_ALARM_EMAIL_PASSWORD", "correct-horse"}).err,
              HasSubstr("SECONDBRAIN_ALARM_EMAIL_ENCRYPTION must be required"));
}

TEST_F(config_set, a_program_or_a_folder_that_is_not_there_is_warned_of) {
  const auto done = run({"config", "set", "SECONDBRAIN_ALARM_COMMAND", "/no/such/program"});
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_THAT(done.err, HasSubstr("/no/such/program, and there is no such program"));
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_ALARM_COMMAND", "true --loud"}).err,
              Not(HasSubstr("no such program")));
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_BACKUP_COPY_PATH", "/no/such/disk"}).err,
              HasSubstr("there is no folder /no/such/disk"));
}

TEST_F(config_set, each_thing_that_is_missing_has_a_line) {
  const auto done = run({"config", "set", "SECONDBRAIN_ALARM_EMAIL_SERVER", "smtps://smtp.example.com"});
  EXPECT_THAT(done.err,
              HasSubstr("SECONDBRAIN_ALARM_EMAIL_FROM must be set: who sends the e-mails, like me@example.com\n"));
  EXPECT_THAT(done.err, HasSubstr("SECONDBRAIN_ALARM_EMAIL_TO must be set: who gets the e-mails\n"));
}

TEST_F(config_set, one_wrong_setting_does_not_keep_another_from_being_mended) {
  write_file(file(), "SECONDBRAIN_BACKUP_KEEP=many\nSECONDBRAIN_HTTP_THREADS=none\n");
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_BACKUP_KEEP", "7"}).exit_code, 0);
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_HTTP_THREADS"}).exit_code, 0);
  EXPECT_EQ(run({"config"}).exit_code, 0);
}

TEST_F(config_set, a_channel_and_the_briefing_are_set_up_one_setting_at_a_time) {
  const std::vector<std::pair<const char*, const char*>> steps{
      {"SECONDBRAIN_BRIEFING_AT", "07:30"},
      {"SECONDBRAIN_BRIEFING_CHANNEL", "email"},
      {"SECONDBRAIN_ALARM_EMAIL_SERVER", "smtp://127.0.0.1:25"},
      {"SECONDBRAIN_ALARM_EMAIL_TO", "me@example.com"},
      {"SECONDBRAIN_ALARM_EMAIL_FROM", "sb@example.com"}};
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const auto done = run({"config", "set", steps[at].first, steps[at].second});
    EXPECT_EQ(done.exit_code, 0) << done.err;
    EXPECT_EQ(done.err.find("not complete yet") == std::string::npos, at + 1 == steps.size()) << done.err;
  }
  EXPECT_EQ(run({"config"}).exit_code, 0);
  const auto taken = run({"config", "unset", "SECONDBRAIN_ALARM_EMAIL_TO"});
  EXPECT_EQ(taken.exit_code, 0);
  EXPECT_THAT(taken.err, HasSubstr("SECONDBRAIN_ALARM_EMAIL_TO must be set"));
  EXPECT_EQ(run({"config"}).exit_code, 1);
}

TEST_F(config_set, a_secret_beside_its_file_is_refused_and_so_is_the_file) {
  write_file(home() / "passphrase", "correct-horse-battery\n");
  std::filesystem::permissions(home() / "passphrase", std::filesystem::perms::owner_read);
  const auto in_file = "SECONDBRAIN_RESTIC_PASSWORD_FILE=" + (home() / "passphrase").string() + "\n";
  const std::string named = "SECONDBRAIN_RESTIC_PASSWORD=correct-horse-battery\n";
  for (const auto& [before, name, value] :
       {std::tuple{in_file, "SECONDBRAIN_RESTIC_PASSWORD", std::string{"correct-horse"}},
        {named, "SECONDBRAIN_RESTIC_PASSWORD_FILE", (home() / "passphrase").string()},
        {named, "SECONDBRAIN_RESTIC_PASSWORD_COMMAND", std::string{"pass restic"}}}) {
    write_file(file(), before);
    const auto done = run({"config", "set", name, value.c_str()});
    EXPECT_EQ(done.exit_code, 1) << name;
    EXPECT_THAT(done.err, testing::AllOf(HasSubstr("both set"), HasSubstr("Nothing was changed")));
    EXPECT_EQ(read_file(file()), before);
  }
}

TEST_F(config_set, what_others_need_cannot_be_unset) {
  const std::string before = "SECONDBRAIN_TOKEN=correct-horse-battery\nSECONDBRAIN_HOST=0.0.0.0\n";
  write_file(file(), before);
  const auto done = run({"config", "unset", "SECONDBRAIN_TOKEN"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_THAT(done.err, testing::AllOf(HasSubstr("SECONDBRAIN_HOST"), HasSubstr("Nothing was changed")));
  EXPECT_EQ(read_file(file()), before);
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_HOST"}).exit_code, 0);
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_TOKEN"}).exit_code, 0);
}

TEST_F(config_set, what_contradicts_this_shell_is_refused_like_what_contradicts_the_file) {
  const std::string inside = (vault() / "backups").string();
  for (const auto* const name : {"SECONDBRAIN_BACKUP_COPY_PATH", "SECONDBRAIN_RESTIC_REPOSITORY"}) {
    const auto done = run({"config", "set", name, inside.c_str()});
    EXPECT_EQ(done.exit_code, 1) << name;
    EXPECT_THAT(done.err, testing::AllOf(HasSubstr("lies in your vault"), HasSubstr("Nothing was changed")));
  }
  EXPECT_FALSE(std::filesystem::exists(file()));
  set("SECONDBRAIN_PORT", "many");
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_BACKUP_KEEP", "3"}).exit_code, 0)
      << "what was wrong in this shell before keeps nothing from being set";
}

TEST_F(config_set, a_secret_can_be_piped_in_and_is_not_shown) {
  pipe_in("correct-horse-battery-staple\n");
  auto done = run({"config", "set", "SECONDBRAIN_TOKEN"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(file()), "SECONDBRAIN_TOKEN=correct-horse-battery-staple\n");
  EXPECT_THAT(done.out + done.err, Not(HasSubstr("correct-horse")));
}

TEST_F(config_set, says_what_keeps_it_from_counting) {
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_PORT", "8001"}).err, HasSubstr("also set in this shell"));
  unset("SECONDBRAIN_VAULT_PATH");
  EXPECT_THAT(run({"config", "set", "SECONDBRAIN_VAULT_PATH", "~/ntoes"}).err, HasSubstr("there is no folder"));
}

TEST_F(config_set, a_link_stays_a_link) {
  write_file(home() / "dotfiles/env", "A=1\n");
  std::filesystem::create_directories(file().parent_path());
  std::filesystem::create_symlink(home() / "dotfiles/env", file());
  EXPECT_EQ(run({"config", "set", "SECONDBRAIN_BACKUP_KEEP", "7"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(file()));
  EXPECT_EQ(read_file(home() / "dotfiles/env"), "A=1\nSECONDBRAIN_BACKUP_KEEP=7\n");
}

TEST_F(config_set, json_says_what_was_written_where) {
  auto parsed = boost::json::parse(run({"config", "set", "SECONDBRAIN_BACKUP_KEEP", "7", "--json"}).out);
  EXPECT_EQ(parsed,
            (boost::json::value{{"name", "SECONDBRAIN_BACKUP_KEEP"}, {"value", "7"}, {"env_file", file().string()}}));
}

TEST_F(config_set, a_misspelt_setting_that_stands_in_the_file_can_be_unset) {
  unset("SECONDBRAIN_VAULT_PATH");
  const auto file = home() / ".env";
  set("SECONDBRAIN_ENV_FILE", file.string());
  write_file(file, "# mine\nSECONDBRAIN_VALT_PATH=/notes\nSECONDBRAIN_BACKUP_KEEP=3\n");
  auto done = run({"config", "unset", "secondbrain_valt_path"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(file), "# mine\nSECONDBRAIN_BACKUP_KEEP=3\n");
  EXPECT_THAT(run({"config", "unset", "SECONDBRAIN_VALT_PATH"}).err, HasSubstr("Did you mean SECONDBRAIN_VAULT_PATH"));
}

TEST_F(config_set, unset_without_a_file_makes_none) {
  EXPECT_EQ(run({"config", "unset", "SECONDBRAIN_BACKUP_KEEP"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(file().parent_path()));
}

}  // namespace
}  // namespace secondbrain::cli
