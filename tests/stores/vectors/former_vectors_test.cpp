#include "stores/vectors/former_vectors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/vectors/vector_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::IsEmpty;

const model_tag former_model{"mini", 2};

class former_vectors_test : public ::testing::Test {
 protected:
  void write() {
    ASSERT_TRUE(vector_store::open(file_).value().write({former_model, {{"h1", {1, 0}}, {"h2", {0.6F, 0.8F}}}, {}}));
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "vectors.db";
};

TEST_F(former_vectors_test, are_those_that_were_embedded_by_that_model) {
  write();
  former_vectors former{file_};
  const auto found = former.of(former_model, {"h2", "h3", "h1"}).value();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].text_hash, "h2");
  EXPECT_EQ(found[0].values, (std::vector<float>{0.6F, 0.8F}));
  EXPECT_THAT(former.of({"large", 2}, {"h1"}).value(), IsEmpty());
  EXPECT_THAT(former.of({"mini", 3}, {"h1"}).value(), IsEmpty());
}

TEST_F(former_vectors_test, are_none_where_there_is_no_file_or_an_earlier_one_and_none_is_made) {
  EXPECT_THAT(former_vectors{file_}.of(former_model, {"h1"}).value(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(file_));
  write();
  raw_database{file_}.execute("PRAGMA user_version = 1");
  EXPECT_THAT(former_vectors{file_}.of(former_model, {"h1"}).value(), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::stores
