#include "brain/vault/known_vault.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"

namespace secondbrain::vault {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class known_vault_test : public testing::Test {
 protected:
  known_vault_test() {
    for (int number = 0; number < 10; ++number) {
      notes.push_back("folder/note " + std::to_string(number) + ".md");
      vault.write(notes.back(), "text");
    }
    EXPECT_TRUE(known_vault(file, vault.root()).learn(notes));
  }

  known_vault at(const fs::path& root) { return {file, root}; }
  vault_state state() { return at(vault.root()).look().state; }
  fs::path aside() { return vault.outside() / "aside"; }
  void put_aside() { fs::rename(vault.root(), aside()); }
  void copy_to(const fs::path& folder, int of_the_notes) {
    for (int number = 0; number < of_the_notes; ++number) {
      fs::create_directories((folder / notes[number]).parent_path());
      fs::copy_file(vault.root() / notes[number], folder / notes[number]);
    }
  }

  std::string remembered() {
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }
  /// As if the folder had been found on another disk than the one that is here.
  void remember_another(const std::string& field) {
    auto document = boost::json::parse(remembered()).as_object();
    document.at(field) = 7;
    std::ofstream{file} << document;
  }
  void forget_field(const std::string& field) {
    auto document = boost::json::parse(remembered()).as_object();
    ASSERT_EQ(document.erase(field), 1U);
    std::ofstream{file} << document;
  }
  void clear() {
    for (auto& entry : fs::directory_iterator{vault.root()}) fs::remove_all(entry.path());
  }

  temporary_vault vault;
  fs::path file = vault.outside() / "vault_identity.json";
  std::vector<std::string> notes;
};

TEST_F(known_vault_test, the_vault_is_itself) {
  EXPECT_EQ(state(), vault_state::itself);
  EXPECT_TRUE(at(vault.root()).may_write());
  EXPECT_EQ(files_below(vault.root()).size(), notes.size()) << "nothing is written into it";
}

TEST_F(known_vault_test, an_empty_folder_in_its_place_is_known) {
  put_aside();
  fs::create_directory(vault.root());
  EXPECT_EQ(state(), vault_state::emptied);
  auto refused = at(vault.root()).may_write();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::vault_missing);
  EXPECT_THAT(refused.error().message, HasSubstr("the 10 notes that were in it are gone"));
  EXPECT_TRUE(at(vault.root()).may_answer()) << "what is known is still of this vault";
  fs::create_directory(vault.root() / "lost+found");
  vault.write(".Trashes/x", "");
  EXPECT_EQ(state(), vault_state::emptied) << "what a disk brings along is no note";
  fs::remove_all(vault.root());
  fs::rename(aside(), vault.root());
  EXPECT_EQ(state(), vault_state::itself);
}

TEST_F(known_vault_test, the_same_folder_without_a_trace_of_many_notes_is_asked_about) {
  fs::remove_all(vault.root() / "folder");
  EXPECT_EQ(state(), vault_state::emptied);
  fs::create_directory(vault.root() / "lost+found");
  vault.write(".DS_Store", "");
  EXPECT_EQ(state(), vault_state::emptied);
  EXPECT_FALSE(at(vault.root()).may_write());
}

TEST_F(known_vault_test, an_owner_who_deletes_all_notes_is_not_locked_out) {
  for (auto& note : notes) fs::remove(vault.root() / note);
  EXPECT_EQ(state(), vault_state::itself) << "their folder is still there";
  fs::remove_all(vault.root() / "folder");
  vault.write(".obsidian/app.json", "{}");
  EXPECT_EQ(state(), vault_state::itself);
  EXPECT_TRUE(at(vault.root()).needs_to_learn());
  put_aside();
  fs::create_directory(vault.root());
  vault.write(".obsidian/app.json", "{}");
  EXPECT_EQ(state(), vault_state::emptied) << "another folder in its place";
}

TEST_F(known_vault_test, the_last_notes_may_go_one_by_one) {
  for (std::size_t left : {5U, 1U}) {
    for (std::size_t number = left; number < notes.size(); ++number) fs::remove(vault.root() / notes[number]);
    notes.resize(left);
    ASSERT_TRUE(at(vault.root()).learn(notes));
  }
  fs::remove(vault.root() / notes.front());
  fs::remove(vault.root() / "folder");
  EXPECT_EQ(state(), vault_state::itself);
  put_aside();
  fs::create_directory(vault.root());
  EXPECT_EQ(state(), vault_state::emptied) << "another folder in its place";
}

TEST_F(known_vault_test, what_an_index_knows_is_enough_to_tell_an_empty_folder) {
  fs::remove(file);
  auto upgraded = at(vault.root());
  upgraded.assume(notes);
  EXPECT_EQ(upgraded.look().state, vault_state::itself);
  EXPECT_EQ(state(), vault_state::itself) << "and remembered";

  fs::remove(file);
  put_aside();
  fs::create_directory(vault.root());
  auto away = at(vault.root());
  EXPECT_EQ(away.look().state, vault_state::itself) << "nothing is known";
  away.assume(notes);
  EXPECT_EQ(away.look().state, vault_state::emptied);
  EXPECT_FALSE(away.may_write());
  vault.write("mine.md", "text");
  EXPECT_EQ(away.look().state, vault_state::another);
  ASSERT_TRUE(away.adopt());
  away.assume(notes);
  EXPECT_EQ(away.look().state, vault_state::itself) << "what was adopted is not doubted";
}

TEST_F(known_vault_test, a_vault_of_which_little_is_left_is_still_itself) {
  for (std::size_t number = 1; number < notes.size(); ++number) fs::remove(vault.root() / notes[number]);
  EXPECT_EQ(state(), vault_state::itself);
}

TEST_F(known_vault_test, a_moved_vault_is_recognised_without_a_question) {
  put_aside();
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
  EXPECT_EQ(at(aside()).look().belongs_to, aside().string());
}

TEST_F(known_vault_test, a_copy_on_another_disk_is_recognised) {
  copy_to(aside(), 10);
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
}

TEST_F(known_vault_test, a_restored_copy_in_its_place_is_recognised_once_half_of_it_is_there) {
  copy_to(aside(), 4);
  EXPECT_EQ(at(aside()).look().state, vault_state::another) << "a restore that is under way";
  fs::remove_all(aside());
  copy_to(aside(), 5);
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
}

TEST_F(known_vault_test, another_vault_is_asked_about) {
  fs::create_directory(aside());
  std::ofstream{aside() / "mine.md"} << "text";
  auto other = at(aside());
  auto found = other.look();
  EXPECT_EQ(found.state, vault_state::another);
  EXPECT_EQ(found.belongs_to, vault.root().string());
  EXPECT_THAT(found.message, HasSubstr("This data belongs to the vault " + vault.root().string() + ": index " +
                                       aside().string() + " instead?"));
  EXPECT_THAT(found.message, HasSubstr("secondbrain vault adopt"));
  EXPECT_FALSE(other.may_write());
  EXPECT_FALSE(other.may_answer());
  EXPECT_FALSE(other.may_index());
  EXPECT_EQ(state(), vault_state::itself) << "asking changes nothing";

  ASSERT_TRUE(other.adopt());
  EXPECT_EQ(other.look().state, vault_state::itself);
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
  ASSERT_TRUE(other.learn({"mine.md"}));
  EXPECT_EQ(state(), vault_state::another) << "now the first one is";
}

TEST_F(known_vault_test, other_notes_in_its_place_are_another_vault) {
  put_aside();
  fs::create_directory(vault.root());
  vault.write("mine.md", "text");
  EXPECT_EQ(state(), vault_state::another);
}

TEST_F(known_vault_test, a_folder_that_is_not_there) {
  put_aside();
  EXPECT_EQ(state(), vault_state::missing);
  EXPECT_FALSE(at(vault.root()).may_write());
  EXPECT_TRUE(at(vault.root()).may_answer());
  auto mistyped = at(vault.outside() / "vaullt");
  EXPECT_EQ(mistyped.look().state, vault_state::mistaken);
  EXPECT_THAT(mistyped.look().message, HasSubstr("There is no folder " + (vault.outside() / "vaullt").string()));
  EXPECT_FALSE(mistyped.may_answer());
  EXPECT_FALSE(mistyped.adopt());
}

TEST_F(known_vault_test, nothing_is_known_at_first) {
  auto fresh = known_vault{vault.outside() / "none.json", vault.root()};
  EXPECT_EQ(fresh.look().state, vault_state::itself);
  EXPECT_TRUE(fresh.needs_to_learn());
  auto mistyped = known_vault{vault.outside() / "none.json", vault.outside() / "vaullt"};
  EXPECT_EQ(mistyped.look().state, vault_state::mistaken);
  auto none = known_vault{vault.outside() / "none.json", {}};
  EXPECT_EQ(none.look().state, vault_state::not_configured);
  EXPECT_FALSE(none.may_answer());
  EXPECT_FALSE(none.may_write());
}

TEST_F(known_vault_test, a_file_that_makes_no_sense_knows_nothing) {
  for (const char* nonsense : {"", "{", "[]", R"({"path": 1})", R"({"path": "x", "landmarks": 3})"}) {
    std::ofstream{file} << nonsense;
    EXPECT_EQ(state(), vault_state::itself) << nonsense;
  }
}

TEST_F(known_vault_test, another_disk_at_the_same_place_is_not_the_same_folder) {
  for (const char* field : {"device", "inode", "file_system", "birth"}) {
    SCOPED_TRACE(field);
    clear();
    for (auto& note : notes) vault.write(note, "text");
    fs::remove(file);
    ASSERT_TRUE(at(vault.root()).learn(notes));
    remember_another(field);
    EXPECT_EQ(state(), vault_state::itself) << "the same notes are the same vault";
    remember_another(field);
    clear();
    vault.write("of another.md", "text");
    EXPECT_EQ(state(), vault_state::another);
    EXPECT_FALSE(at(vault.root()).may_write());
    clear();
    EXPECT_EQ(state(), vault_state::emptied);
  }
}

TEST_F(known_vault_test, an_empty_disk_in_place_of_few_notes_is_not_the_same_folder) {
  for (int number = 3; number < 10; ++number) fs::remove(vault.root() / notes[number]);
  notes.resize(3);
  ASSERT_TRUE(at(vault.root()).learn(notes));
  clear();
  EXPECT_EQ(state(), vault_state::itself) << "its owner has deleted them";
  remember_another("birth");
  EXPECT_EQ(state(), vault_state::emptied);
}

TEST_F(known_vault_test, what_an_earlier_version_remembered_stays_valid) {
  for (const char* field : {"file_system", "birth", "fingerprints", "holds_anything"}) forget_field(field);
  EXPECT_EQ(state(), vault_state::itself);
  copy_to(aside(), 10);
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
  EXPECT_EQ(state(), vault_state::itself);
  ASSERT_TRUE(at(vault.root()).learn(notes));
  EXPECT_THAT(remembered(), HasSubstr("fingerprints"));
  fs::remove_all(aside());
  put_aside();
  fs::create_directory(vault.root());
  EXPECT_EQ(state(), vault_state::emptied);
}

TEST_F(known_vault_test, nothing_is_learnt_from_what_is_not_the_vault) {
  auto before = remembered();
  put_aside();
  auto away = at(vault.root());
  ASSERT_TRUE(away.learn(notes));
  EXPECT_EQ(remembered(), before) << "missing";
  fs::create_directory(vault.root());
  ASSERT_TRUE(away.learn(notes));
  ASSERT_TRUE(away.learn({}));
  EXPECT_EQ(remembered(), before) << "emptied";
  vault.write("mine.md", "text");
  ASSERT_TRUE(away.learn({"mine.md"}));
  EXPECT_EQ(remembered(), before) << "another";
}

TEST_F(known_vault_test, nothing_is_learnt_of_notes_that_are_not_in_the_folder) {
  auto fresh = known_vault{vault.outside() / "fresh.json", vault.root()};
  put_aside();
  fs::create_directory(vault.root());
  ASSERT_TRUE(fresh.learn(notes)) << "they were read from a disk that has gone since";
  EXPECT_FALSE(fs::exists(vault.outside() / "fresh.json"));
  fs::remove_all(vault.root());
  fs::rename(aside(), vault.root());
  auto before = remembered();
  ASSERT_TRUE(at(vault.root()).learn({})) << "what was read while the disk was away says nothing about it";
  EXPECT_EQ(remembered(), before);
}

TEST_F(known_vault_test, common_names_are_no_proof) {
  for (auto& note : notes) {
    fs::create_directories((aside() / note).parent_path());
    std::ofstream{aside() / note} << "another text of " << note;
  }
  EXPECT_EQ(at(aside()).look().state, vault_state::another);
  for (int number = 0; number < 6; ++number)
    fs::copy_file(vault.root() / notes[number], aside() / notes[number], fs::copy_options::overwrite_existing);
  EXPECT_EQ(at(aside()).look().state, vault_state::itself) << "some were edited";
}

TEST_F(known_vault_test, one_of_two_notes_is_no_proof) {
  clear();
  vault.write("Welcome.md", "This is your new vault.");
  vault.write("idea.md", "An idea.");
  fs::remove(file);
  ASSERT_TRUE(at(vault.root()).learn({"Welcome.md", "idea.md"}));
  fs::create_directory(aside());
  fs::copy_file(vault.root() / "Welcome.md", aside() / "Welcome.md");
  std::ofstream{aside() / "mine.md"} << "text";
  EXPECT_EQ(at(aside()).look().state, vault_state::another);
}

TEST_F(known_vault_test, a_vault_without_notes_is_missed_too) {
  clear();
  fs::remove(file);
  vault.write("picture.png", "x");
  ASSERT_TRUE(at(vault.root()).learn({}));
  EXPECT_EQ(state(), vault_state::itself);
  put_aside();
  fs::create_directory(vault.root());
  EXPECT_EQ(state(), vault_state::emptied);
  EXPECT_THAT(at(vault.root()).look().message, HasSubstr("what was in it is gone"));
  vault.write(".DS_Store", "");
  EXPECT_EQ(state(), vault_state::emptied);
  ASSERT_TRUE(at(vault.root()).adopt());
  EXPECT_EQ(state(), vault_state::itself);
}

TEST_F(known_vault_test, a_vault_that_was_just_adopted_is_missed_too) {
  ASSERT_TRUE(at(vault.root()).adopt());
  EXPECT_EQ(state(), vault_state::itself);
  put_aside();
  fs::create_directory(vault.root());
  EXPECT_EQ(state(), vault_state::emptied);
  EXPECT_FALSE(at(vault.root()).may_write());
}

TEST_F(known_vault_test, a_folder_that_may_not_be_read_is_not_empty) {
  ordinary_user::give(vault.outside());
  for (auto rights : {fs::perms::none, fs::perms::owner_read, fs::perms::owner_exec}) {
    fs::permissions(vault.root(), rights);
    {
      ordinary_user nobody;
      auto known = at(vault.root());
      EXPECT_EQ(known.look().state, vault_state::unreadable);
      EXPECT_THAT(known.look().message, HasSubstr("cannot be read; check its permissions"));
      EXPECT_FALSE(known.may_write());
      EXPECT_TRUE(known.may_answer());
      EXPECT_FALSE(known.adopt());
      auto before = remembered();
      EXPECT_TRUE(known.learn(notes));
      EXPECT_EQ(remembered(), before);
    }
    fs::permissions(vault.root(), fs::perms::owner_all);
    EXPECT_EQ(state(), vault_state::itself);
  }
}

TEST_F(known_vault_test, names_that_are_no_text_are_recognised) {
  clear();
  fs::remove(file);
  std::vector<std::string> readable;
  for (int number = 0; number < 6; ++number) {
    auto suffix = std::to_string(number) + ".md";
    vault.write("caf\xe9" + suffix, "text");
    readable.push_back("caf\\xE9" + suffix);
  }
  ASSERT_TRUE(at(vault.root()).learn(readable));
  put_aside();
  EXPECT_EQ(at(aside()).look().state, vault_state::itself);
  fs::copy(aside(), vault.root(), fs::copy_options::recursive);
  EXPECT_EQ(state(), vault_state::itself);
}

TEST_F(known_vault_test, the_file_is_for_its_owner_only) {
  struct stat found;
  ASSERT_EQ(::stat(file.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

}  // namespace
}  // namespace secondbrain::vault
