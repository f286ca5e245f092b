#include "brain/vault/links/other_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class other_files_test : public testing::Test {
 protected:
  void write(const std::string& path) const {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream{folder_ / path} << "x";
  }

  temporary_directory folder_;
  other_files::steady_time now_{};
};

TEST_F(other_files_test, are_found_by_their_names_in_any_case) {
  for (const auto* path : {"img/Pic.PNG", "pic.png", "Note.md", ".hidden/pic.png", ".pic.png"}) write(path);
  other_files files{folder_.path()};
  EXPECT_THAT(files.named("pic.png", now_), testing::UnorderedElementsAre("img/Pic.PNG", "pic.png"));
  EXPECT_THAT(files.named("note", now_), IsEmpty()) << "a note is none of them";
  EXPECT_THAT(files.named("none.png", now_), IsEmpty());
}

TEST_F(other_files_test, are_listed_again_after_a_while) {
  other_files files{folder_.path()};
  EXPECT_THAT(files.named("a.pdf", now_), IsEmpty());
  write("sub/a.pdf");
  EXPECT_THAT(files.named("a.pdf", now_), IsEmpty());
  EXPECT_THAT(files.named("a.pdf", now_ + other_files::keep * 2), ElementsAre("sub/a.pdf"));
}

TEST_F(other_files_test, one_that_has_just_come_or_gone_is_looked_for) {
  using std::chrono::milliseconds;
  write("old.pdf");
  write("stays.pdf");
  other_files files{folder_.path()};
  EXPECT_THAT(files.named("old.pdf", now_), ElementsAre("old.pdf"));
  write("a.pdf");
  std::filesystem::remove(folder_ / "old.pdf");
  now_ += other_files::between + milliseconds{1};
  EXPECT_THAT(files.named("old.pdf", now_), IsEmpty());
  EXPECT_THAT(files.named("a.pdf", now_), ElementsAre("a.pdf"));
  write("b.pdf");
  EXPECT_THAT(files.named("b.pdf", now_), IsEmpty()) << "of a hundred links that lead nowhere, the first one looks";
  now_ += other_files::between + milliseconds{1};
  write("sub/stays.pdf");
  EXPECT_THAT(files.named("stays.pdf", now_), ElementsAre("stays.pdf")) << "what is known and there is not looked for";
  EXPECT_THAT(files.named("b.pdf", now_), ElementsAre("b.pdf"));
}

TEST_F(other_files_test, a_vault_that_is_not_there_has_none) {
  EXPECT_THAT(other_files{folder_ / "gone"}.named("a.pdf", now_), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::vault
