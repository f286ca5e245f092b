#include "stores/sqlite/transaction.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores::sqlite {
namespace {

class transaction_test : public ::testing::Test {
 protected:
  transaction_test() { EXPECT_TRUE(db_.execute("CREATE TABLE t (v INTEGER)")); }

  std::string stored() { return raw_database{folder_ / "test.db"}.query("SELECT v FROM t ORDER BY v"); }

  temporary_directory folder_;
  database db_ = database::open(folder_ / "test.db", open_mode::read_write).value();
};

TEST_F(transaction_test, what_is_committed_stays) {
  auto open = transaction::begin(db_);
  ASSERT_TRUE(open);
  ASSERT_TRUE(db_.execute("INSERT INTO t VALUES (1), (2)"));
  EXPECT_EQ(stored(), "");
  ASSERT_TRUE(open->commit());
  EXPECT_EQ(stored(), "1;2");
}

TEST_F(transaction_test, what_is_not_committed_is_gone) {
  {
    auto open = transaction::begin(db_);
    ASSERT_TRUE(open);
    ASSERT_TRUE(db_.execute("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(stored(), "");
  EXPECT_FALSE(db_.in_transaction());
}

TEST_F(transaction_test, work_that_fails_leaves_nothing) {
  const auto done = in_transaction(db_, [&]() -> status {
    return db_.execute("INSERT INTO t VALUES (1)").and_then([]() -> status { return fail(errc::cancelled, "enough"); });
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::cancelled);
  EXPECT_EQ(stored(), "");
}

TEST_F(transaction_test, one_inside_another_is_an_error_and_the_outer_goes_on) {
  auto outer = transaction::begin(db_);
  ASSERT_TRUE(outer);
  EXPECT_FALSE(transaction::begin(db_));
  ASSERT_TRUE(db_.execute("INSERT INTO t VALUES (1)"));
  ASSERT_TRUE(outer->commit());
  EXPECT_EQ(stored(), "1");
}

TEST_F(transaction_test, a_file_locked_by_another_process_is_busy) {
  ASSERT_TRUE(db_.execute("PRAGMA busy_timeout = 0"));
  raw_database other{folder_ / "test.db"};
  other.execute("BEGIN IMMEDIATE");
  const auto open = transaction::begin(db_);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, errc::busy);
}

}  // namespace
}  // namespace secondbrain::stores::sqlite
