#include "stores/sqlite/page_capture.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <map>
#include <string>
#include <thread>

#include "stores/sqlite/database.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores::sqlite {
namespace {

class page_capture : public ::testing::Test {
 protected:
  static database open(const std::filesystem::path& file) {
    auto opened = database::open(file, open_mode::read_write);
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  static void add_rows(database& to, int count) {
    const auto done = to.execute(
        "CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(count) + ") INSERT INTO words SELECT 'a word long enough to fill some pages ' || i FROM n");
    ASSERT_TRUE(done) << done.error().message;
  }

  /// What came, as a file.
  std::filesystem::path put_together(const std::filesystem::path& file) {
    std::map<std::uint32_t, std::string> pages;
    auto layout = capture_pages(file, [&](std::uint32_t number, std::span<const std::byte> content) -> status {
      pages[number] = {reinterpret_cast<const char*>(content.data()), content.size()};
      return {};
    });
    EXPECT_TRUE(layout) << layout.error().message;
    auto copy = place_ / "copy.db";
    std::ofstream out{copy, std::ios::binary | std::ios::trunc};
    EXPECT_EQ(layout ? layout->pages : 0, pages.size());
    for (const auto& [number, content] : pages) out << content;
    return copy;
  }

  static std::int64_t rows_of(database& of) {
    statement count;
    EXPECT_TRUE(of.prepare({{count, "SELECT count(*) FROM words"}}));
    return **count.first([](const row& r) { return r.integer(0); });
  }

  temporary_directory place_;
};

TEST_F(page_capture, gives_what_is_committed_also_what_is_still_in_the_wal) {
  auto writer = open(place_ / "words.db");
  add_rows(writer, 5000);  // many times what stays in memory
  auto copy = open(put_together(writer.file()));
  EXPECT_EQ(rows_of(copy), 5000);
  EXPECT_TRUE(copy.quick_check());
}

TEST_F(page_capture, gives_the_same_pages_while_nothing_is_written) {
  auto writer = open(place_ / "words.db");
  add_rows(writer, 500);
  const auto first = read_text(put_together(writer.file()));
  EXPECT_EQ(read_text(put_together(writer.file())), first);
  add_rows(writer, 1);
  EXPECT_NE(read_text(put_together(writer.file())), first);
}

TEST_F(page_capture, is_of_one_moment_whatever_is_written_meanwhile) {
  auto writer = open(place_ / "words.db");
  add_rows(writer, 3000);
  std::atomic<bool> stop{false};
  std::thread writing{[&] {
    while (!stop) add_rows(writer, 10);
  }};
  for (int round = 0; round < 5; ++round) {
    auto copy = open(put_together(place_ / "words.db"));
    EXPECT_TRUE(copy.quick_check());
    EXPECT_EQ(rows_of(copy) % 10, 0) << "half of a transaction was captured";
  }
  stop = true;
  writing.join();
}

TEST_F(page_capture, ends_with_what_the_sink_says) {
  auto writer = open(place_ / "words.db");
  add_rows(writer, 3000);
  auto outcome = capture_pages(writer.file(), [](std::uint32_t number, std::span<const std::byte>) -> status {
    if (number == 3) return fail(errc::disk_full, "no room");
    return {};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::disk_full);
  auto copy = open(put_together(writer.file()));
  EXPECT_EQ(rows_of(copy), 3000) << "the next one is not hindered";
}

TEST_F(page_capture, says_that_there_is_no_file) {
  auto outcome = capture_pages(place_ / "none.db", [](auto, auto) -> status { return {}; });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::stores::sqlite
