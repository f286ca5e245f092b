#include "cli/service/parts_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const auto damaged_at = std::chrono::system_clock::time_point{std::chrono::seconds{1'770'292'800}};

actor_status store(const char* name, store_worth worth) {
  actor_status store;
  store.name = name;
  store.state = actor_state::running;
  store.recovery = store_recovery{damaged_at, worth, "It was damaged."};
  return store;
}

part_surroundings after(std::chrono::seconds passed) {
  part_surroundings around;
  around.now = damaged_at + passed;
  around.index.phase = index_phase::finished;
  around.index.finished_at = damaged_at - 1h;
  around.index.notes_total = 10;
  around.index.notes_searchable = 10;
  return around;
}

TEST(recovery_check, a_derived_store_is_a_warning_until_it_has_been_read_again) {
  const auto lexical = store("root/stores/lexical", store_worth::derived);
  auto around = after(1s);
  const auto check = check_recovery(lexical, around);
  ASSERT_TRUE(check) << "the run that counts as finished was before the damage";
  EXPECT_EQ(check->state, verdict::warning);
  EXPECT_THAT(check->message, AllOf(HasSubstr("damaged"), HasSubstr("may miss notes")));
  around.index.finished_at = damaged_at + 5s;
  around.index.phase = index_phase::indexing;
  around.index.notes_searchable = 4;
  EXPECT_TRUE(check_recovery(lexical, around));
  around.index.phase = index_phase::finished;
  around.index.notes_searchable = 10;
  EXPECT_FALSE(check_recovery(lexical, around));
}

TEST(recovery_check, an_index_that_never_gets_there_stays_a_warning) {
  auto around = after(100h);
  around.index.finished_at = damaged_at + 5s;
  around.index.trouble = "the vault is not there";
  EXPECT_TRUE(check_recovery(store("root/stores/index-tracker", store_worth::derived), around));
}

TEST(recovery_check, the_index_by_meaning_is_whole_when_every_note_is_embedded) {
  const auto vectors = store("root/stores/vectors", store_worth::derived);
  auto around = after(10s);
  around.index.finished_at = damaged_at + 5s;
  around.embedding = embedding_progress{3, {}};
  EXPECT_TRUE(check_recovery(vectors, around));
  around.embedding = embedding_progress{};
  EXPECT_FALSE(check_recovery(vectors, around));
}

TEST(recovery_check, what_was_recorded_and_lost_is_told_for_a_day) {
  const auto conversations = store("root/stores/conversations", store_worth::recorded);
  const auto check = check_recovery(conversations, after(24h));
  ASSERT_TRUE(check);
  EXPECT_EQ(check->state, verdict::warning);
  EXPECT_THAT(check->message, AllOf(HasSubstr("damaged"), HasSubstr("It works again")));
  EXPECT_FALSE(check_recovery(conversations, after(24h + 1s)));
}

TEST(recovery_check, a_store_that_was_never_damaged_has_none) {
  EXPECT_FALSE(check_recovery(actor_status{}, after(1s)));
}

tree_snapshot tree_of(actor_status part) {
  return {damaged_at, {std::move(part)}};
}

TEST(parts_check, every_verdict_says_what_is_wrong_and_names_no_part_by_its_inner_name) {
  actor_status part;
  part.name = "root/index/reindexer";
  part.recent_restarts = {{damaged_at, "the disk is full"}};
  for (auto state : {actor_state::hung, actor_state::backing_off, actor_state::failed}) {
    part.state = state;
    const auto checks = check_parts(tree_of(part), after(1s));
    ASSERT_EQ(checks.size(), 1U);
    EXPECT_NE(checks[0].state, verdict::ok);
    EXPECT_EQ(checks[0].title, "reading of notes");
    EXPECT_THAT(checks[0].message, AllOf(HasSubstr("reading of notes"), Not(HasSubstr("reindexer"))));
  }
}

TEST(parts_check, ends_when_the_part_runs_again) {
  actor_status part;
  part.name = "root/stores/usage";
  part.state = actor_state::running;
  part.recent_restarts = {{damaged_at, "the disk is full"}};
  const auto checks = check_parts(tree_of(part), after(1s));
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0].state, verdict::ok);
}

TEST(parts_check, a_note_is_told_as_a_sentence) {
  actor_status part;
  part.name = "root/keeper/backup";
  part.state = actor_state::running;
  part.note = "the last backup failed.";
  EXPECT_EQ(check_parts(tree_of(part), after(1s)).front().message, "The last backup failed.");
}

}  // namespace
}  // namespace secondbrain::cli
