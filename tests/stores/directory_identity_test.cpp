#include "stores/directory_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/vault_record.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class directory_identity_test : public testing::Test {
 protected:
  directory_identity_test() { fs::create_directory(data_); }

  static std::string settled(const fs::path& directory) { return settle_identity(directory).value().id; }
  static vault_record record_in(const fs::path& directory) {
    return read_vault_record(directory / "vault.json").value();
  }
  void copy_to(const fs::path& other) const { fs::copy(data_, other, fs::copy_options::recursive); }

  temporary_directory home_;
  fs::path data_ = home_ / "data";
  fs::path other_ = home_ / "other";
};

TEST_F(directory_identity_test, a_new_directory_gets_one_that_lasts) {
  const auto id = settled(data_);
  EXPECT_EQ(id.size(), 36U);
  EXPECT_EQ(settled(data_), id);
}

TEST_F(directory_identity_test, what_an_earlier_version_wrote_keeps_its_id_and_all_it_says) {
  write_text(data_ / "vault.json", R"({"id":"of-old","later":1})");
  EXPECT_EQ(settled(data_), "of-old");
  EXPECT_EQ(record_in(data_).others.at("later").as_int64(), 1);
  EXPECT_TRUE(record_in(data_).place);
}

TEST_F(directory_identity_test, a_copy_takes_one_of_its_own_and_remembers_whose_it_was) {
  const auto id = settled(data_);
  copy_to(other_);
  const auto found = settle_identity(other_).value();
  EXPECT_NE(found.id, id);
  EXPECT_EQ(found.former, id);
  EXPECT_EQ(found.copied_from, fs::canonical(data_).string());
  EXPECT_THAT(record_in(other_).parents, ElementsAre(id));
  EXPECT_EQ(settled(other_), found.id) << "once";
  EXPECT_EQ(settled(data_), id) << "the other is what it was";
}

TEST_F(directory_identity_test, a_copy_of_a_copy_remembers_both) {
  const auto id = settled(data_);
  copy_to(other_);
  const auto second = settled(other_);
  fs::copy(other_, home_ / "third", fs::copy_options::recursive);
  EXPECT_NE(settled(home_ / "third"), second);
  EXPECT_THAT(record_in(home_ / "third").parents, ElementsAre(id, second));
}

TEST_F(directory_identity_test, one_that_is_renamed_stays_itself) {
  const auto id = settled(data_);
  fs::rename(data_, other_);
  EXPECT_EQ(settled(other_), id);
  EXPECT_EQ(record_in(other_).place->path, fs::canonical(other_).string());
  fs::create_directory(data_);
  EXPECT_NE(settled(data_), id) << "a new one in its former place";
  EXPECT_EQ(settled(other_), id);
}

TEST_F(directory_identity_test, one_that_comes_to_another_disk_stays_itself) {
  const auto id = settled(data_);
  copy_to(other_);
  fs::remove_all(data_);
  EXPECT_EQ(settled(other_), id);
}

TEST_F(directory_identity_test, one_that_is_put_back_in_its_place_stays_itself) {
  const auto id = settled(data_);
  copy_to(other_);
  fs::remove_all(data_);
  fs::create_directory(home_ / "so that the inode is another one");
  fs::copy(other_, data_, fs::copy_options::recursive);
  EXPECT_EQ(settled(data_), id);
}

TEST_F(directory_identity_test, a_link_to_it_is_no_copy) {
  const auto id = settled(data_);
  fs::create_directory_symlink(data_, other_);
  EXPECT_EQ(settled(other_), id);
  EXPECT_EQ(settled(data_), id);
}

TEST_F(directory_identity_test, a_file_that_makes_no_sense_is_left_to_its_owner) {
  write_text(data_ / "vault.json", "no JSON");
  EXPECT_THAT(settled(data_), IsEmpty());
  EXPECT_EQ(read_text(data_ / "vault.json"), "no JSON");
}

TEST_F(directory_identity_test, what_comes_from_another_can_be_made_ones_own) {
  const auto id = settled(data_);
  ASSERT_TRUE(give_identity(data_, "mine"));
  EXPECT_EQ(record_in(data_).id, "mine");
  EXPECT_THAT(record_in(data_).parents, ElementsAre(id));
  ASSERT_TRUE(give_identity(data_, id));
  EXPECT_THAT(record_in(data_).parents, ElementsAre("mine")) << "nobody is a parent of itself";
  ASSERT_TRUE(give_identity(data_, {}));
  EXPECT_EQ(record_in(data_).id.size(), 36U);
  EXPECT_TRUE(give_identity(home_ / "nothing", "mine"));
}

}  // namespace
}  // namespace secondbrain::stores
