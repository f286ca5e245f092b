#include "ops/config/config_load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class load_config_test : public ::testing::Test {
 protected:
  void write_env_file(const std::string& text) {
    write_text(env_file(), text);
    fs::permissions(env_file(), fs::perms::owner_read | fs::perms::owner_write);
  }

  fs::path env_file() const { return home_ / "settings/.env"; }

  /// Loads with this home and this .env file.
  result<loaded_config> load(variables environment = {}, const variables& command_line = {}) const {
    environment.emplace("HOME", home_.path());
    environment.emplace("SECONDBRAIN_ENV_FILE", env_file());
    return load_config(environment, command_line);
  }

  static explained_setting setting(const loaded_config& loaded, const std::string& name) {
    for (const auto& known : loaded.explained)
      if (known.name == name) return known;
    return {};
  }

  temporary_directory home_;
};

TEST_F(load_config_test, without_any_source_everything_has_its_default) {
  auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->values.port, 8000);
  EXPECT_FALSE(loaded->values.vault_path);
  EXPECT_TRUE(loaded->values.data_path.is_absolute());
  EXPECT_EQ(loaded->values.backup_path, home_ / "SecondBrain-backups");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_PORT").source, "default");
  EXPECT_THAT(loaded->warnings, IsEmpty());
}

TEST_F(load_config_test, environment_beats_file_and_command_line_beats_both) {
  write_env_file("SECONDBRAIN_PORT=1001\nSECONDBRAIN_HTTP_THREADS=3\nSECONDBRAIN_SSE_STREAMS=5\n");
  auto loaded = load({{"SECONDBRAIN_PORT", "1002"}, {"SECONDBRAIN_HTTP_THREADS", "4"}}, {{"SECONDBRAIN_PORT", "1003"}});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->values.port, 1003);
  EXPECT_EQ(loaded->values.http_threads, 4);
  EXPECT_EQ(loaded->values.sse_streams, 5);
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_PORT").source, "command line");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_HTTP_THREADS").source, "environment");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_SSE_STREAMS").source, env_file());
}

TEST_F(load_config_test, knows_what_was_set_be_it_to_its_default) {
  write_env_file("SECONDBRAIN_PORT=8000\n");
  EXPECT_TRUE(was_set(*load(), "SECONDBRAIN_PORT"));
  EXPECT_FALSE(was_set(*load(), "SECONDBRAIN_OLLAMA_MODEL"));
}

TEST_F(load_config_test, the_address_of_a_provider_must_be_a_url) {
  auto loaded = load({{"SECONDBRAIN_OLLAMA_BASE_URL", "127.0.0.1:11434"}});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("SECONDBRAIN_OLLAMA_BASE_URL=127.0.0.1:11434 must begin with http"));
}

TEST_F(load_config_test, the_places_elsewhere_are_checked) {
  auto problems = [&](const variables& settings) {
    auto loaded = load(settings);
    return loaded ? std::string{} : loaded.error().message;
  };
  EXPECT_THAT(problems({{"SECONDBRAIN_RESTIC_REPOSITORY", "ftp:ada:geheim@host"}}),
              AllOf(HasSubstr("SECONDBRAIN_RESTIC_REPOSITORY"), HasSubstr("rest:https://"), Not(HasSubstr("geheim"))));
  EXPECT_THAT(problems({{"SECONDBRAIN_RESTIC_PASSWORD", "a"}, {"SECONDBRAIN_RESTIC_PASSWORD_COMMAND", "b"}}),
              HasSubstr("both set; take one out"));
  EXPECT_THAT(problems({{"SECONDBRAIN_BACKUP_PATH", "/backups"}, {"SECONDBRAIN_BACKUP_COPY_PATH", "/backups/copy"}}),
              HasSubstr("name a folder on another disk"));
  for (const auto& [address, secrets] : {std::pair{"rest:http://ada:geheim@host/", 1}, std::pair{"/mnt/restic", 0}}) {
    auto loaded = load({{"SECONDBRAIN_RESTIC_REPOSITORY", address}});
    ASSERT_TRUE(loaded);
    EXPECT_THAT(secrets_of(loaded->values), SizeIs(secrets)) << address;
  }
  EXPECT_EQ(problems({{"SECONDBRAIN_BACKUP_PATH", "/backups"},
                      {"SECONDBRAIN_BACKUP_COPY_PATH", "/mnt/disk"},
                      {"SECONDBRAIN_RESTIC_REPOSITORY", "sftp:ada@host:/srv"},
                      {"SECONDBRAIN_RESTIC_PASSWORD", "correct horse"}}),
            "");
}

TEST_F(load_config_test, places_that_lie_where_they_do_harm_are_refused) {
  const auto problems = [&](const variables& settings) {
    auto loaded = load(settings);
    return loaded ? std::string{} : loaded.error().message;
  };
  const fs::path home = home_.path();
  fs::create_directories(home / "notes/deep");
  fs::create_directory_symlink(home / "notes/deep", home / "link");
  const auto vault = (home / "notes").string();
  for (const auto& folder : {vault, vault + "/copies", vault + "/a/../b", (home / "link/new").string()}) {
    for (const auto* name : {"SECONDBRAIN_BACKUP_COPY_PATH", "SECONDBRAIN_RESTIC_REPOSITORY"})
      EXPECT_THAT(problems({{"SECONDBRAIN_VAULT_PATH", vault}, {name, folder}}),
                  AllOf(HasSubstr(name), HasSubstr("lies in your vault"), HasSubstr("name a folder outside of it")))
          << folder;
  }
  const auto data = (home / "data").string();
  for (const auto* name : {"SECONDBRAIN_BACKUP_PATH", "SECONDBRAIN_VAULT_PATH"})
    for (const auto& folder : {data, data + "/inside"})
      EXPECT_THAT(problems({{"SECONDBRAIN_DATA_PATH", data}, {name, folder}}),
                  AllOf(HasSubstr(name), HasSubstr("a restore replaces as a whole")))
          << folder;
  for (const auto& folder : {std::string{"/backups/repository"}, std::string{"/"}})
    EXPECT_THAT(problems({{"SECONDBRAIN_BACKUP_PATH", "/backups"}, {"SECONDBRAIN_RESTIC_REPOSITORY", folder}}),
                HasSubstr("lie in one another"));
  EXPECT_THAT(problems({{"SECONDBRAIN_VAULT_PATH", vault}, {"SECONDBRAIN_BACKUP_PATH", vault}}),
              HasSubstr("lies in your vault"));
  EXPECT_EQ(
      problems({{"SECONDBRAIN_VAULT_PATH", vault}, {"SECONDBRAIN_BACKUP_COPY_PATH", home.string() + "/notes-copies"}}),
      "")
      << "beside it";
  const auto unwise = load({{"SECONDBRAIN_VAULT_PATH", vault}, {"SECONDBRAIN_BACKUP_PATH", vault + "/backups"}});
  ASSERT_TRUE(unwise) << "it works, and what is in it is in no snapshot";
  EXPECT_THAT(unwise->warnings, testing::Contains(HasSubstr("is lost with it")));
}

TEST_F(load_config_test, names_ignore_case) {
  write_env_file("secondbrain_port=1001\n");
  EXPECT_EQ(load()->values.port, 1001);
  EXPECT_EQ(load({{"Secondbrain_Port", "1002"}})->values.port, 1002);
}

TEST_F(load_config_test, the_env_file_is_found_in_the_configuration_directory) {
  auto file = config_directory({{"HOME", home_.path()}}) / ".env";
  write_text(file, "SECONDBRAIN_PORT=1001\n");
  auto loaded = load_config({{"HOME", home_.path()}});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->env_file, file);
  EXPECT_EQ(loaded->values.port, 1001);
}

// Incident E3, weakness W73: the data directory must not depend on where the server was started.
TEST_F(load_config_test, paths_do_not_depend_on_the_working_directory) {
  write_env_file("SECONDBRAIN_DATA_PATH=data\nSECONDBRAIN_VAULT_PATH=~/notes\n");
  auto before = fs::current_path();
  fs::current_path("/");
  auto loaded = load({{"SECONDBRAIN_BACKUP_PATH", "../backups"}});
  fs::current_path(before);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->values.data_path, home_ / "settings/data");
  EXPECT_EQ(loaded->values.vault_path, home_ / "notes");
  EXPECT_EQ(loaded->values.backup_path, home_ / "backups");
}

// Weakness W74.
TEST_F(load_config_test, empty_means_unset) {
  write_env_file("SECONDBRAIN_VAULT_PATH=\nSECONDBRAIN_OPENAI_EMBEDDING_DIMENSIONS=\"\"\nSECONDBRAIN_PORT=1001\n");
  auto loaded = load({{"SECONDBRAIN_PORT", " "}});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_FALSE(loaded->values.vault_path);
  EXPECT_FALSE(loaded->values.openai_embedding_dimensions);
  EXPECT_EQ(loaded->values.port, 1001);
}

TEST_F(load_config_test, reads_every_type) {
  auto loaded = load({{"SECONDBRAIN_WATCH", "Poll"},
                      {"SECONDBRAIN_MASS_DELETE_SHARE", "0.25"},
                      {"SECONDBRAIN_SWEEP_INTERVAL", "45"},
                      {"SECONDBRAIN_BACKUP_INTERVAL", "12"},
                      {"SECONDBRAIN_DEBUG", "YES"},
                      {"SECONDBRAIN_LOG_STDERR", "off"},
                      {"SECONDBRAIN_LOG_LEVEL", "warning"},
                      {"SECONDBRAIN_EMBEDDING_PROVIDER", "openai"},
                      {"SECONDBRAIN_OPENAI_EMBEDDING_DIMENSIONS", "256"},
                      {"SECONDBRAIN_ALLOWED_HOSTS", "notes.example, brain.local"}});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& values = loaded->values;
  EXPECT_EQ(values.watch, watch_mode::poll);
  EXPECT_DOUBLE_EQ(values.mass_delete_share, 0.25);
  EXPECT_EQ(values.sweep_interval, std::chrono::seconds{45});
  EXPECT_EQ(values.backup_interval, std::chrono::hours{12});
  EXPECT_TRUE(values.debug);
  EXPECT_FALSE(values.log_stderr);
  EXPECT_EQ(values.level, log_level::warning);
  EXPECT_EQ(values.provider, embedding_provider::openai);
  EXPECT_EQ(values.openai_embedding_dimensions, 256);
  EXPECT_THAT(values.allowed_hosts, ElementsAre("notes.example", "brain.local"));
}

TEST_F(load_config_test, names_all_problems_at_once_and_what_is_allowed) {
  write_env_file("SECONDBRAIN_PORT=eight\n");
  auto loaded = load({{"SECONDBRAIN_WATCH", "maybe"},
                      {"SECONDBRAIN_MASS_DELETE_SHARE", "1.5"},
                      {"SECONDBRAIN_DEBUG", "perhaps"},
                      {"SECONDBRAIN_HTTP_THREADS", "0"}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, errc::invalid_argument);
  const auto& message = loaded.error().message;
  EXPECT_THAT(message,
              HasSubstr("SECONDBRAIN_PORT=eight (" + env_file().string() + ") must be a whole number from 0 to 65535"));
  EXPECT_THAT(message, HasSubstr("SECONDBRAIN_WATCH=maybe (environment) must be auto, poll or off"));
  EXPECT_THAT(message, HasSubstr("SECONDBRAIN_MASS_DELETE_SHARE=1.5 (environment) must be a number from 0 to 1"));
  EXPECT_THAT(message, HasSubstr("SECONDBRAIN_DEBUG=perhaps (environment) must be true or false"));
  EXPECT_THAT(message, HasSubstr("SECONDBRAIN_HTTP_THREADS=0"));
}

struct bad_value {
  const char* name;
  const char* value;
};
class load_config_rejects : public load_config_test, public ::testing::WithParamInterface<bad_value> {};

TEST_P(load_config_rejects, it) {
  EXPECT_FALSE(load({{GetParam().name, GetParam().value}}));
}

INSTANTIATE_TEST_SUITE_P(all, load_config_rejects,
                         ::testing::Values(bad_value{"SECONDBRAIN_PORT", "80 80"},
                                           bad_value{"SECONDBRAIN_PORT", "99999999999999999999"},
                                           bad_value{"SECONDBRAIN_PORT", "-1"}, bad_value{"SECONDBRAIN_PORT", "1e3"},
                                           bad_value{"SECONDBRAIN_MASS_DELETE_SHARE", "nan"},
                                           bad_value{"SECONDBRAIN_MASS_DELETE_SHARE", "inf"},
                                           bad_value{"SECONDBRAIN_MASS_DELETE_SHARE", "0.3x"},
                                           bad_value{"SECONDBRAIN_METADATA_DB_NAME", "../metadata.db"},
                                           bad_value{"SECONDBRAIN_METADATA_DB_NAME", ".."},
                                           bad_value{"SECONDBRAIN_HANG_LIMIT", "10"},
                                           bad_value{"SECONDBRAIN_TOKEN", "short"}));

TEST_F(load_config_test, an_address_others_can_reach_needs_a_token) {
  for (const auto* host : {"0.0.0.0", "::", "192.168.1.5", "notes.example", "127.evil.example", "127.0.0.1.example",
                           "127.1.evil", "localhost.example", "::ffff:192.168.1.5", "128.0.0.1"}) {
    auto loaded = load({{"SECONDBRAIN_HOST", host}});
    ASSERT_FALSE(loaded) << host;
    EXPECT_THAT(loaded.error().message, HasSubstr("SECONDBRAIN_TOKEN"));
    EXPECT_TRUE(load({{"SECONDBRAIN_HOST", host}, {"SECONDBRAIN_TOKEN", "a-long-token"}}));
  }
  for (const auto* host :
       {"127.0.0.1", "127.0.0.2", "127.255.255.254", "localhost", "LocalHost", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    EXPECT_TRUE(load({{"SECONDBRAIN_HOST", host}})) << host;
}

TEST_F(load_config_test, secrets_are_never_shown) {
  write_env_file("SECONDBRAIN_TOKEN=correct-horse-battery\n");
  auto loaded = load({{"SECONDBRAIN_OPENAI_API_KEY", "sk-very-secret"}});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_TOKEN").value, "****");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_OPENAI_API_KEY").value, "****");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_ANTHROPIC_API_KEY").value, "");
  EXPECT_THAT(secrets_of(loaded->values), ElementsAre("correct-horse-battery", "sk-very-secret"));

  auto failed = load({{"SECONDBRAIN_TOKEN", "secret"}});
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, Not(HasSubstr("=secret")));
}

TEST_F(load_config_test, a_secret_may_stand_in_a_file_of_its_own) {
  write_text(home_ / "settings/token", "correct-horse-battery\n");
  fs::permissions(home_ / "settings/token", fs::perms::owner_read);
  write_env_file("SECONDBRAIN_TOKEN_FILE=token\n");
  auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ(loaded->values.token, "correct-horse-battery");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_TOKEN").value, "****");
  EXPECT_EQ(setting(*loaded, "SECONDBRAIN_TOKEN").source, home_ / "settings/token");
  EXPECT_THAT(loaded->warnings, IsEmpty());
  EXPECT_THAT(secrets_of(loaded->values), ElementsAre("correct-horse-battery"));
}

TEST_F(load_config_test, a_stronger_source_beats_the_file_of_a_weaker_one_and_the_reverse) {
  write_text(home_ / "settings/token", "from-the-file");
  write_env_file("SECONDBRAIN_TOKEN_FILE=token\n");
  EXPECT_EQ(load({{"SECONDBRAIN_TOKEN", "from-the-shell"}})->values.token, "from-the-shell");
  write_env_file("SECONDBRAIN_TOKEN=from-the-env-file\n");
  EXPECT_EQ(load({{"SECONDBRAIN_TOKEN_FILE", home_ / "settings/token"}})->values.token, "from-the-file");
}

TEST_F(load_config_test, the_file_of_a_secret_must_be_one) {
  write_text(home_ / "settings/empty", " \n");
  write_text(home_ / "settings/two", "one\ntwo\n");
  write_text(home_ / "settings/large", std::string(100'000, 'x'));
  for (const auto& [file, sentence] : {std::pair{"absent", "must name a file that can be read"},
                                       {"empty", "that is not empty"},
                                       {"two", "on one line"},
                                       {"large", "nothing but the secret"},
                                       {".", "can be read"}}) {
    auto loaded = load({{"SECONDBRAIN_TOKEN_FILE", file}});
    ASSERT_FALSE(loaded) << file;
    EXPECT_THAT(loaded.error().message, HasSubstr("SECONDBRAIN_TOKEN_FILE=" + std::string{file} + " (environment) "));
    EXPECT_THAT(loaded.error().message, HasSubstr(sentence));
  }
}

TEST_F(load_config_test, a_secret_and_its_file_are_not_both_set_in_one_place) {
  write_text(home_ / "settings/token", "from-the-file");
  write_env_file("SECONDBRAIN_TOKEN_FILE=token\nSECONDBRAIN_TOKEN=from-the-env-file\n");
  auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("SECONDBRAIN_TOKEN and SECONDBRAIN_TOKEN_FILE"));
  EXPECT_THAT(loaded.error().message, Not(HasSubstr("from-the")));
}

TEST_F(load_config_test, a_file_of_a_secret_that_others_may_read_is_warned_of) {
  write_text(home_ / "settings/token", "correct-horse-battery");
  fs::permissions(home_ / "settings/token", fs::perms::owner_read | fs::perms::others_read);
  EXPECT_THAT(load({{"SECONDBRAIN_TOKEN_FILE", home_ / "settings/token"}})->warnings,
              ElementsAre(HasSubstr("settings/token holds secrets and others may read it")));
}

TEST_F(load_config_test, only_a_secret_has_a_file_of_its_own) {
  EXPECT_THAT(load({{"SECONDBRAIN_PORT_FILE", "8001"}})->warnings,
              ElementsAre(HasSubstr("SECONDBRAIN_PORT_FILE (environment) is not a setting")));
}

TEST_F(load_config_test, unknown_names_are_warned_of_with_a_guess) {
  write_env_file("SECONDBRAIN_PROT=1\nOTHER_PROGRAM=2\n");
  auto loaded = load({{"SECONDBRAIN_SOMETHING_ELSE_ALTOGETHER", "3"}});
  ASSERT_TRUE(loaded);
  EXPECT_THAT(loaded->warnings,
              ElementsAre(Not(HasSubstr("Did you mean")),
                          AllOf(HasSubstr("SECONDBRAIN_PROT"), HasSubstr("Did you mean SECONDBRAIN_PORT?"))));
}

TEST_F(load_config_test, lines_that_make_no_sense_are_warned_of) {
  write_env_file("SECONDBRAIN_PORT=1001\nwhat is this\n");
  auto loaded = load();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->values.port, 1001);
  EXPECT_THAT(loaded->warnings, ElementsAre(HasSubstr("line 2")));
}

TEST_F(load_config_test, a_file_with_secrets_that_others_may_read_is_warned_of) {
  write_env_file("SECONDBRAIN_TOKEN=correct-horse-battery\n");
  EXPECT_THAT(load()->warnings, IsEmpty());
  fs::permissions(env_file(), fs::perms::others_read, fs::perm_options::add);
  EXPECT_THAT(load()->warnings, ElementsAre(HasSubstr("chmod 600")));
}

TEST_F(load_config_test, an_env_file_that_cannot_be_read_is_an_error) {
  fs::create_directories(env_file());  // a directory where the file should be
  auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, errc::io_failure);
}

TEST(process_environment_test, holds_what_was_set) {
  ::setenv("SECONDBRAIN_TEST_ENTRY", "a=b", 1);
  EXPECT_EQ(process_environment().at("SECONDBRAIN_TEST_ENTRY"), "a=b");
  ::unsetenv("SECONDBRAIN_TEST_ENTRY");
}

TEST_F(load_config_test, a_briefing_goes_through_a_channel_that_there_is) {
  const auto wrong = load({{"SECONDBRAIN_BRIEFING_CHANNEL", "pigeon"}});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("ntfy, webhook, email, desktop or command"));
  EXPECT_TRUE(load({{"SECONDBRAIN_BRIEFING_CHANNEL", "ntfy"}})) << "each can be set before the other";
  EXPECT_TRUE(load({{"SECONDBRAIN_BRIEFING_AT", "07:30"}}));
}

TEST_F(load_config_test, a_secret_that_is_too_short_to_be_hidden_is_warned_of) {
  EXPECT_THAT(load({{"SECONDBRAIN_ALARM_NTFY_TOKEN", "abc"}})->warnings,
              ElementsAre(HasSubstr("SECONDBRAIN_ALARM_NTFY_TOKEN is shorter than 4 characters")));
  EXPECT_THAT(load({{"SECONDBRAIN_ALARM_NTFY_TOKEN", "abcd"}})->warnings, IsEmpty());
}

}  // namespace
}  // namespace secondbrain::ops
