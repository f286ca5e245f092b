#include "ops/elsewhere/leftovers.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/ops/elsewhere/copies_fixture.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

class leftovers_test : public copies_fixture {
 protected:
  /// A file, or a folder with a file in it, that was written to so long ago.
  void leave(const fs::path& path, std::chrono::hours ago, bool is_folder = true) {
    const auto file = is_folder ? path / "usage.db" : path;
    write_text(file, "half of it");
    age(file, ago);
    if (is_folder) age(path, ago);
  }

  void age(const fs::path& path, std::chrono::hours ago) {
    const auto then = std::chrono::system_clock::to_time_t(clock_.now() - ago);
    const timespec times[2] = {{then, 0}, {then, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW), 0);
  }

  std::uint64_t tidy() { return remove_leftovers(disk(), origin_of(data()), clock_.now()); }
};

TEST_F(leftovers_test, halves_of_ours_go_when_they_are_a_day_old) {
  const auto increments = increments_of(own(), "of-this-one");
  const std::vector<std::pair<fs::path, bool>> halves{
      {own() / "data-20260101-000000.partial", true},
      {own() / "data-20260101-000000.replaced.partial", true},
      {own() / ".scratch.AbCdEf", true},
      {disk() / "data-20260101-000000.partial", true},
      {disk() / ".scratch.AbCdEf", true},
      {own() / "objects/ab/abcd.partial", false},
      {increments / "g000001/000002.piece.partial", false},
      {increments / "g000001.partial", true},
  };
  for (const auto& [path, is_folder] : halves) leave(path, std::chrono::hours{23}, is_folder);
  EXPECT_EQ(tidy(), 0U) << "somebody may be at it";
  for (const auto& [path, is_folder] : halves) leave(path, std::chrono::hours{25}, is_folder);
  EXPECT_EQ(tidy(), halves.size());
  for (const auto& [path, is_folder] : halves) EXPECT_FALSE(fs::exists(path)) << path;
  leave(halves[0].first, -std::chrono::hours{24 * 400});
  EXPECT_EQ(tidy(), 1U) << "a clock that was wrong keeps nothing for ever";
}

TEST_F(leftovers_test, what_is_written_to_now_stays) {
  leave(own() / "data-20260101-000000.partial", std::chrono::hours{48});
  leave(own() / "data-20260101-000000.partial/now", std::chrono::hours{1}, false);
  age(own() / "data-20260101-000000.partial", std::chrono::hours{48});
  EXPECT_EQ(tidy(), 0U);
}

TEST_F(leftovers_test, what_is_not_ours_stays) {
  write_text(data() / "vault.json", R"({"id":"another"})");
  back_up_all();
  const auto theirs = list_snapshots(backups())->front();
  const auto half = disk() / (theirs.id + ".partial");
  fs::rename(backups() / theirs.id, half);
  for (const auto& each : fs::recursive_directory_iterator{half}) age(each.path(), std::chrono::hours{72});
  age(half, std::chrono::hours{72});
  write_text(data() / "vault.json", R"({"id":"of-this-one"})");

  for (const auto* name : {"film.partial", "data-of-mine", ".scratch.", ".scratch.notes-of-mine", "photos"})
    leave(disk() / name, std::chrono::hours{72});
  leave(disk() / "backups-of-somebody/data-20260101-000000.partial", std::chrono::hours{72});
  leave(disk() / "thesis.partial", std::chrono::hours{72}, false);
  EXPECT_EQ(tidy(), 0U);
  EXPECT_TRUE(fs::exists(half));
  EXPECT_TRUE(fs::exists(disk() / "photos/usage.db"));
}

TEST_F(leftovers_test, copying_tidies) {
  back_up_all();
  const auto half = own() / "data-20260101-000000.partial";
  leave(half, std::chrono::hours{48});
  ASSERT_TRUE(carry());
  EXPECT_FALSE(fs::exists(half));
}

TEST_F(leftovers_test, scratch_folders_of_an_earlier_fetch_go_and_those_in_use_stay) {
  leave(backups() / ".elsewhere.AbCdEf", std::chrono::hours{48});
  leave(backups() / ".elsewhere.GhIjKl", std::chrono::hours{1});
  remove_stale_folders(backups(), ".elsewhere.", clock_.now());
  EXPECT_THAT(entries_of(backups()), ::testing::ElementsAre(".elsewhere.GhIjKl"));
}

}  // namespace
}  // namespace secondbrain::ops
