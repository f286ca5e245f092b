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

TEST_F(other_files_test, a_vault_that_is_not_there_has_none) {
  EXPECT_THAT(other_files{folder_ / "gone"}.named("a.pdf", now_), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::vault
