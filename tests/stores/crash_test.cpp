// A writer is killed in the middle of its work. Whatever it had acknowledged must be there afterwards, whole.
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "stores/conversations_store.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "stores/usage_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/killed_writer.hpp"

namespace secondbrain::stores {
namespace {

constexpr int rounds = 20;

class crash_test : public ::testing::Test {
 protected:
  int some() { return 1 + static_cast<int>(random_() % 40); }

  temporary_directory folder_;
  std::mt19937 random_{20260213};
};

TEST_F(crash_test, no_acknowledged_message_is_lost) {
  const auto file = folder_ / "conversations.db";
  int total = 0;
  for (int round = 0; round < rounds; ++round) {
    total += acknowledged_before_kill(some(), [&] {
      auto store = std::make_shared<conversations_store>(conversations_store::open(file).value());
      return [store](int n) { return store->append({"", {{"user", std::to_string(n)}}}).has_value(); };
    });
    auto store = conversations_store::open(file).value();
    ASSERT_TRUE(store.check());
    // The write under way when the child died may have been committed without having been acknowledged.
    const int found = store.count().value();
    ASSERT_GE(found, total);
    ASSERT_LE(found, total + 1);
    const auto conversations = store.list(found).value();
    for (const auto& conversation : conversations) ASSERT_EQ(conversation.message_count, 1);
    total = found;
  }
}

TEST_F(crash_test, no_acknowledged_call_is_lost) {
  const auto file = folder_ / "usage.db";
  std::int64_t total = 0;
  for (int round = 0; round < rounds; ++round) {
    total += acknowledged_before_kill(some(), [&] {
      auto store = std::make_shared<usage_store>(usage_store::open(file).value());
      return [store](int) { return store->record({"", "openai", "m", "inbox", 1, 1, 0.5, {}, {}}).has_value(); };
    });
    auto store = usage_store::open(file).value();
    ASSERT_TRUE(store.check());
    const auto found = store.summarize({}, {}).value().total_calls;
    ASSERT_GE(found, total);
    ASSERT_LE(found, total + 1);
    total = found;
  }
}

TEST_F(crash_test, content_and_full_text_never_part) {
  const auto file = folder_ / "lexical.db";
  for (int round = 0; round < rounds; ++round) {
    const int acknowledged = acknowledged_before_kill(some(), [&] {
      auto store = std::make_shared<lexical_store>(lexical_store::open(file).value());
      return [store, round](int n) {
        const auto path = "n" + std::to_string(n) + ".md";
        return store->write({example_note(path, {"round " + std::to_string(round), "the same in every round"})})
            .has_value();
      };
    });
    auto store = lexical_store::open(file).value();
    ASSERT_TRUE(store.check());
    auto reader = lexical_reader::open(file).value();
    for (int n = 0; n < acknowledged; ++n) {
      const auto chunks = reader.chunks_of("n" + std::to_string(n) + ".md").value();
      ASSERT_FALSE(chunks.empty());
      ASSERT_EQ(chunks[0].text, "round " + std::to_string(round));
    }
  }
}

}  // namespace
}  // namespace secondbrain::stores
