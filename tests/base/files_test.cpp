#include "base/files.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "base/file_descriptor.hpp"
#include "base/text.hpp"
#include "tests/base/child_process.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain {
namespace {

namespace fs = std::filesystem;

TEST(atomic_file, writes_and_reads_back_any_bytes) {
  temporary_directory directory;
  std::string bytes{"\0\n\xff", 3};
  ASSERT_TRUE(write_atomically(directory / "file", bytes));
  EXPECT_EQ(read_file(directory / "file"), bytes);
}

TEST(atomic_file, is_readable_by_its_owner_only) {
  temporary_directory directory;
  ASSERT_TRUE(write_atomically(directory / "file", "text"));
  struct stat info {};
  ASSERT_EQ(::stat((directory / "file").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST(atomic_file, leaves_no_temporary_behind) {
  temporary_directory directory;
  ASSERT_TRUE(write_atomically(directory / "file", "text"));
  fs::create_directories(directory / "target/in the way");
  EXPECT_FALSE(write_atomically(directory / "target", "text"));  // a directory cannot be replaced by a file
  EXPECT_EQ(std::distance(fs::directory_iterator{directory.path()}, {}), 2);
}

TEST(atomic_file, what_killed_writers_left_goes_at_the_next_start_and_what_a_living_one_writes_stays) {
  temporary_directory directory;
  for (const auto* name : {".file.tmp-a1B2c3", ".living.tmp-a1B2c3", ".file.tmp-long-name", "file.tmp-a1B2c3", "file"})
    write_text(directory / name, "text");
  write_text(directory / ".begun.tmp-a1B2c3", "");  // its writer has not come to lock it yet
  file_descriptor writer{::open((directory / ".living.tmp-a1B2c3").c_str(), O_RDWR)};
  ASSERT_EQ(::flock(writer.get(), LOCK_EX), 0);
  remove_abandoned_temporaries(directory.path());
  EXPECT_FALSE(fs::exists(directory / ".file.tmp-a1B2c3"));
  EXPECT_EQ(std::distance(fs::directory_iterator{directory.path()}, {}), 5) << "nothing else is touched";
}

TEST(atomic_file, an_empty_temporary_goes_when_it_is_old) {
  temporary_directory directory;
  write_text(directory / ".begun.tmp-a1B2c3", "");
  fs::last_write_time(directory / ".begun.tmp-a1B2c3", fs::file_time_type::clock::now() - std::chrono::hours{2});
  remove_abandoned_temporaries(directory.path());
  EXPECT_TRUE(fs::is_empty(directory.path()));
}

TEST(atomic_file, a_killed_writers_own_temporary_goes_at_once) {
  temporary_directory directory;
  child_process writer{[&] {
    std::thread{[&] {
      for (;;) static_cast<void>(write_atomically(directory / "file", std::string(1 << 20, 'x')));
    }}.detach();
    return true;
  }};
  auto temporaries = [&] {
    std::size_t found = 0;
    for (const auto& entry : fs::directory_iterator{directory.path()})
      if (entry.path().filename() != "file") ++found;
    return found;
  };
  while (temporaries() == 0) std::this_thread::yield();
  remove_abandoned_temporaries(directory.path());  // takes nothing from under the writer
  writer.kill();
  remove_abandoned_temporaries(directory.path());
  for (const auto& entry : fs::directory_iterator{directory.path()})
    EXPECT_TRUE(entry.path().filename() == "file" || entry.file_size() == 0) << entry.path();
}

TEST(atomic_file, fails_where_the_directory_is_missing) {
  temporary_directory directory;
  auto written = write_atomically(directory / "missing/file", "text");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, errc::not_found);
}

TEST(atomic_file, a_missing_file_is_not_found) {
  temporary_directory directory;
  EXPECT_EQ(read_file(directory / "file").error().code, errc::not_found);
}

TEST(atomic_file, readers_see_one_text_or_the_other) {
  temporary_directory directory;
  const std::string one(100000, '1');
  const std::string two(200000, '2');
  ASSERT_TRUE(write_atomically(directory / "file", one));
  std::atomic<bool> done{false};
  std::thread writer{[&] {
    for (int i = 0; i < 50; ++i) {
      if (!write_atomically(directory / "file", i % 2 == 0 ? two : one)) break;
    }
    done = true;
  }};
  while (!done) {
    auto text = read_file(directory / "file");
    if (!text || (*text != one && *text != two)) {
      ADD_FAILURE() << "a part of a file was read";
      break;
    }
  }
  writer.join();
}

}  // namespace
}  // namespace secondbrain
