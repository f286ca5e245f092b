#include "ops/backup/restore_file.hpp"

#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

class restore_file_test : public data_fixture {
 protected:
  fs::path store() const { return data() / "usage.db"; }
};

TEST_F(restore_file_test, brings_back_the_newest_copy) {
  ASSERT_TRUE(back_up());
  create_rows("usage.db", 50);
  auto newest = back_up();
  ASSERT_TRUE(newest);
  fs::remove(store());
  EXPECT_EQ(restore_file(backups(), store()), newest->id);
  EXPECT_EQ(count_rows(store()), 150);
}

TEST_F(restore_file_test, passes_over_a_snapshot_that_does_not_verify) {
  auto good = back_up();
  auto damaged = back_up();
  ASSERT_TRUE(good && damaged);
  flip_byte(damaged->path + "/usage.db", 5000);
  fs::remove(store());
  EXPECT_EQ(restore_file(backups(), store()), good->id);
  EXPECT_EQ(count_rows(store()), 100);
}

TEST_F(restore_file_test, takes_nothing_of_another_data_directory) {
  fs::copy(data(), place_ / "sample", fs::copy_options::recursive);
  ASSERT_TRUE(back_up(place_ / "sample", 7));
  auto unsigned_one = back_up();
  forget_origin(*unsigned_one);
  fs::remove(store());
  EXPECT_EQ(restore_file(backups(), store()).error().code, errc::not_found);
  EXPECT_FALSE(fs::exists(store()));
}

TEST_F(restore_file_test, counts_what_the_newest_copy_holds) {
  EXPECT_EQ(rows_in_newest(backups(), store(), "words").error().code, errc::not_found);
  ASSERT_TRUE(back_up());
  create_rows("usage.db", 50);
  auto newest = back_up();
  fs::remove(store());
  auto held = rows_in_newest(backups(), store(), "words");
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(held->rows, 150);
  EXPECT_EQ(held->snapshot, newest->id);
  EXPECT_TRUE(verify_snapshot(backups(), newest->id)->verified) << "it was only read";
}

TEST_F(restore_file_test, overwrites_nothing) {
  ASSERT_TRUE(back_up());
  create_rows("usage.db", 50);
  EXPECT_FALSE(restore_file(backups(), store()));
  EXPECT_EQ(count_rows(store()), 150);
}

TEST_F(restore_file_test, without_a_copy_it_is_not_found) {
  EXPECT_EQ(restore_file(backups(), store()).error().code, errc::not_found);
  ASSERT_TRUE(back_up());
  EXPECT_EQ(restore_file(backups(), data() / "metadata.db").error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::ops
