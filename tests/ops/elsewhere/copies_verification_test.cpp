// What lies in a second directory is read again, what has become damaged is found, told, and copied again.
#include <gmock/gmock.h>

#include "base/time_text.hpp"
#include "tests/ops/elsewhere/copies_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

class copies_verification : public copies_fixture {
 protected:
  void SetUp() override {
    copies_fixture::SetUp();
    create_rows("conversations.db", 10);
    made_ = back_up_all();
    ship();
    create_rows("conversations.db", 10);
    ship();
    const auto done = carry();
    ASSERT_TRUE(done) << done.error().message;
    record_.status.mended_at.clear();
    sound_ = contents_there();
  }

  /// Every kind of damage that a file may take: a byte at either end and in between, a piece cut off, more behind it.
  static std::vector<std::string> damaged_forms(const std::string& sound) {
    std::vector<std::string> forms;
    for (const auto at : {std::size_t{0}, sound.size() / 3, sound.size() / 2, sound.size() - 1}) {
      forms.push_back(sound);
      forms.back()[at] = static_cast<char>(forms.back()[at] ^ 1);
    }
    forms.push_back(sound.substr(0, sound.size() - 1));
    forms.push_back(sound + "x");
    forms.push_back("");
    return forms;
  }

  std::vector<std::string> damaged_there() const {
    std::vector<std::string> paths;
    for (const auto& each : inventory_of(disk(), origin_of(data()), own_copies(disk(), origin_of(data()))))
      if (!check_stored(disk(), each)) paths.push_back(each.path);
    return paths;
  }

  snapshot_info made_;
  std::map<fs::path, std::string> sound_;
};

TEST_F(copies_verification, whatever_is_damaged_is_found) {
  EXPECT_THAT(damaged_there(), IsEmpty());
  int files = 0;
  for (const auto& file : files_there()) {
    if (file.filename() == "origin.json") continue;  // below
    ++files;
    const auto path = file.lexically_relative(disk()).generic_string();
    for (const auto& form : damaged_forms(sound_.at(file))) {
      write_text(file, form);
      EXPECT_THAT(damaged_there(), ElementsAre(path)) << form.size() << " bytes of " << sound_.at(file).size();
    }
    fs::remove(file);
    if (file.extension() != ".piece") {
      EXPECT_THAT(damaged_there(), ElementsAre(path)) << "it is missing";
    }
    write_text(file, sound_.at(file));
  }
  EXPECT_GE(files, 11) << "a manifest, a list, databases, settings, contents, pieces";
}

TEST_F(copies_verification, whatever_is_damaged_is_mended_from_here) {
  ASSERT_TRUE(verify());
  EXPECT_TRUE(record_.status.mended_at.empty()) << "nothing was damaged";
  const auto forms = damaged_forms("any").size();
  for (std::size_t form = 0; form <= forms; ++form) {
    for (const auto& file : files_there()) {
      if (file.filename() == "origin.json" || (form == forms && file.extension() == ".piece")) continue;
      if (form == forms)
        fs::remove(file);
      else
        write_text(file, damaged_forms(sound_.at(file))[form]);
    }
    const auto done = verify();
    EXPECT_TRUE(done) << form << ": " << done.error().message;
    EXPECT_FALSE(record_.status.mended_at.empty());
    EXPECT_THAT(record_.status.damaged, IsEmpty());
    EXPECT_EQ(contents_there(), sound_) << form;
  }
  fs::remove(increments_of(own(), "of-this-one") / "g000001/000001.piece");
  ASSERT_TRUE(carry()) << "copying finds that one";
  EXPECT_EQ(contents_there(), sound_);
}

TEST_F(copies_verification, whose_increments_they_are_is_written_again) {
  const auto file = increments_of(own(), "of-this-one") / "origin.json";
  flip_byte(file, 3);
  ASSERT_TRUE(carry());
  EXPECT_EQ(contents_there(), sound_);
}

TEST_F(copies_verification, what_is_mended_is_told_with_the_note_that_it_is) {
  for (const auto& file : files_there())
    if (sound_.at(file) == "the second note") flip_byte(file, 4);
  ASSERT_TRUE(verify());
  EXPECT_THAT(record_.status.mended, HasSubstr("the file folder/b.md"));
}

TEST_F(copies_verification, copying_by_hand_verifies_the_newest_with_its_notes) {
  for (const auto& file : files_there())
    if (sound_.at(file) == "the second note" || file.filename() == "usage.db") flip_byte(file, 4);
  const auto done = carry(copies_reading::newest);
  EXPECT_TRUE(done) << done.error().message;
  EXPECT_EQ(contents_there(), sound_);
}

TEST_F(copies_verification, what_has_no_sound_copy_here_is_told_for_as_long_as_it_is_so) {
  fs::rename(backups(), place_ / "away");
  for (const auto& file : files_there())
    if (sound_.at(file) == "the second note" || file.filename() == "usage.db") flip_byte(file, 4);
  const auto found = verify();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
  EXPECT_THAT(found.error().message, AnyOf(HasSubstr("usage.db"), HasSubstr("folder/b.md")));
  EXPECT_THAT(found.error().message, HasSubstr("look at that disk"));
  EXPECT_EQ(record_.status.damaged.size(), 2U);
  EXPECT_FALSE(carry());
  fs::rename(place_ / "away", backups());
  ASSERT_TRUE(carry());
  EXPECT_EQ(contents_there(), sound_);
  EXPECT_THAT(record_.status.damaged, IsEmpty());
}

TEST_F(copies_verification, one_that_cannot_be_mended_goes_when_enough_newer_ones_are_there) {
  flip_byte(own() / made_.id / "usage.db", 5000);
  fs::remove_all(backups() / made_.id);
  ASSERT_FALSE(verify());
  EXPECT_THAT(record_.status.damaged, ElementsAre(HasSubstr(made_.id)));
  for (int round = 0; round < 2; ++round) {
    back_up_all();
    static_cast<void>(carry());
  }
  ASSERT_TRUE(carry());
  EXPECT_FALSE(fs::exists(own() / made_.id));
  EXPECT_THAT(record_.status.damaged, IsEmpty());
}

TEST_F(copies_verification, all_is_read_part_by_part_within_four_weeks) {
  directory_copy slow{{.directory = disk(), .keep = {.newest = 2}, .least_part = 1}, clock_};
  record_.read_at.clear();
  record_.status.all_verified_since.clear();
  record_.status.verifying_since.clear();
  for (const auto& file : files_there())
    if (sound_.at(file) == "the second note") flip_byte(file, 4);
  const auto began = utc_text(clock_.now());
  int rounds = 0;
  for (; rounds < 28 * 24 && record_.status.all_verified_since.empty(); ++rounds) {
    ASSERT_TRUE(slow.carry(record_, source(), copies_reading::due));
    const auto until = record_.read_until;
    ASSERT_TRUE(slow.carry(record_, source(), copies_reading::due));
    ASSERT_EQ(record_.read_until, until) << "one part an hour";
    clock_.advance(std::chrono::hours{1});
  }
  EXPECT_EQ(record_.status.all_verified_since, began);
  EXPECT_GT(rounds, 3);
  EXPECT_EQ(contents_there(), sound_);
}

TEST_F(copies_verification, after_a_pause_the_next_part_is_larger_but_bounded) {
  directory_copy slow{{.directory = disk(), .keep = {.newest = 2}, .least_part = 1}, clock_};
  record_.read_at = utc_text(clock_.now() - std::chrono::days{200});
  record_.read_until.clear();
  ASSERT_TRUE(slow.carry(record_, source(), copies_reading::due));
  EXPECT_FALSE(record_.read_until.empty()) << "not everything at once";
}

TEST_F(copies_verification, a_disk_that_goes_away_meanwhile_has_no_damage) {
  fs::rename(disk(), place_ / "away");
  EXPECT_FALSE(verify());
  EXPECT_THAT(record_.status.damaged, IsEmpty());
}

}  // namespace
}  // namespace secondbrain::ops
