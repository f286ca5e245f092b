#include "brain/search/stock_taking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace secondbrain::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using keys = std::vector<chunk_key>;

class stock_taking_test : public testing::Test {
 protected:
  /// Pages of that many notes, whatever is asked for.
  static stock_taking::lister pages_of(const keys& all, std::size_t notes) {
    return [&all, notes](std::string_view behind, std::size_t) -> result<chunk_page> {
      chunk_page page;
      std::size_t taken = 0;
      for (const auto& key : all) {
        if (key.note_path <= behind) continue;
        const bool is_next_note = page.chunks.empty() || page.chunks.back().note_path != key.note_path;
        if (is_next_note && ++taken > notes) {
          page.is_last = false;
          break;
        }
        page.chunks.push_back(key);
      }
      return page;
    };
  }

  embedding_plan take(const keys& indexed, std::size_t page, const keys& embedded, std::size_t other_page) {
    stock_taking stock{pages_of(indexed, page), pages_of(embedded, other_page), left_out_};
    embedding_plan whole;
    do {
      const auto plan = stock.advance();
      EXPECT_TRUE(plan);
      whole.notes.insert(whole.notes.end(), plan->notes.begin(), plan->notes.end());
      whole.gone.insert(whole.gone.end(), plan->gone.begin(), plan->gone.end());
    } while (!stock.done());
    return whole;
  }

  left_out_chunks left_out_;
};

TEST_F(stock_taking_test, whatever_the_pages_it_finds_what_a_comparison_of_all_finds) {
  std::mt19937 random{20261129};
  for (int round = 0; round < 200; ++round) {
    keys indexed, embedded;
    for (int note = 0; note < 20; ++note) {
      for (int chunk = 0; chunk < 3; ++chunk) {
        chunk_key key{"n" + std::to_string(100 + note), "c" + std::to_string(chunk)};
        if (random() % 4 != 0) indexed.push_back(key);
        if (random() % 4 != 0) embedded.push_back(key);
      }
      if (random() % 5 == 0) std::erase_if(indexed, [&](const auto& key) { return key.note_path.back() == '3'; });
    }
    const auto expected = make_embedding_plan(indexed, embedded);
    const auto found = take(indexed, 1 + random() % 25, embedded, 1 + random() % 25);
    ASSERT_EQ(found.notes, expected.notes);
    ASSERT_EQ(found.gone, expected.gone);
  }
}

TEST_F(stock_taking_test, there_may_be_nothing_on_either_side) {
  const keys some{{"a", "1"}, {"b", "2"}};
  EXPECT_THAT(take({}, 1, {}, 1).notes, IsEmpty());
  EXPECT_THAT(take(some, 1, {}, 1).notes, ElementsAre("a", "b"));
  EXPECT_THAT(take({}, 1, some, 1).gone, ElementsAre("a", "b"));
}

TEST_F(stock_taking_test, what_is_left_out_is_not_planned_as_long_as_it_is_indexed) {
  left_out_.leave_out_refused({"b", "2"}, "too long");
  left_out_.leave_out_refused({"c", "3"}, "too long");
  left_out_.leave_out_refused({"z", "9"}, "too long");
  const keys indexed{{"a", "1"}, {"b", "2"}, {"d", "4"}};
  EXPECT_THAT(take(indexed, 1, {}, 1).notes, ElementsAre("a", "d"));
  ASSERT_EQ(left_out_.refused().size(), 1U) << "the others are no longer indexed";
  EXPECT_EQ(left_out_.refused().front().note_path, "b");
  left_out_.forget("b");
  EXPECT_THAT(left_out_.refused(), IsEmpty());
}

TEST_F(stock_taking_test, an_error_of_either_side_is_passed_on) {
  const auto broken = [](std::string_view, std::size_t) -> result<chunk_page> {
    return fail(errc::io_failure, "the disk is gone");
  };
  const keys none;
  stock_taking first{broken, pages_of(none, 1), left_out_};
  EXPECT_EQ(first.advance().error().code, errc::io_failure);
  stock_taking second{pages_of(none, 1), broken, left_out_};
  EXPECT_EQ(second.advance().error().code, errc::io_failure);
}

}  // namespace
}  // namespace secondbrain::search
