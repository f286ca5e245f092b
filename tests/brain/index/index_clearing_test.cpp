#include "brain/index/index_clearing.hpp"

#include <gmock/gmock.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/brain/index/played_guard.hpp"
#include "tests/brain/index/played_stores.hpp"

namespace secondbrain::index {
namespace {

using testing::ElementsAre;

class index_clearing_test : public testing::Test {
 protected:
  index_clearing_test() { ledger_.set("a.md", ledger_state::indexed, "t1"); }

  status clear() {
    index_clearing clearing{std::make_unique<played_guard>(guard_), ledger_};
    while (auto step = clearing.next()) {
      EXPECT_EQ(guard_.held, 1);
      EXPECT_FALSE(clearing.next()) << "one at a time";
      clearing.take(step->number, stores_.answer(step->request));
    }
    EXPECT_TRUE(clearing.outcome());
    EXPECT_EQ(guard_.held, 0);
    return clearing.outcome().value_or(fail(errc::internal, "it is not over"));
  }

  void fail_at(const std::string& name) {
    stores_.fails = [name](const store_request& request) -> std::optional<error> {
      if (name_of(request) != name) return std::nullopt;
      return error{errc::io_failure, "away"};
    };
  }

  temporary_directory data_;
  played_stores stores_{data_ / ""};
  guard_script guard_;
  index_ledger ledger_;
};

TEST_F(index_clearing_test, clears_what_vouches_before_what_is_vouched_for) {
  EXPECT_TRUE(clear());
  EXPECT_THAT(stores_.requests, ElementsAre("clear_tracker", "clear_lexical", "clear_vectors"));
  EXPECT_EQ(ledger_.page({}).total, 0);
}

TEST_F(index_clearing_test, ends_with_the_first_store_that_fails) {
  fail_at("clear_lexical");
  EXPECT_EQ(clear().error().code, errc::io_failure);
  EXPECT_THAT(stores_.requests, ElementsAre("clear_tracker", "clear_lexical"));
  EXPECT_EQ(ledger_.page({}).total, 1) << "the chunks are still there";
}

TEST_F(index_clearing_test, the_ledger_is_empty_when_the_notes_are_gone_whatever_the_vectors_do) {
  fail_at("clear_vectors");
  EXPECT_FALSE(clear());
  EXPECT_EQ(ledger_.page({}).total, 0);
}

TEST_F(index_clearing_test, a_reply_that_comes_twice_counts_once) {
  index_clearing clearing{std::make_unique<played_guard>(guard_), ledger_};
  const auto first = clearing.next();
  for (int i = 0; i < 3; ++i) clearing.take(first->number, store_reply{nothing{}});
  EXPECT_FALSE(clearing.outcome());
  EXPECT_EQ(name_of(clearing.next()->request), "clear_lexical");
}

}  // namespace
}  // namespace secondbrain::index
