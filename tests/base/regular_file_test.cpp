#include "base/regular_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>

#include "base/hash.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

file_descriptor socket_at(const fs::path& path) {
  file_descriptor made{::socket(AF_UNIX, SOCK_STREAM, 0)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  EXPECT_EQ(::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  return made;
}

TEST(regular_file, is_read_also_through_a_link) {
  temporary_directory folder;
  write_text(folder / "file", "all of it");
  fs::create_symlink("file", folder / "link");
  EXPECT_EQ(read_regular_file(folder / "file").value(), "all of it");
  EXPECT_EQ(read_regular_file(folder / "link").value(), "all of it");
  EXPECT_EQ(read_regular_file(folder / "nothing").error().code, errc::not_found);
}

TEST(regular_file, what_is_none_is_told_and_not_waited_for) {
  temporary_directory folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  fs::create_directory(folder / "folder");
  const auto bound = socket_at(folder / "socket");
  for (const auto* kind : {"pipe", "folder", "socket"}) {
    for (const auto& refused : {read_regular_file(folder / kind), sha256_of_file(folder / kind)}) {
      ASSERT_FALSE(refused) << kind;
      EXPECT_EQ(refused.error().code, errc::corrupt);
      EXPECT_THAT(refused.error().message, HasSubstr(std::string{"is a "} + kind + " and no file"));
    }
  }
}

TEST(regular_file, what_is_far_too_large_is_told_and_not_read) {
  temporary_directory folder;
  write_text(folder / "sparse", "x");
  fs::resize_file(folder / "sparse", std::uintmax_t{30} << 30);
  const auto refused = read_regular_file(folder / "sparse");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::corrupt);
  EXPECT_THAT(refused.error().message, HasSubstr("is larger than"));
  write_text(folder / "list", "1234");
  EXPECT_EQ(read_regular_file(folder / "list", 4).value(), "1234");
  EXPECT_EQ(read_regular_file(folder / "list", 3).error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain
