// A data directory with real databases in it, for the tests of backup and restore.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/clock.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/manifest.hpp"
#include "stores/sqlite/database.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {

class data_fixture : public ::testing::Test {
 protected:
  using database = stores::sqlite::database;

  void SetUp() override {
    std::filesystem::create_directories(data());
    for (const auto* name : {"usage.db", "conversations.db"}) create_rows(name, 100);
    write_text(data() / "settings.json", R"({"categories":[]})");
    write_text(data() / "eval/report.json", "{}");
    write_text(data() / "api.log", "a log is not backed up");
  }

  std::filesystem::path data() const { return place_ / "data"; }
  std::filesystem::path backups() const { return place_ / "backups"; }

  static database open(const std::filesystem::path& file) {
    auto opened = database::open(file, stores::sqlite::open_mode::read_write);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  void create_rows(const std::string& name, int count) const {
    auto opened = open(data() / name);
    ASSERT_TRUE(opened.execute("CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL)"));
    ASSERT_TRUE(opened.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                               std::to_string(count) +
                               ") INSERT INTO words SELECT 'a word long enough to fill some pages ' || i FROM n"));
  }

  static std::int64_t count_rows(const std::filesystem::path& file) {
    auto opened = open(file);
    stores::sqlite::statement count;
    EXPECT_TRUE(opened.prepare({{count, "SELECT count(*) FROM words"}}));
    auto rows = count.first([](const stores::sqlite::row& row) { return row.integer(0); });
    EXPECT_TRUE(rows && *rows);
    return **rows;
  }

  result<snapshot_info> back_up(int keep = 7) {
    clock_.advance(std::chrono::seconds{1});
    return back_up(data(), keep);
  }

  result<snapshot_info> back_up(const std::filesystem::path& directory, int keep) {
    return make_offline_snapshot(directory, "metadata.db", options(keep), clock_);
  }

  backup_options options(int keep = 7) const {
    backup_options chosen;
    chosen.directory = backups();
    chosen.keep.newest = keep;
    chosen.service_version = "1.2.3";
    return chosen;
  }

  /// As a version made it that did not write down of which data directory it is.
  void forget_origin(const snapshot_info& snapshot) const {
    auto manifest = parse_manifest(read_text(snapshot.path + "/manifest.json"));
    ASSERT_TRUE(manifest);
    manifest->origin.reset();
    manifest->sequence = 0;
    write_text(snapshot.path + "/manifest.json", to_json(*manifest));
  }

  static void flip_byte(const std::filesystem::path& file, std::size_t at) {
    auto text = read_text(file);
    ASSERT_LT(at, text.size());
    text[at] = static_cast<char>(text[at] ^ 1);
    write_text(file, text);
  }

  /// Without the locks of what has its place there.
  static std::vector<std::string> entries_of(const std::filesystem::path& directory) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{directory})
      if (const auto name = entry.path().filename().string(); !name.ends_with(".server_lock")) names.push_back(name);
    return names;
  }

  temporary_directory place_;
  manual_clock clock_{std::chrono::system_clock::from_time_t(1770352205)};
};

}  // namespace secondbrain::ops
