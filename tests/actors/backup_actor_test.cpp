#include "actors/backup_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

/// Asked for a copy, it waits until it is let go or told to give up.
class snapshot_gate {
 public:
  ops::snapshot_source source(const std::function<bool()>& cancelled) {
    ops::snapshot_source waiting;
    waiting.name = "settings.json";
    waiting.expected_bytes = 8;
    waiting.write = [this, cancelled](const std::filesystem::path& destination) -> status {
      write_text(destination, "1234");  // half of it
      ++entered;
      while (!open) {
        if (cancelled()) return fail(errc::cancelled, "told to stop");
        std::this_thread::sleep_for(1ms);
      }
      write_text(destination, "{}");
      return {};
    };
    return waiting;
  }

  std::atomic<int> entered{0};
  std::atomic<bool> open{false};
};

class backup_actor_test : public testing::Test {
 protected:
  ~backup_actor_test() override { EXPECT_TRUE(tree_.stop(60s)); }

  void start(std::chrono::hours interval = 24h) {
    backup_parts parts;
    parts.interval = interval;
    parts.progress = progress_;
    parts.standing = standing_;
    parts.trial_interval = trial_interval_;
    if (list_) parts.list = list_;
    parts.longest_listing = longest_listing_;
    parts.examine = [this](const auto&, const auto&) { return examined_; };
    parts.on_failed_trial = [this] { ++failed_trials_; };
    parts.sources = [this](const auto& cancelled) { return std::vector{gate_.source(cancelled)}; };
    parts.options = [this] {
      ops::backup_options options;
      options.directory = place_ / "backups";
      options.origin = ops::origin_of(place_ / "data");
      return options;
    };
    supervisor_spec root;
    root.children = {worker<backup_actor>("backup", front_, parts)};
    tree_.start(std::move(root));
  }

  std::string note() const { return tree_.registry().find("root/backup")->read().note; }

  std::string ask_for_one() {
    auto started = backups_.ask(start_backup{}, 60s);
    EXPECT_TRUE(started) << started.error().message;
    return started ? started->run_id : std::string{};
  }

  /// Once the run has ended, however.
  backup_progress outcome_of(const std::string& run_id) {
    EXPECT_TRUE(eventually([&] {
      auto now = progress();
      return now.run_id == run_id && now.phase != backup_phase::running;
    }));
    return progress();
  }

  backup_progress make_one() { return outcome_of(ask_for_one()); }

  backup_progress progress() const { return progress_->latest().value; }

  backup_standing standing() const { return standing_->latest().value; }

  temporary_directory place_;
  snapshot_gate gate_;
  decltype(backup_parts::list) list_;
  std::chrono::milliseconds longest_listing_ = 60s;
  std::atomic<int> failed_trials_{0};
  result<std::string> examined_ = "a search found 3 notes.";
  std::chrono::hours trial_interval_{0};
  std::shared_ptr<feed<backup_standing>> standing_ = std::make_shared<feed<backup_standing>>();
  std::shared_ptr<feed<backup_progress>> progress_ = std::make_shared<feed<backup_progress>>();
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/backup", {.capacity = 4, .in_flight_limit = 4});
  address<backup_api> backups_{front_};
};

TEST_F(backup_actor_test, lists_what_there_is_while_one_is_being_made_and_a_second_request_joins_it) {
  start();
  const auto first = *backups_.ask(start_backup{}, 60s);
  EXPECT_EQ(first.start, backup_start::begun);
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  EXPECT_THAT(*backups_.ask(list_backups{}, 60s), SizeIs(0));
  const auto second = *backups_.ask(start_backup{}, 60s);
  EXPECT_EQ(second.start, backup_start::joined);
  EXPECT_EQ(second.run_id, first.run_id);
  EXPECT_TRUE(backups_.ask(make_due_backup{}, 60s)) << "one is under way, so none is due";
  gate_.open = true;
  EXPECT_EQ(outcome_of(first.run_id).phase, backup_phase::finished);
  EXPECT_THAT(*backups_.ask(list_backups{}, 60s), SizeIs(1));
}

TEST_F(backup_actor_test, tells_how_far_it_has_come_also_within_a_file) {
  start();
  EXPECT_EQ(progress().phase, backup_phase::idle);
  const auto run_id = ask_for_one();
  ASSERT_TRUE(eventually([&] { return progress().bytes_done == 4; })) << "half of the only file";
  const auto half_way = progress();
  EXPECT_EQ(half_way.phase, backup_phase::running);
  EXPECT_EQ(half_way.run_id, run_id);
  EXPECT_EQ(half_way.current, "settings.json");
  EXPECT_EQ(half_way.files_done, 0);
  EXPECT_EQ(half_way.files_total, 1);
  EXPECT_EQ(half_way.bytes_total, 8U);
  gate_.open = true;
  const auto ended = outcome_of(run_id);
  EXPECT_EQ(ended.files_done, 1);
  EXPECT_EQ(ended.bytes_done, 8U);
  EXPECT_EQ(ended.current, "");
  ASSERT_TRUE(ended.backup);
  EXPECT_TRUE(std::filesystem::exists(std::filesystem::path{ended.backup->path} / "manifest.json"));
}

TEST_F(backup_actor_test, tells_of_one_that_was_due_like_of_one_that_was_asked_for) {
  gate_.open = true;
  start();
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  EXPECT_EQ(progress().phase, backup_phase::finished);
  const auto due = progress().run_id;
  EXPECT_NE(make_one().run_id, due);
}

TEST_F(backup_actor_test, a_stop_does_not_wait_for_a_copy_that_does_not_come) {
  start();
  const auto pending = ask_for_one();
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  EXPECT_TRUE(tree_.stop(60s));
  const auto outcome = outcome_of(pending);
  EXPECT_EQ(outcome.phase, backup_phase::failed);
  EXPECT_EQ(outcome.problem->code, errc::cancelled);
  for (const auto& entry : std::filesystem::directory_iterator{place_ / "backups"})
    EXPECT_EQ(entry.path().filename(), ".backup_lock");
}

TEST_F(backup_actor_test, a_crash_in_between_is_told_and_the_next_one_is_made) {
  start();
  const auto pending = ask_for_one();
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  ASSERT_TRUE(tree_.crash("root/backup", crash_kind::between_requests));
  EXPECT_EQ(outcome_of(pending).phase, backup_phase::failed);
  gate_.open = true;
  EXPECT_EQ(make_one().phase, backup_phase::finished);
}

TEST_F(backup_actor_test, says_on_its_record_why_the_last_one_failed_until_one_succeeds) {
  write_text(place_ / "backups", "a file where the folder should be");
  start();
  gate_.open = true;
  const auto failed = make_one();
  ASSERT_EQ(failed.phase, backup_phase::failed);
  EXPECT_THAT(failed.problem->message, HasSubstr((place_ / "backups").string()));
  EXPECT_THAT(note(), HasSubstr("The last backup failed"));
  std::filesystem::remove(place_ / "backups");
  ASSERT_EQ(make_one().phase, backup_phase::finished);
  EXPECT_EQ(note(), "");
}

TEST_F(backup_actor_test, whoever_lists_them_has_health_look_anew) {
  gate_.open = true;
  start();
  ASSERT_EQ(make_one().phase, backup_phase::finished);
  ASSERT_TRUE(eventually([&] { return standing().newest.has_value(); }));
  std::filesystem::remove_all(place_ / "backups");
  ASSERT_TRUE(backups_.ask(list_backups{}, 60s));
  EXPECT_FALSE(standing().newest);

  const auto damaged = place_ / "backups" / "data-20260101-000000";
  std::filesystem::create_directories(damaged);
  std::ofstream{damaged / "manifest.json"} << "{";
  ASSERT_TRUE(backups_.ask(list_backups{}, 60s));
  ASSERT_THAT(standing().unusable, testing::SizeIs(1)) << "health says which cannot be used";
  EXPECT_EQ(standing().unusable[0].name, "data-20260101-000000");
}

TEST_F(backup_actor_test, makes_the_first_due_one_and_then_none_for_a_day) {
  gate_.open = true;
  start();
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  EXPECT_THAT(*backups_.ask(list_backups{}, 60s), SizeIs(1));
}

TEST_F(backup_actor_test, one_of_another_data_directory_is_shown_and_does_not_count) {
  gate_.open = true;
  start();
  ASSERT_EQ(make_one().phase, backup_phase::finished);
  ops::backup_options other;
  other.directory = place_ / "backups";
  other.origin = ops::origin_of(place_ / "sample");
  ASSERT_TRUE(ops::make_snapshot({gate_.source([] { return false; })}, other));
  auto listed = *backups_.ask(list_backups{}, 60s);
  ASSERT_THAT(listed, SizeIs(2));
  auto foreign = std::find_if(listed.begin(), listed.end(), [](const auto& each) { return !each.verified; });
  ASSERT_NE(foreign, listed.end());
  EXPECT_THAT(foreign->problem, HasSubstr((place_ / "sample").string()));
}

TEST_F(backup_actor_test, tries_the_newest_and_tells_what_came_of_it) {
  gate_.open = true;
  start();
  EXPECT_EQ(backups_.ask(try_backup{}, 60s).error().code, errc::not_found) << "there is none yet";
  const auto made = make_one();
  const auto begun = backups_.ask(try_backup{}, 60s);
  ASSERT_TRUE(begun) << begun.error().message;
  const auto tried = outcome_of(begun->run_id);
  EXPECT_EQ(tried.phase, backup_phase::finished);
  EXPECT_EQ(tried.work, backup_work::trying);
  EXPECT_EQ(tried.backup->id, made.backup->id);
  EXPECT_EQ(tried.backup->trial->outcome, trial_outcome::passed);
  EXPECT_EQ(failed_trials_, 0);
  ASSERT_TRUE(standing().trial);
  EXPECT_EQ(standing().tried, made.backup->id);
  EXPECT_EQ(standing().newest->id, made.backup->id);
}

TEST_F(backup_actor_test, a_trial_that_fails_is_told_and_is_no_failure_of_this_part) {
  gate_.open = true;
  start();
  make_one();
  examined_ = fail(errc::corrupt, "a search finds nothing");
  const auto tried = outcome_of(backups_.ask(try_backup{}, 60s)->run_id);
  EXPECT_EQ(tried.backup->trial->outcome, trial_outcome::failed);
  EXPECT_EQ(standing().trial->message, "a search finds nothing.");
  EXPECT_EQ(failed_trials_, 1) << "what was copied is looked at";
  EXPECT_EQ(note(), "");
}

TEST_F(backup_actor_test, nothing_is_tried_while_one_is_made) {
  start();
  const auto id = ask_for_one();
  EXPECT_EQ(backups_.ask(try_backup{"data-20260101-000000"}, 60s).error().code, errc::busy);
  gate_.open = true;
  EXPECT_EQ(outcome_of(id).phase, backup_phase::finished);
}

TEST_F(backup_actor_test, what_is_due_is_made_first_and_then_tried) {
  gate_.open = true;
  trial_interval_ = 24h;
  start();
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  EXPECT_FALSE(standing().trial);
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  ASSERT_TRUE(standing().trial);
  const auto at = standing().trial->at;
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 60s));
  EXPECT_EQ(standing().trial->at, at) << "once a day is enough";
}

TEST_F(backup_actor_test, a_folder_that_does_not_answer_is_named_and_holds_up_nobody) {
  auto is_back = std::make_shared<std::promise<void>>();
  auto listings = std::make_shared<std::atomic<int>>(0);
  list_ = [hung = is_back->get_future().share(), listings](const std::filesystem::path& backups) {
    ++*listings;
    hung.wait();
    return ops::list_snapshots(backups);
  };
  longest_listing_ = 50ms;
  start();
  ASSERT_TRUE(eventually([&] { return standing().is_known; }));
  EXPECT_THAT(standing().problem, HasSubstr("the backup folder " + (place_ / "backups").string() + " does not answer"));
  const auto refused = backups_.ask(list_backups{}, 60s);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_TRUE(backups_.ask(make_due_backup{}, 60s));
  EXPECT_EQ(gate_.entered, 0) << "nothing is begun there";
  EXPECT_TRUE(eventually([&] { return *listings > 0; }));  // its thread may begin after it was given up
  EXPECT_EQ(*listings, 1) << "no more than one thread is stuck";
  is_back->set_value();
  EXPECT_TRUE(eventually([&] { return backups_.ask(list_backups{}, 60s).has_value(); }));
}

}  // namespace
}  // namespace secondbrain::actors
