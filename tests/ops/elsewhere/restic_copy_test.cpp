// Against the real restic, on a repository of its own; skipped where restic is not installed.
#include "ops/elsewhere/restic_copy.hpp"

#include <gmock/gmock.h>

#include <chrono>

#include "base/program.hpp"
#include "ops/backup/former_directory.hpp"
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

  status carry(restic_copy& into) { return into.carry(record_, source(), copies_reading::due); }

  /// What restic itself is asked.
  std::string ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "restic");
    const auto end = run_program({arguments,
                                  {{"RESTIC_REPOSITORY", repository().string()}, {"RESTIC_PASSWORD", "correct horse"}},
                                  {},
                                  std::size_t{1} << 20},
                                 real_clock().steady() + std::chrono::seconds{60});
    EXPECT_TRUE(end && end->exit_code == 0) << (end ? end->errors : end.error().message);
    return end ? end->output : std::string{};
  }

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

  auto made = place.prepare(record_, source(), another_place::refused);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused)) << "one that is there is left as it is";
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
  const auto fetched = place.fetch({}, source());
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->id, newest);
  EXPECT_TRUE(verify_snapshot(backups(), newest)->verified);
  EXPECT_EQ(count_rows(backups() / newest / "usage.db"), 120);
}

TEST_F(restic_copy_test, says_what_is_wrong_and_what_to_do) {
  ASSERT_TRUE(back_up());
  auto good = copies();
  ASSERT_TRUE(good.prepare(record_, source(), another_place::refused));
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
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  const auto repository_text = repository().string();
  const auto pipe = (place_ / "pipe").string();
  const auto locked = run_program(
      {{"sh", "-c",
        "mkfifo '" + pipe + "'; restic backup --quiet --stdin < '" + pipe + "' & child=$!; exec 9> '" + pipe +
            "'; "
            "n=0; until ls '" +
            repository_text +
            "/locks' | grep -qE '^[0-9a-f]{64}$' || [ $n -ge 1000 ]; "
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
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
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

TEST_F(restic_copy_test, one_made_while_the_clock_was_wrong_neither_wins_nor_hides_later_ones) {
  auto place = copies([](auto& chosen) { chosen.keep = {.newest = 2}; });
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  clock_.advance(std::chrono::days{900});
  const auto ahead = back_up();
  ASSERT_TRUE(ahead);
  ASSERT_TRUE(carry(place));
  clock_.advance(-std::chrono::days{900});
  std::string newest;
  for (int round = 0; round < 2; ++round) {
    create_rows("usage.db", 10);
    newest = back_up()->id;
    const auto done = carry(place);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(record_.status.snapshot, newest);
  }
  EXPECT_EQ(record_.status.snapshots, 2U);
  EXPECT_THAT(ask({"snapshots", "--json"}), Not(HasSubstr(ahead->id))) << "it goes when its turn has come";
  fs::remove_all(backups());
  EXPECT_EQ(place.fetch({}, source())->id, newest);
}

TEST_F(restic_copy_test, what_an_earlier_version_has_copied_is_ordered_by_its_manifest) {
  auto place = copies([](auto& chosen) { chosen.keep = {.newest = 3}; });
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  std::vector<snapshot_info> made;
  for (int round = 0; round < 2; ++round) made.push_back(*back_up());
  for (const auto& [each, time] :
       {std::pair{made[0], "2033-01-01 00:00:00"}, std::pair{made[1], "2026-01-01 00:00:00"}})
    ask({"backup", "--quiet", "--host", "of-this-one", "--tag", "secondbrain," + each.id, "--time", time, each.path});
  const auto done = carry(place);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(record_.status.snapshot, made[1].id);
  EXPECT_EQ(record_.status.snapshots, 2U) << "nothing is copied twice";
  fs::remove_all(backups());
  EXPECT_EQ(place.fetch({}, source())->id, made[1].id);
}

TEST_F(restic_copy_test, paths_are_taken_as_they_are) {
  const auto odd = place_ / R"(of [me]* and {you}? \d !x)";
  fs::create_directories(odd);
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  ASSERT_TRUE(back_up());
  fs::rename(backups(), odd / "backups");
  const copy_source from{odd / "backups", origin_of(data())};
  const auto done = place.carry(record_, from, copies_reading::due);
  ASSERT_TRUE(done) << done.error().message;
  const auto id = record_.status.snapshot;
  fs::remove_all(odd / "backups");
  const auto fetched = place.fetch({}, from);
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_TRUE(verify_snapshot(odd / "backups", id)->verified);
}

TEST_F(restic_copy_test, passes_over_the_newest_when_it_is_damaged_and_says_so) {
  auto place = copies([](auto& chosen) { chosen.keep = {.newest = 2}; });
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  const auto older = back_up();
  ASSERT_TRUE(carry(place));
  const auto whole = ask({"list", "packs"});
  create_rows("usage.db", 500);
  const auto newest = back_up();
  ASSERT_TRUE(carry(place));
  for (const auto& each : fs::recursive_directory_iterator{repository() / "data"}) {
    if (!each.is_regular_file() || whole.find(each.path().filename().string()) != std::string::npos) continue;
    fs::permissions(each.path(), fs::perms::owner_all);
    flip_byte(each.path(), fs::file_size(each.path()) / 2);
  }
  fs::remove_all(backups());
  const auto fetched = place.fetch({}, source());
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->id, older->id);
  ASSERT_FALSE(fetched->remarks.empty());
  EXPECT_THAT(fetched->remarks.front(), HasSubstr("Passed over " + newest->id));
}

TEST_F(restic_copy_test, says_what_is_there_and_fetches_anothers_on_a_clear_word_only) {
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  const auto made = back_up();
  ASSERT_TRUE(carry(place));
  fs::remove_all(backups());
  write_text(data() / "vault.json", R"({"id":"another"})");
  copy_record seen;
  ASSERT_TRUE(place.look(seen, source()));
  EXPECT_EQ(seen.status.snapshots, 0U);
  EXPECT_EQ(seen.status.others, 1U);
  EXPECT_GT(seen.status.bytes, 0U);
  EXPECT_TRUE(seen.status.free_bytes);
  const auto refused = place.fetch({}, source());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("--from-another"), HasSubstr(made->id)));
  const auto fetched = place.fetch({.id = {}, .foreign = foreign_snapshots::accepted}, source());
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(fetched->id, made->id);
}

TEST_F(restic_copy_test, reads_another_part_each_time_until_all_was_read) {
  auto place = copies([](auto& chosen) { chosen.read_share = 50; });
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(carry(place));
  EXPECT_EQ(record_.status.all_verified_since, "");
  record_.status.verified_at = "2020-01-01T00:00:00+00:00";
  const auto since = record_.status.verifying_since;
  ASSERT_TRUE(carry(place));
  EXPECT_EQ(record_.status.all_verified_since, since);
  ASSERT_TRUE(place.verify(record_, source()));
  EXPECT_NE(record_.status.all_verified_since, since);
}

TEST_F(restic_copy_test, what_is_damaged_here_is_not_copied_and_holds_up_no_other) {
  auto place = copies([](auto& chosen) { chosen.keep.newest = 2; });
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  const auto damaged = back_up();
  flip_byte(fs::path{damaged->path} / "conversations.db", 5000);
  const auto sound = back_up();
  const auto done = carry(place);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(record_.status.snapshot, sound->id);
  EXPECT_EQ(record_.status.snapshots, 1);
  ASSERT_EQ(record_.status.not_copied.size(), 1);
  EXPECT_THAT(record_.status.not_copied.front(), AllOf(HasSubstr(damaged->id), HasSubstr(backups().string()),
                                                       HasSubstr("conversations.db"), Not(HasSubstr("repository"))));
}

/// restic says that all went well, and the tags are those of the backup.
TEST_F(restic_copy_test, one_that_was_rotated_away_under_restic_is_no_copy_and_goes) {
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  auto made = back_up();
  fs::create_directories(backups() / "objects");
  write_text(backups() / "objects/content", "of a note");
  ask({"backup", "--quiet", "--host", "of-this-one", "--tag", restic_tags(*made),
       (backups() / "gone" / made->id).string(), (backups() / "objects").string()});
  ASSERT_TRUE(place.look(record_, source()));
  EXPECT_EQ(record_.status.snapshots, 0);
  const auto done = carry(place);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(record_.status.snapshots, 1);
  EXPECT_THAT(ask({"snapshots", "--json"}), Not(HasSubstr("},{"))) << "only the copy is left";
}

TEST_F(restic_copy_test, a_repository_that_is_away_is_not_created_anew_without_a_word) {
  ASSERT_TRUE(back_up());
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  ASSERT_TRUE(carry(place));
  const auto known = record_.status.verified_at;
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  EXPECT_EQ(record_.status.verified_at, known) << "one that is in order is left as it is";
  fs::rename(repository(), place_ / "away");
  const auto refused = place.prepare(record_, source(), another_place::refused);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_FALSE(fs::exists(repository()));
  ASSERT_TRUE(place.prepare(record_, source(), another_place::accepted));
  EXPECT_TRUE(carry(place));
}

TEST_F(restic_copy_test, one_that_hangs_is_ended_and_told_and_leaves_nothing_that_is_in_the_way) {
  write_text(place_ / "hanging", "#!/bin/sh\ncase \"$1\" in backup) exec sleep 600;; esac\nexec restic \"$@\"\n");
  fs::permissions(place_ / "hanging", fs::perms::owner_all);
  ASSERT_TRUE(back_up());
  auto good = copies();
  ASSERT_TRUE(good.prepare(record_, source(), another_place::refused));
  auto place = copies([&](auto& chosen) {
    chosen.program.program = (place_ / "hanging").string();
    chosen.program.patience = std::chrono::seconds{1};
  });
  const auto done = carry(place);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::timeout);
  EXPECT_THAT(done.error().message,
              AllOf(HasSubstr("neither read nor written anything for 1 s"), HasSubstr("SECONDBRAIN_RESTIC_PATIENCE")));
  EXPECT_TRUE(carry(good)) << "it goes on with one that works";
}

TEST_F(restic_copy_test, tells_of_a_directory_that_lay_here_before) {
  ASSERT_TRUE(back_up());
  auto place = copies();
  ASSERT_TRUE(place.prepare(record_, source(), another_place::refused));
  ASSERT_TRUE(carry(place));
  const auto lost = record_.status.snapshot;
  EXPECT_EQ(record_.status.former, "");
  fs::remove_all(backups());
  fs::remove(data() / "vault.json");
  ASSERT_TRUE(note_beginning(data()));
  write_text(data() / "vault.json", R"({"id":"another"})");
  record_ = {};
  auto anew = copies();
  ASSERT_TRUE(anew.look(record_, source()));
  EXPECT_EQ(record_.status.former, lost);
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(carry(anew));
  EXPECT_EQ(record_.status.former, lost) << "also when there is a backup of the new one";
  ASSERT_TRUE(go_on_with_new(data()));
  ASSERT_TRUE(carry(anew));
  EXPECT_EQ(record_.status.former, "");
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

/// What is kept of its words is cut, and what is quoted of these is cut again.
TEST_F(restic_copy_test, no_piece_of_the_passphrase_is_told_however_much_is_said) {
  const std::string passphrase = "hunter2secret";
  ASSERT_TRUE(back_up());
  for (const std::string before : {"", " ", "ab", "a line of words that is so long that ", "\\n"}) {
    write_text(place_ / "garrulous", "#!/bin/sh\nprintf 'first" + before +
                                         "' >&2\nyes \"$RESTIC_PASSWORD\" | head -c 5000000 >&2\n" + "exit 1\n");
    fs::permissions(place_ / "garrulous", fs::perms::owner_all);
    auto place = copies([&](auto& chosen) {
      chosen.program.program = (place_ / "garrulous").string();
      chosen.program.password = passphrase;
    });
    const auto problem = problem_of(place);
    EXPECT_THAT(problem.message, AllOf(HasSubstr("restic failed"), Not(HasSubstr("hunt")))) << before;
  }
  for (int filler = 280; filler <= 300; filler += 3) {  // one line
    write_text(place_ / "garrulous", "#!/bin/sh\nhead -c " + std::to_string(filler) +
                                         " /dev/zero | tr '\\0' x >&2\necho \" $RESTIC_PASSWORD $RESTIC_REPOSITORY" +
                                         " geheim123\" >&2\nexit 1\n");
    auto place = copies([&](auto& chosen) {
      chosen.program.program = (place_ / "garrulous").string();
      chosen.program.password = passphrase;
      chosen.program.address = "rest:http://ada:geheim123@127.0.0.1:9/";
      chosen.program.shown = "rest:http://ada:***@127.0.0.1:9/";
    });
    EXPECT_THAT(problem_of(place).message, AllOf(HasSubstr("xxx"), Not(HasSubstr("hunt")), Not(HasSubstr("gehe"))));
  }
}

}  // namespace
}  // namespace secondbrain::ops
