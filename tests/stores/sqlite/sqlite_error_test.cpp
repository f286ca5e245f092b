// What a file that is not as we made it is called: damaged, and never a bug to be reported.
#include "stores/sqlite/sqlite_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "stores/conversations_store.hpp"
#include "stores/lexical_store.hpp"
#include "stores/metadata_store.hpp"
#include "stores/usage_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/failing_vfs.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using testing::HasSubstr;
using testing::Not;

class damaged_store_test : public testing::Test {
 protected:
  template <class Store>
  void expect_damage(const char* name, const std::string& sql) {
    const auto file = folder_ / name;
    { ASSERT_TRUE(Store::open(file)); }
    raw_database{file}.execute(sql);
    const auto opened = Store::open(file);
    ASSERT_FALSE(opened) << name << " opens after: " << sql;
    EXPECT_EQ(opened.error().code, errc::corrupt) << opened.error().message;
    EXPECT_THAT(opened.error().message, HasSubstr("damaged"));
    EXPECT_THAT(opened.error().message, Not(HasSubstr("report it")));
  }

  temporary_directory folder_;
};

TEST_F(damaged_store_test, a_table_that_is_gone) {
  expect_damage<conversations_store>("conversations.db", "DROP TABLE messages");
  expect_damage<usage_store>("usage.db", "DROP TABLE llm_usage");
  expect_damage<lexical_store>("lexical.db", "DROP TABLE chunks_fts");
}

TEST_F(damaged_store_test, a_column_that_is_gone) {
  expect_damage<conversations_store>("conversations.db", "ALTER TABLE messages DROP COLUMN role");
}

TEST_F(damaged_store_test, the_insides_of_the_full_text) {
  expect_damage<lexical_store>("lexical.db", "DROP TABLE chunks_fts_data");
}

TEST(sqlite_errors, have_codes_that_say_what_to_do) {
  using sqlite::to_errc;
  EXPECT_EQ(to_errc(SQLITE_FULL), errc::disk_full);
  EXPECT_EQ(to_errc(SQLITE_CORRUPT_INDEX), errc::corrupt);
  EXPECT_EQ(to_errc(SQLITE_CORRUPT_VTAB), errc::corrupt);
  EXPECT_EQ(to_errc(SQLITE_NOTADB), errc::corrupt);
  EXPECT_EQ(to_errc(SQLITE_INTERNAL), errc::corrupt);
  EXPECT_EQ(to_errc(SQLITE_PROTOCOL), errc::busy);
  EXPECT_EQ(to_errc(SQLITE_IOERR_READ), errc::io_failure);
}

}  // namespace
}  // namespace secondbrain::stores
