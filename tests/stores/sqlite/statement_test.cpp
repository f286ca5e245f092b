#include "stores/sqlite/statement.hpp"

#include <gtest/gtest.h>

#include <array>

#include "stores/sqlite/database.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores::sqlite {
namespace {

class statement_test : public ::testing::Test {
 protected:
  statement prepared(std::string_view sql) {
    statement result;
    EXPECT_TRUE(db_.prepare({{result, sql}}));
    return result;
  }

  temporary_directory folder_;
  database db_ = database::open(folder_ / "test.db", open_mode::read_write).value();
};

TEST_F(statement_test, values_come_back_as_they_were_bound) {
  ASSERT_TRUE(db_.execute("CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB, n TEXT)"));
  const std::array<std::byte, 3> blob{std::byte{0}, std::byte{255}, std::byte{1}};
  const std::string text{"a\0b \xc3\xa4", 6};
  auto insert = prepared("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)");
  ASSERT_TRUE(
      insert.run(std::int64_t{1} << 40, 2.5, text, std::span<const std::byte>{blob}, std::optional<std::string>{}));
  auto select = prepared("SELECT i, r, s, b, n FROM t");
  const auto found = select.first([&](const row& r) {
    EXPECT_EQ(r.integer(0), std::int64_t{1} << 40);
    EXPECT_EQ(r.real(1), 2.5);
    EXPECT_EQ(r.text(2), text);
    EXPECT_TRUE(std::ranges::equal(r.blob(3), blob));
    EXPECT_EQ(r.optional_text(4), std::nullopt);
    return true;
  });
  ASSERT_TRUE(found && *found);
}

TEST_F(statement_test, an_empty_view_is_text_and_not_null) {
  auto kind = prepared("SELECT typeof(?1)");
  EXPECT_EQ(kind.first([](const row& r) { return std::string{r.text(0)}; }, std::string_view{}).value(), "text");
}

TEST_F(statement_test, bindings_of_one_run_do_not_reach_the_next) {
  auto echo = prepared("SELECT ?1");
  const auto read = [](const row& r) { return r.optional_text(0); };
  EXPECT_EQ(echo.first(read, "kept").value().value(), "kept");
  EXPECT_EQ(echo.first(read).value().value(), std::nullopt);
}

TEST_F(statement_test, a_failed_run_leaves_the_statement_usable) {
  ASSERT_TRUE(db_.execute("CREATE TABLE t (key TEXT PRIMARY KEY)"));
  auto insert = prepared("INSERT INTO t VALUES (?1)");
  ASSERT_TRUE(insert.run("a"));
  const auto again = insert.run("a");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, errc::conflict);
  EXPECT_TRUE(insert.run("b"));
}

TEST_F(statement_test, every_row_is_visited_in_order) {
  auto select = prepared("SELECT column1 FROM (VALUES (3), (1), (2)) ORDER BY 1");
  std::string seen;
  ASSERT_TRUE(select.for_each([&](const row& r) { seen += std::to_string(r.integer(0)); }));
  EXPECT_EQ(seen, "123");
}

TEST_F(statement_test, no_row_is_nothing) {
  auto select = prepared("SELECT 1 WHERE 0");
  EXPECT_EQ(select.first([](const row& r) { return r.integer(0); }).value(), std::nullopt);
}

TEST_F(statement_test, more_values_than_parameters_is_an_error) {
  auto select = prepared("SELECT ?1");
  EXPECT_FALSE(select.run(1, 2));
}

TEST_F(statement_test, wrong_sql_is_a_bug_and_says_so) {
  statement broken;
  const auto result = db_.prepare({{broken, "SELEC 1"}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, errc::internal);
  EXPECT_NE(result.error().message.find("test.db"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::stores::sqlite
