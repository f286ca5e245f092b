// Against the real restic, on a repository of its own; skipped where restic is not installed.
#include "ops/elsewhere/restic_copy.hpp"

#include <gmock/gmock.h>

#include <chrono>

#include "base/program.hpp"
#include "ops/backup/origin.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class restic_copy_test : public data_fixture {
 protected:
  void SetUp() override {
    data_fixture::SetUp();
    const auto found = run_program({{"restic", "version"}}, real_clock().steady() + std::chrono::seconds{20});
    if (!found) GTEST_SKIP() << "restic is not installed";
    write_text(data() / "vault.json", R"({"id":"of-this-one"})");
  }

  fs::path repository() const { return place_ / "repository"; }
  copy_source source() const { return {backups(), origin_of(data())}; }

  restic_copy copies(const std::function<void(restic_copy_options&)>& change = {}) const {
    restic_copy_options chosen;
    chosen.program.address = chosen.program.shown = repository().string();
    chosen.program.password = "correct horse";
    chosen.keep = {.newest = 1};
    if (change) change(chosen);
    return restic_copy{chosen};
  }

  status carry(restic_copy& into) { return into.carry(record_, source()); }

  error problem_of(restic_copy& place) {
    record_ = {};
    const auto done = carry(place);
    EXPECT_FALSE(done);
    return done ? error{} : done.error();
  }

  copy_record record_;
};

TEST_F(restic_copy_test, copies_verifies_keeps_so_many_and_brings_back) {
  auto place = copies();
  ASSERT_TRUE(back_up());
  auto without = carry(place);
  ASSERT_FALSE(without) << "a repository is created on an explicit word only";
  EXPECT_THAT(without.error().message, HasSubstr("secondbrain elsewhere init"));
  EXPECT_FALSE(fs::exists(repository()));

  auto made = place.prepare(record_, source());
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(place.prepare(record_, source())) << "one that is there is left as it is";
  std::string newest;
  for (int round = 0; round < 2; ++round) {
    create_rows("usage.db", 10);
    newest = back_up()->id;
    const auto done = carry(place);
    ASSERT_TRUE(done) << done.error().message;
  }
  EXPECT_EQ(record_.status.snapshot, newest);
  EXPECT_EQ(record_.status.snapshots, 1);
  EXPECT_FALSE(record_.status.verified_at.empty());

  fs::remove_all(backups());
  const auto fetched = place.fetch("", source());
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(*fetched, newest);
  EXPECT_TRUE(verify_snapshot(backups(), newest)->verified);
  EXPECT_EQ(count_rows(backups() / newest / "usage.db"), 120);
}

TEST_F(restic_copy_test, says_what_is_wrong_and_what_to_do) {
  ASSERT_TRUE(back_up());
  auto good = copies();
  ASSERT_TRUE(good.prepare(record_, source()));
  ASSERT_TRUE(carry(good));

  auto wrong = copies([](auto& chosen) { chosen.program.password = "staple"; });
  EXPECT_THAT(problem_of(wrong).message, AllOf(HasSubstr("passphrase does not open"), HasSubstr("SECONDBRAIN_RESTIC")));
  auto unset = copies([](auto& chosen) { chosen.program.password.clear(); });
  EXPECT_THAT(problem_of(unset).message, HasSubstr("no passphrase is set"));
  auto missing = copies([](auto& chosen) {
    chosen.program.password.clear();
    chosen.program.password_command = "false";
  });
  EXPECT_THAT(problem_of(missing).message, HasSubstr("cannot be read"));
  auto no_program = copies([](auto& chosen) { chosen.program.program = "/nowhere/restic"; });
  EXPECT_THAT(problem_of(no_program).message, HasSubstr("install restic"));
  auto slow = copies([](auto& chosen) {
    chosen.program.program = "sleep";
    chosen.longest_question = std::chrono::seconds{0};
  });
  EXPECT_FALSE(problem_of(slow).message.empty());

  fs::rename(repository(), place_ / "away");
  EXPECT_THAT(problem_of(good).message, HasSubstr("there is no repository at"));
  fs::rename(place_ / "away", repository());
  record_ = {};
  EXPECT_TRUE(carry(good)) << "back again";
}

TEST_F(restic_copy_test, takes_away_a_lock_that_a_killed_process_has_left) {
  ASSERT_TRUE(back_up());
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source()));
  const auto repository_text = repository().string();
  const auto pipe = (place_ / "pipe").string();
  const auto locked = run_program(
      {{"sh", "-c",
        "mkfifo '" + pipe + "'; restic backup --quiet --stdin < '" + pipe + "' & child=$!; exec 9> '" + pipe +
            "'; "
            "n=0; until ls '" +
            repository_text +
            "/locks' | grep -qE '^[0-9a-f]{64}$' || [ $n -ge 400 ]; "
            "do sleep 0.05; n=$((n+1)); done; "
            "kill -9 $child; wait $child; ls '" +
            repository_text + "/locks'"},
       {{"RESTIC_REPOSITORY", repository_text}, {"RESTIC_PASSWORD", "correct horse"}}},
      real_clock().steady() + std::chrono::seconds{60});
  ASSERT_TRUE(locked && !locked->output.empty()) << "there is no lock to begin with";
  const auto done = carry(place);
  EXPECT_TRUE(done) << done.error().message;
}

TEST_F(restic_copy_test, finds_damage_there) {
  ASSERT_TRUE(back_up());
  auto place = copies([](auto& chosen) { chosen.read_share = 100; });
  ASSERT_TRUE(place.prepare(record_, source()));
  ASSERT_TRUE(carry(place));
  for (const auto& each : fs::recursive_directory_iterator{repository() / "data"})
    if (each.is_regular_file()) {
      fs::permissions(each.path(), fs::perms::owner_all);
      flip_byte(each.path(), fs::file_size(each.path()) / 2);
    }
  record_.status.verified_at = "2020-01-01T00:00:00+00:00";
  const auto found = carry(place);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt) << found.error().message;
}

TEST_F(restic_copy_test, hands_the_passphrase_over_in_the_environment_only) {
  write_text(place_ / "pretender", "#!/bin/sh\necho \"$@\" >> " + (place_ / "seen").string() +
                                       "\necho \"Fatal: wrong password for $RESTIC_REPOSITORY\" >&2\nexit 1\n");
  fs::permissions(place_ / "pretender", fs::perms::owner_all);
  ASSERT_TRUE(back_up());
  auto place = copies([&](auto& chosen) {
    chosen.program.program = (place_ / "pretender").string();
    chosen.program.address = "rest:http://ada:geheim@127.0.0.1:9/";
    chosen.program.shown = "rest:http://ada:***@127.0.0.1:9/";
  });
  const auto problem = problem_of(place);
  EXPECT_THAT(problem.message, Not(HasSubstr("geheim")));
  const auto seen = read_text(place_ / "seen");
  EXPECT_THAT(seen, AllOf(HasSubstr("snapshots"), Not(HasSubstr("geheim")), Not(HasSubstr("horse"))));
}

}  // namespace
}  // namespace secondbrain::ops
