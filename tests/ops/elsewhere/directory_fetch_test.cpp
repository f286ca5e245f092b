// Bringing back what was copied to a second directory: on this machine and on a new one, also when some of it is
// damaged.
#include <gmock/gmock.h>

#include "ops/backup/restore.hpp"
#include "tests/ops/elsewhere/copies_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace fs = std::filesystem;

class directory_fetch : public copies_fixture {
 protected:
  fs::path content_there(const std::string& text) const {
    for (const auto& each : fs::recursive_directory_iterator{own() / objects_name})
      if (each.is_regular_file() && read_text(each.path()) == text) return each.path();
    return {};
  }

  static std::string all(const std::vector<std::string>& remarks) {
    std::string text;
    for (const auto& each : remarks) text += each + "\n";
    return text;
  }
};

TEST_F(directory_fetch, brings_the_newest_back_and_changes_nothing_there) {
  back_up_all();
  const auto made = back_up_all();
  ASSERT_TRUE(carry());
  fs::remove_all(backups());
  const auto before = contents_there();
  const auto done = fetch();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->id, made.id);
  EXPECT_THAT(done->remarks, IsEmpty());
  EXPECT_TRUE(verify_snapshot(backups(), made.id)->verified);
  EXPECT_EQ(contents_there(), before);
  const auto none = fetch("data-20000101-000000");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, errc::not_found);
}

TEST_F(directory_fetch, passes_over_the_newest_when_any_of_its_files_is_damaged_and_says_so) {
  const auto older = back_up_all();
  const auto newest = back_up_all();
  ASSERT_TRUE(carry());
  std::vector<fs::path> files;
  for (const auto& each : fs::recursive_directory_iterator{own() / newest.id})
    if (each.is_regular_file()) files.push_back(each.path());
  ASSERT_GE(files.size(), 4U);
  for (const auto& file : files) {
    const auto sound = read_text(file);
    flip_byte(file, sound.size() / 2);
    const auto before = contents_there();
    fs::remove_all(backups());
    const auto done = fetch();
    ASSERT_TRUE(done) << file << ": " << done.error().message;
    EXPECT_EQ(done->id, older.id) << file;
    EXPECT_THAT(all(done->remarks), AllOf(HasSubstr("Passed over " + newest.id), HasSubstr(file.stem().string()),
                                          HasSubstr("Took " + older.id)))
        << file;
    EXPECT_TRUE(verify_snapshot(backups(), older.id)->verified) << file;
    EXPECT_EQ(contents_there(), before) << file << ": the place is only read";
    const auto named = fetch(newest.id);
    ASSERT_FALSE(named) << file;
    EXPECT_THAT(named.error().message, HasSubstr("fetch " + older.id)) << file << ": another is offered";
    write_text(file, sound);
  }
}

TEST_F(directory_fetch, a_note_that_is_damaged_there_is_named_and_the_rest_is_brought_back) {
  const auto made = back_up_all();
  ASSERT_TRUE(carry());
  flip_byte(content_there("the second note"), 3);
  const auto before = contents_there();
  fs::remove_all(backups());
  const auto done = fetch();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->id, made.id);
  EXPECT_THAT(all(done->remarks), HasSubstr("folder/b.md"));
  EXPECT_TRUE(verify_snapshot(backups(), made.id, verified_part::data)->verified);
  EXPECT_EQ(contents_there(), before);
}

TEST_F(directory_fetch, when_none_is_sound_it_says_so) {
  const auto made = back_up_all();
  ASSERT_TRUE(carry());
  fs::remove_all(backups());
  flip_byte(own() / made.id / "usage.db", 100);
  const auto done = fetch();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::corrupt);
  EXPECT_THAT(done.error().message, AllOf(HasSubstr("usage.db"), HasSubstr(disk().string())));
}

TEST_F(directory_fetch, one_that_is_here_and_damaged_is_replaced) {
  const auto made = back_up_all();
  ASSERT_TRUE(carry());
  for (const auto* name : {"usage.db", "vault_files.jsonl"}) {
    flip_byte(backups() / made.id / name, 50);
    const auto done = fetch();
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->id, made.id);
    EXPECT_TRUE(verify_snapshot(backups(), made.id)->verified) << name;
  }
  for (const auto& each : fs::recursive_directory_iterator{backups() / objects_name})
    if (each.is_regular_file()) flip_byte(each.path(), 2);
  ASSERT_TRUE(fetch());
  EXPECT_TRUE(verify_snapshot(backups(), made.id)->verified) << "with its notes";
}

TEST_F(directory_fetch, a_new_machine_takes_anothers_on_a_clear_word_only_and_all_of_it) {
  const auto made = back_up_all();
  ship();
  create_rows("conversations.db", 10);
  ship();
  ASSERT_TRUE(carry());
  become_another_machine();
  const auto refused = fetch();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::not_found);
  EXPECT_THAT(refused.error().message,
              AllOf(HasSubstr("--from-another"), HasSubstr(made.id), HasSubstr("of another data directory")));
  EXPECT_EQ(fetch(made.id).error().code, errc::conflict);

  const auto done = fetch({}, foreign_snapshots::accepted);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->id, made.id);
  ASSERT_TRUE(verify_snapshot(backups(), made.id)->verified);
  const auto restored =
      restore_snapshot(backups(), made.id, data(), foreign_snapshots::accepted, clock_, later_changes::applied);
  ASSERT_TRUE(restored) << restored.error().message;
  ASSERT_TRUE(restored->later);
  EXPECT_EQ(count_rows(data() / "conversations.db"), 110) << "with what was shipped after it";
}

TEST_F(directory_fetch, its_own_come_first_and_anothers_when_they_are_asked_for) {
  const auto theirs = back_up_all();
  ASSERT_TRUE(carry());
  become_another_machine();
  clock_.advance(std::chrono::seconds{-1});
  for (const auto* name : {"usage.db", "conversations.db"}) create_rows(name, 7);
  write_text(data() / "settings.json", "{}");
  const auto mine = back_up_all();
  ASSERT_EQ(mine.id, theirs.id) << "both were made in one second";
  record_ = {};
  ASSERT_TRUE(carry());
  EXPECT_EQ(fetch()->id, mine.id);
  EXPECT_EQ(read_text(backups() / mine.id / "settings.json"), "{}");

  const auto done = fetch({}, foreign_snapshots::accepted);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_NE(done->id, mine.id) << "the name is taken here";
  EXPECT_EQ(read_text(backups() / done->id / "settings.json"), R"({"categories":[]})");
  EXPECT_TRUE(verify_snapshot(backups(), mine.id)->verified);
}

TEST_F(directory_fetch, of_several_others_one_has_to_be_named) {
  std::vector<std::string> ids;
  for (const auto* id : {"one", "two"}) {
    write_text(data() / "vault.json", std::string{R"({"id":")"} + id + "\"}");
    fs::remove_all(backups());
    ids.push_back(back_up_all().id);
    record_ = {};
    ASSERT_TRUE(carry());
  }
  become_another_machine();
  const auto unclear = fetch({}, foreign_snapshots::accepted);
  ASSERT_FALSE(unclear);
  EXPECT_EQ(unclear.error().code, errc::conflict);
  EXPECT_THAT(unclear.error().message, AllOf(HasSubstr(ids[0]), HasSubstr(ids[1])));
  const auto done = fetch(ids[0], foreign_snapshots::accepted);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->id, ids[0]);
}

TEST_F(directory_fetch, what_an_earlier_version_has_copied_is_found) {
  const auto made = back_up_all();
  ship();
  fs::copy(backups(), disk(), fs::copy_options::recursive);
  become_another_machine();
  const auto done = fetch({}, foreign_snapshots::accepted);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->id, made.id);
  EXPECT_FALSE(generations_in(increments_of(backups(), "of-this-one")).empty());
}

TEST_F(directory_fetch, increments_that_are_sound_here_stay_and_damaged_ones_are_replaced) {
  ship();
  create_rows("conversations.db", 10);
  ship();
  ASSERT_TRUE(carry());
  const auto generation = generations_in(increments_of(backups(), "of-this-one")).at(0);
  const auto sound = read_text(piece_place(generation, 2));
  flip_byte(piece_place(generation, 2), 30);
  create_rows("conversations.db", 10);
  EXPECT_EQ(fetch().error().code, errc::not_found) << "there is no snapshot, and yet";
  EXPECT_EQ(read_text(piece_place(generation, 2)), sound);
}

}  // namespace
}  // namespace secondbrain::ops
