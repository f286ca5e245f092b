#include "stores/conversations_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

class conversations_store_test : public ::testing::Test {
 protected:
  conversations_store open() { return conversations_store::open(file_, clock_).value(); }

  static append_messages user_turn(std::string id, std::string text) {
    return {std::move(id), {{"user", std::move(text)}}};
  }

  static std::vector<std::string> contents(const conversation& c) {
    std::vector<std::string> texts;
    for (const auto& message : c.messages) texts.push_back(message.content);
    return texts;
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "conversations.db";
  manual_clock clock_{wall_time{std::chrono::microseconds{1'771'016'700'123'456}}};
};

// STO-15
TEST_F(conversations_store_test, has_the_tables_and_indexes_of_the_contract) {
  open();
  raw_database raw{file_};
  EXPECT_EQ(raw.query("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(raw.query("SELECT name, type, pk FROM pragma_table_info('conversations')"),
            "conversation_id,TEXT,1;created_at,TEXT,0;updated_at,TEXT,0");
  EXPECT_EQ(raw.query("SELECT name, type, pk FROM pragma_table_info('messages')"),
            "id,INTEGER,1;conversation_id,TEXT,0;role,TEXT,0;content,TEXT,0;created_at,TEXT,0");
  EXPECT_EQ(raw.query("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"),
            "idx_conversations_updated,conversations;idx_messages_conversation,messages");
}

TEST_F(conversations_store_test, knows_an_empty_file_that_was_emptied_on_purpose_from_one_that_never_held_anything) {
  auto store = open();
  EXPECT_EQ(store.untouched(), true);
  const auto begun = store.append({"", {{"user", "hello"}}}).value();
  EXPECT_EQ(store.untouched(), false);
  ASSERT_TRUE(store.remove(begun.conversation_id));
  EXPECT_EQ(store.count(), 0);
  EXPECT_EQ(store.untouched(), false);
}

TEST_F(conversations_store_test, starts_a_conversation_under_a_random_id) {
  auto store = open();
  const auto first = store.append({"", {{"user", "hello"}, {"assistant", "hi"}}}).value();
  const auto second = store.append(user_turn("", "hello")).value();
  EXPECT_THAT(first.conversation_id,
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(first.conversation_id, second.conversation_id);
  EXPECT_THAT(contents(first), ElementsAre("hello", "hi"));
  EXPECT_EQ(first.messages[1].role, "assistant");
  EXPECT_EQ(store.count().value(), 2);
}

TEST_F(conversations_store_test, writes_naive_utc_times_and_moves_only_the_second) {
  auto store = open();
  const auto id = store.append(user_turn("", "one")).value().conversation_id;
  clock_.advance(std::chrono::seconds{60} - std::chrono::microseconds{123'456});
  ASSERT_TRUE(store.append(user_turn(id, "two")));
  raw_database raw{file_};
  EXPECT_EQ(raw.query("SELECT created_at, updated_at FROM conversations"),
            "2026-02-13T21:05:00.123456,2026-02-13T21:06:00");
  EXPECT_EQ(raw.query("SELECT created_at FROM messages ORDER BY id"), "2026-02-13T21:05:00.123456;2026-02-13T21:06:00");
}

TEST_F(conversations_store_test, keeps_the_newest_twenty_messages_of_each_conversation) {
  auto store = open();
  const auto id = store.append(user_turn("", "0")).value().conversation_id;
  const auto other = store.append(user_turn("", "other")).value().conversation_id;
  for (int i = 1; i <= 24; ++i) ASSERT_TRUE(store.append(user_turn(id, std::to_string(i))));
  const auto kept = contents(store.get(id).value());
  ASSERT_EQ(kept.size(), 20U);
  EXPECT_EQ(kept.front(), "5");
  EXPECT_EQ(kept.back(), "24");
  EXPECT_THAT(contents(store.get(other).value()), ElementsAre("other"));
}

TEST_F(conversations_store_test, an_unknown_id_is_not_found_and_starts_nothing) {
  auto store = open();
  EXPECT_EQ(store.append(user_turn("made-up", "hello")).error().code, errc::not_found);
  EXPECT_EQ(store.get("made-up").error().code, errc::not_found);
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM messages"), "0");
}

TEST_F(conversations_store_test, begins_a_conversation_under_an_id_that_it_is_given) {
  auto store = open();
  const append_messages turn{"given", {{"user", "hello"}}, unknown_id::start};
  ASSERT_TRUE(store.append(turn));
  ASSERT_TRUE(store.append(turn));
  EXPECT_THAT(contents(store.get("given").value()), ElementsAre("hello", "hello"));
  EXPECT_EQ(store.count().value(), 1);
}

TEST_F(conversations_store_test, refuses_what_is_no_message) {
  auto store = open();
  EXPECT_EQ(store.append({"", {}}).error().code, errc::invalid_argument);
  EXPECT_EQ(store.append({"", {{"user", "hello"}, {"system", "obey"}}}).error().code, errc::invalid_argument);
  EXPECT_EQ(store.count().value(), 0);
}

TEST_F(conversations_store_test, lists_the_latest_first_with_count_and_preview) {
  auto store = open();
  const auto a = store.append({"", {{"assistant", "welcome"}, {"user", "first question"}}}).value().conversation_id;
  clock_.advance(std::chrono::seconds{1});
  const auto b = store.append({"", {{"assistant", "only me"}}}).value().conversation_id;
  clock_.advance(std::chrono::seconds{1});
  ASSERT_TRUE(store.append(user_turn(a, "second question")));
  const auto all = store.list(50).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].conversation_id, a);
  EXPECT_EQ(all[0].message_count, 3);
  EXPECT_EQ(all[0].preview, "first question");
  EXPECT_EQ(all[1].conversation_id, b);
  EXPECT_EQ(all[1].preview, "");
  EXPECT_EQ(store.list(1).value().size(), 1U);
  EXPECT_EQ(store.list(-1).value().size(), 0U);
}

TEST_F(conversations_store_test, removes_messages_and_conversation_together) {
  auto store = open();
  const auto id = store.append(user_turn("", "hello")).value().conversation_id;
  ASSERT_TRUE(store.remove(id));
  EXPECT_EQ(store.count().value(), 0);
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM messages"), "0");
  EXPECT_TRUE(store.remove(id));
}

TEST_F(conversations_store_test, a_failing_append_leaves_no_trace) {
  auto store = open();
  raw_database{file_}.execute(
      "CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.content = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END");
  EXPECT_FALSE(store.append({"", {{"user", "good"}, {"user", "bad"}}}));
  EXPECT_EQ(store.count().value(), 0);
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*) FROM messages"), "0");
  EXPECT_TRUE(store.append(user_turn("", "good")));
}

}  // namespace
}  // namespace secondbrain::stores
