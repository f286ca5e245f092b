#include "stores/vectors/vector_codes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "stores/vectors/vector_codes_writer.hpp"
#include "stores/vectors/vector_index.hpp"
#include "tests/stores/vectors/many_vectors.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const model_tag flat{"m", 2};

void append(vector_codes_writer& writer, std::int64_t row, const std::vector<float>& vector) {
  const auto code = quantise(vector);
  writer.append({row, code.scale, code.error}, code.codes);
}

/// Row n points away from (1, 0) the more, the larger n is.
void append_fan(vector_codes_writer& writer, std::int64_t first, std::int64_t last) {
  for (auto row = first; row <= last; ++row) {
    const auto angle = static_cast<float>(row) * 1e-3F;
    append(writer, row, {std::cos(angle), std::sin(angle)});
  }
}

std::vector<std::int64_t> nearest(const vector_codes& codes, std::size_t limit) {
  std::vector<std::int64_t> rows;
  for (const auto& match : codes.nearest(quantised_question{std::vector<float>{1, 0}}, limit))
    rows.push_back(match.row);
  return rows;
}

std::vector<std::int64_t> all_rows(const vector_codes& codes) {
  auto rows = nearest(codes, codes.size() + 10);
  std::sort(rows.begin(), rows.end());
  return rows;
}

TEST(vector_codes_test, finds_what_may_be_nearest) {
  vector_codes_writer writer;
  append(writer, 1, {-1, 0});
  append(writer, 2, {1, 0});
  append(writer, 5, {0, 1});
  const auto codes = writer.current(flat);
  EXPECT_EQ(codes->size(), 3U);
  EXPECT_THAT(nearest(*codes, 2), ElementsAre(2, 5));
  EXPECT_THAT(nearest(*codes, 9), ElementsAre(2, 5, 1));
  EXPECT_THAT(nearest(*codes, 0), IsEmpty());
  EXPECT_THAT(nearest(vector_codes{}, 3), IsEmpty());
}

TEST(vector_codes_test, of_equals_the_smaller_row_comes_first) {
  vector_codes_writer writer;
  for (const int row : {3, 4, 8}) append(writer, row, {1, 0});
  EXPECT_THAT(nearest(*writer.current(flat), 2), ElementsAre(3, 4));
}

TEST(vector_codes_test, a_moment_stays_as_it_was) {
  vector_codes_writer writer;
  append_fan(writer, 1, 10'000);
  const auto before = writer.current(flat);
  append_fan(writer, 10'001, 20'000);
  for (int row = 1; row <= 5'000; ++row) writer.remove(row);
  while (writer.compact()) {
  }
  const auto after = writer.current(flat);
  writer.clear();
  EXPECT_EQ(before->size(), 10'000U);
  EXPECT_EQ(all_rows(*before).front(), 1);
  EXPECT_EQ(all_rows(*before).back(), 10'000);
  EXPECT_EQ(after->size(), 15'000U);
  EXPECT_EQ(all_rows(*after).front(), 5'001);
  EXPECT_EQ(all_rows(*after).back(), 20'000);
  EXPECT_EQ(writer.current(flat)->size(), 0U);
}

TEST(vector_codes_test, what_is_removed_is_gone_whatever_else_happens) {
  vector_codes_writer writer;
  std::vector<std::int64_t> expected;
  std::mt19937 random{20261129};
  std::int64_t row = 0;
  for (int round = 0; round < 60; ++round) {
    const auto first = row + 1 + static_cast<std::int64_t>(random() % 5);
    row = first + static_cast<std::int64_t>(random() % 2'000);
    append_fan(writer, first, row);
    for (auto each = first; each <= row; ++each) expected.push_back(each);
    const auto share = random() % 100;
    std::erase_if(expected, [&](std::int64_t each) {
      if (random() % 100 >= share) return false;
      writer.remove(each);
      return true;
    });
    writer.remove(first);  // once more, or for the first time
    std::erase(expected, first);
    writer.remove(row + 100);
    writer.remove(0);
    if (random() % 2 == 0) writer.compact();
    ASSERT_EQ(all_rows(*writer.current(flat)), expected) << "round " << round;
  }
}

TEST(vector_codes_test, takes_a_byte_a_dimension_and_sixteen_more) {
  constexpr std::size_t rows = 50'000;
  constexpr std::size_t dimensions = 64;
  vector_codes_writer writer;
  const std::vector<float> any(dimensions, 0.125F);
  for (std::size_t row = 1; row <= rows; ++row) append(writer, static_cast<std::int64_t>(row), any);
  const auto segment = code_segment::bytes_of(code_segment::capacity, dimensions);
  EXPECT_LE(writer.current({"m", dimensions})->bytes(), rows * (dimensions + 16) + segment + 4096);
}

TEST(vector_codes_test, compacting_gives_back_what_tombstones_hold) {
  constexpr std::int64_t rows = 100'000;
  vector_codes_writer writer;
  append_fan(writer, 1, rows);
  const auto full = writer.current(flat)->bytes();
  for (std::int64_t row = 1; row <= rows; ++row)
    if (row % 10 != 0) writer.remove(row);
  while (writer.compact()) {
  }
  EXPECT_EQ(writer.current(flat)->size(), 10'000U);
  EXPECT_LT(writer.current(flat)->bytes(), full / 4);
  EXPECT_FALSE(writer.compact()) << "there is an end to it";
}

TEST(vector_codes_test, a_change_shares_all_other_segments) {
  vector_codes_writer writer;
  append_fan(writer, 1, 20'000);
  const auto before = writer.current(flat);
  append_fan(writer, 20'001, 20'001);
  writer.remove(5);
  const auto after = writer.current(flat);
  EXPECT_EQ(after->size(), before->size());
  EXPECT_LE(after->bytes(), before->bytes() + sizeof(tombstones) + sizeof(segment_view) * 8);
}

TEST(vector_index_test, is_empty_at_first) {
  EXPECT_EQ(vector_index{}.current()->size(), 0U);
  EXPECT_EQ(vector_index{}.being_loaded(), 0);
}

TEST(vector_index_test, says_how_far_loading_is_until_something_is_published) {
  vector_index index;
  index.show_loading(40);
  EXPECT_EQ(index.being_loaded(), 40);
  index.publish(std::make_shared<const vector_codes>());
  EXPECT_EQ(index.being_loaded(), std::nullopt);
}

TEST(vector_index_test, readers_keep_what_they_took_while_rows_come_and_go) {
  vector_index index;
  std::thread writing{[&] {
    vector_codes_writer writer;
    for (std::int64_t row = 1; row <= 6'000; ++row) {
      append_fan(writer, row, row);
      if (row % 3 == 0) writer.remove(row - 1);
      if (row % 500 == 0) writer.compact();
      index.publish(writer.current(flat));
    }
  }};
  std::size_t seen = 0;
  while (seen < 4'000) {
    const auto codes = index.current();
    ASSERT_GE(codes->size(), seen);
    seen = codes->size();
    ASSERT_EQ(all_rows(*codes).size(), seen);
  }
  writing.join();
  EXPECT_EQ(index.current()->size(), 4'000U);
}

}  // namespace
}  // namespace secondbrain::stores
