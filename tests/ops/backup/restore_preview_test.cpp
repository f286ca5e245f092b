#include "ops/backup/restore_preview.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "stores/sqlite/database.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

class restore_preview_test : public data_fixture {
 protected:
  static file_change change_of(const restore_preview& preview, const std::string& name) {
    for (const auto& file : preview.files)
      if (file.name == name) return file.change;
    ADD_FAILURE() << name << " is not in the preview";
    return file_change::same;
  }
};

TEST_F(restore_preview_test, tells_rows_and_files_and_changes_nothing) {
  write_text(data() / "queries.jsonl", "{}\n");
  const auto made = back_up();
  create_rows("usage.db", 50);
  write_text(data() / "settings.json", "changed");
  write_text(data() / "not_captured/1.md", "later");
  std::filesystem::remove(data() / "queries.jsonl");
  const auto preview = preview_restore(backups(), made->id, data(), foreign_snapshots::refused);
  ASSERT_TRUE(preview) << preview.error().message;
  const auto usage = std::find_if(preview->tables.begin(), preview->tables.end(),
                                  [](const auto& table) { return table.database == "usage.db"; });
  ASSERT_NE(usage, preview->tables.end());
  EXPECT_EQ(usage->table, "words");
  EXPECT_EQ(usage->rows_now, 150);
  EXPECT_EQ(usage->rows_then, 100);
  EXPECT_EQ(change_of(*preview, "settings.json"), file_change::changed);
  EXPECT_EQ(change_of(*preview, "eval/report.json"), file_change::same);
  EXPECT_EQ(change_of(*preview, "queries.jsonl"), file_change::back);
  EXPECT_EQ(change_of(*preview, "not_captured/1.md"), file_change::gone);
  EXPECT_EQ(count_rows(data() / "usage.db"), 150);
}

TEST_F(restore_preview_test, what_is_in_the_wal_counts_among_the_bytes_of_now) {
  const auto made = back_up();
  auto writing = stores::sqlite::database::open(data() / "usage.db", stores::sqlite::open_mode::read_write).value();
  ASSERT_TRUE(writing.execute("CREATE TABLE IF NOT EXISTS more (v BLOB); INSERT INTO more VALUES (zeroblob(500000))"));
  const auto preview = preview_restore(backups(), made->id, data(), foreign_snapshots::refused);
  ASSERT_TRUE(preview) << preview.error().message;
  for (const auto& file : preview->files)
    if (file.name == "usage.db") {
      EXPECT_GT(file.bytes_now, 500'000U);
    }
}

TEST_F(restore_preview_test, writes_nothing_into_the_folder_of_the_backups) {
  const auto made = back_up();
  const auto entries = [&] {
    auto names = entries_of(backups());
    for (auto& name : entries_of(made->path)) names.push_back(name);
    return names;
  };
  const auto before = entries();
  const auto touched = std::filesystem::last_write_time(backups());
  ASSERT_TRUE(preview_restore(backups(), made->id, data(), foreign_snapshots::refused));
  EXPECT_THAT(entries(), testing::UnorderedElementsAreArray(before));
  EXPECT_EQ(std::filesystem::last_write_time(backups()), touched);
}

TEST_F(restore_preview_test, a_restore_that_would_be_refused_is_refused) {
  const auto made = back_up();
  forget_origin(*made);
  EXPECT_EQ(preview_restore(backups(), made->id, data(), foreign_snapshots::refused).error().code, errc::conflict);
  EXPECT_TRUE(preview_restore(backups(), made->id, data(), foreign_snapshots::accepted));
  flip_byte(made->path + "/usage.db", 5000);
  EXPECT_EQ(preview_restore(backups(), made->id, data(), foreign_snapshots::accepted).error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::ops
