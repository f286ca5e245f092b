#include "ops/data/data_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(data_directory, is_created_for_its_owner_only) {
  temporary_directory parent;
  auto data = data_directory::create(parent / "a/data");
  ASSERT_TRUE(data);
  struct stat info {};
  ASSERT_EQ(::stat(data->root().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
  EXPECT_EQ(data->lexical(), parent / "a/data/lexical.db");
}

TEST(data_directory, an_existing_one_is_taken_as_it_is) {
  temporary_directory parent;
  write_text(parent / "settings.json", "{}");
  auto data = data_directory::create(parent.path());
  ASSERT_TRUE(data);
  EXPECT_EQ(read_text(data->settings()), "{}");
}

TEST(data_directory, a_file_in_its_place_is_an_error) {
  temporary_directory parent;
  write_text(parent / "data", "");
  auto data = data_directory::create(parent / "data/below");
  ASSERT_FALSE(data);
  EXPECT_NE(data.error().message.find("data"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::ops
