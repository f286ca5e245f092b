// The system calls themselves, on real files.
#include "brain/vault/writing/file_operations.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "base/file_descriptor.hpp"
#include "tests/base/child_process.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"

namespace secondbrain::vault {
namespace {

namespace fs = std::filesystem;

class file_operations_test : public testing::Test {
 protected:
  file_descriptor open(const char* name, int flags = O_RDONLY) const {
    return file_descriptor{system_.open(folder_.get(), name, flags, 0600)};
  }
  std::string bytes(std::string_view name) const { return bytes_of(vault_.root() / name); }

  temporary_vault vault_;
  const file_operations& system_ = system_file_operations();
  file_descriptor folder_{::open(vault_.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
};

TEST_F(file_operations_test, what_is_written_is_read_again) {
  {
    const auto file = open("a.md", O_WRONLY | O_CREAT | O_EXCL);
    ASSERT_TRUE(file);
    EXPECT_EQ(system_.write(file.get(), "hello", 5), 5);
    EXPECT_EQ(system_.sync(file.get()), 0);
    EXPECT_EQ(system_.sync(folder_.get()), 0);
  }
  std::array<char, 16> read{};
  EXPECT_EQ(system_.read(open("a.md").get(), read.data(), read.size()), 5);
  EXPECT_EQ(std::string(read.data()), "hello");
}

TEST_F(file_operations_test, descriptors_do_not_pass_on_to_programs_that_are_started) {
  vault_.write("a.md", "");
  EXPECT_NE(::fcntl(open("a.md").get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST_F(file_operations_test, a_link_is_looked_at_itself) {
  vault_.write("a.md", "");
  fs::create_symlink("a.md", vault_.root() / "link.md");
  struct stat found {};
  ASSERT_EQ(system_.look_at(folder_.get(), "link.md", found), 0);
  EXPECT_TRUE(S_ISLNK(found.st_mode));
}

TEST_F(file_operations_test, two_files_take_each_others_names_at_once) {
  vault_.write("a.md", "one");
  vault_.write("b.md", "two");
  if (system_.exchange(folder_.get(), "a.md", "b.md") != 0) {
    EXPECT_TRUE(is_unsupported(errno)) << errno;
    return;
  }
  EXPECT_EQ(bytes("a.md") + bytes("b.md"), "twoone");
}

TEST_F(file_operations_test, a_new_name_takes_nobodys_place) {
  vault_.write("a.md", "one");
  vault_.write("b.md", "two");
  EXPECT_EQ(system_.rename_new(folder_.get(), "a.md", folder_.get(), "b.md"), -1);
  EXPECT_TRUE(errno == EEXIST || is_unsupported(errno)) << errno;
  EXPECT_EQ(bytes("a.md") + bytes("b.md"), "onetwo");
}

TEST_F(file_operations_test, a_folder_is_locked_against_other_processes_until_it_is_closed) {
  ASSERT_EQ(system_.lock(folder_.get()), 0);
  const auto is_locked_elsewhere = [this] {
    const child_process other{[this] {
      const file_descriptor same{::open(vault_.root().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
      return system_.lock(same.get()) != 0 && errno == EWOULDBLOCK;
    }};
    return other.succeeded();
  };
  EXPECT_TRUE(is_locked_elsewhere());
  folder_ = file_descriptor{};
  EXPECT_FALSE(is_locked_elsewhere());
}

#ifdef __linux__
TEST_F(file_operations_test, whoever_writes_waits_while_writers_are_held) {
  vault_.write("a.md", "one");
  const auto held = open("a.md");
  ASSERT_EQ(system_.hold_writers(held.get()), 0);
  EXPECT_FALSE(system_.writer_waits(held.get()));
  EXPECT_FALSE(open("a.md", O_WRONLY | O_NONBLOCK));
  EXPECT_EQ(errno, EWOULDBLOCK);
  EXPECT_TRUE(system_.writer_waits(held.get()));
  EXPECT_EQ(system_.release_writers(held.get()), 0);
  EXPECT_TRUE(open("a.md", O_WRONLY | O_NONBLOCK));
}

TEST_F(file_operations_test, writers_cannot_be_held_while_one_is_there) {
  vault_.write("a.md", "one");
  const auto writer = open("a.md", O_WRONLY);
  EXPECT_EQ(system_.hold_writers(open("a.md").get()), -1);
  EXPECT_EQ(errno, EAGAIN);
  EXPECT_EQ(system_.find_writers(open("a.md").get()), 1);
}
#endif

TEST_F(file_operations_test, an_unknown_call_is_not_a_failed_one) {
  for (int code : {EINVAL, ENOSYS, ENOTSUP, EOPNOTSUPP, ENOLCK}) EXPECT_TRUE(is_unsupported(code)) << code;
  for (int code : {ENOENT, EEXIST, EACCES, ENOSPC, EIO}) EXPECT_FALSE(is_unsupported(code)) << code;
}

}  // namespace
}  // namespace secondbrain::vault
