// The reindexer beside the real owners of the stores, under the real lock, by a clock that stands still.
#include "actors/reindexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>

#include "actors/lexical_actor.hpp"
#include "actors/metadata_actor.hpp"
#include "actors/tracker_actor.hpp"
#include "actors/tree.hpp"
#include "actors/vectors_actor.hpp"
#include "ops/data/reindex_lock.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr auto deadline = 60s;

/// Stands before a front, and keeps back what is to be written while it is shut: whoever waits for the reply is then in
/// the middle of its work for as long as the test wants.
class held_port final : public front_port {
 public:
  explicit held_port(front_ptr behind) : behind_{std::move(behind)} {}

  void submit(work_ptr item) override {
    {
      std::lock_guard lock{mutex_};
      if (is_shut_ && item->request_type != typeid(count_chunks_by_note)) {
        kept_.push_back(std::move(item));
        arrived_.notify_all();
        return;
      }
    }
    behind_->submit(std::move(item));
  }

  void shut() {
    std::lock_guard lock{mutex_};
    is_shut_ = true;
  }

  void open() {
    std::vector<work_ptr> kept;
    {
      std::lock_guard lock{mutex_};
      is_shut_ = false;
      kept.swap(kept_);
    }
    for (auto& each : kept) behind_->submit(std::move(each));
  }

  bool is_waited_at() {
    std::unique_lock lock{mutex_};
    return arrived_.wait_for(lock, deadline, [this] { return !kept_.empty(); });
  }

 private:
  front_ptr behind_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool is_shut_ = false;
  std::vector<work_ptr> kept_;
};

class reindexer_test : public testing::Test {
 protected:
  reindexer_test() { spdlog::set_level(spdlog::level::off); }

  ~reindexer_test() override {
    EXPECT_TRUE(tree_.stop(deadline));
    spdlog::set_level(spdlog::level::info);
  }

  void start() {
    reindexer_parts parts;
    parts.vault = vault_.root();
    parts.data_directory = data_.path();
    parts.lexical = address<lexical_api>{before_lexical_};
    parts.tracker = address<tracker_api>{tracker_};
    parts.vectors = address<vectors_api>{vectors_};
    parts.metadata = address<metadata_api>{metadata_};
    parts.progress = progress_;
    parts.stock_taken = stock_taken_;
    parts.on_indexed = [this](std::optional<std::vector<std::string>> changed) {
      std::lock_guard lock{changed_mutex_};
      changed_ = std::move(changed);
      ++indexed_;
    };
    parts.before_preparing = [this](const std::string& path) {
      if (before_preparing_) before_preparing_(path);
    };
    parts.time = &time_;
    const auto place = [this](const char* file) {
      store_place at;
      at.file = data_ / file;
      return at;
    };
    supervisor_spec root;
    root.children = {worker<lexical_actor>("lexical", lexical_, place("lexical.db")),
                     worker<tracker_actor>("tracker", tracker_, place("index_tracker.db")),
                     worker<vectors_actor>("vectors", vectors_, vectors_parts{place("vectors.db"), {}, nullptr}),
                     worker<metadata_actor>("metadata", metadata_, place("metadata.db")),
                     worker<reindexer>("reindexer", front_, parts)};
    tree_.start(std::move(root));
  }

  std::uint64_t order(index_trigger trigger, index_mode mode = index_mode::incremental) {
    const auto accepted = index_.ask(start_index{mode, trigger, {}}, deadline);
    EXPECT_TRUE(accepted);
    return accepted ? accepted->run_id : 0;
  }

  index_report run(index_mode mode = index_mode::incremental) {
    const auto report = index_.ask(run_index{.mode = mode}, deadline);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(index_report{});
  }

  /// The first value from now on that is in this phase.
  index_progress when(index_phase phase) const {
    auto latest = progress_->latest();
    while (latest.value.phase != phase) {
      auto newer = progress_->wait_newer(latest.version, deadline);
      if (!newer) {
        ADD_FAILURE() << "it stays " << to_string(latest.value.phase);
        break;
      }
      latest = std::move(*newer);
    }
    return latest.value;
  }

  /// What is published of this run when it has ended.
  index_progress when_ended(std::uint64_t run_id) const {
    auto latest = progress_->latest();
    while (latest.value.run_id != run_id || !latest.value.finished_at) {
      auto newer = progress_->wait_newer(latest.version, deadline);
      if (!newer) {
        ADD_FAILURE() << "it does not end";
        break;
      }
      latest = std::move(*newer);
    }
    return latest.value;
  }

  /// A run that has read the notes and cannot have them stored, until the gate is opened. Answers with its number.
  std::uint64_t stay_in_the_middle_of_a_run() {
    before_lexical_->shut();
    const auto id = order(index_trigger::watcher);
    EXPECT_TRUE(before_lexical_->is_waited_at());
    return id;
  }

  std::size_t chunks() {
    return static_cast<std::size_t>(address<lexical_api>{lexical_}.ask(count_lexical{}, deadline).value().chunks);
  }

  temporary_directory data_;
  vault::temporary_vault vault_;
  manual_clock time_{std::chrono::system_clock::now()};
  std::shared_ptr<feed<index_progress>> progress_ = std::make_shared<feed<index_progress>>();
  std::atomic<int> indexed_{0};
  std::shared_ptr<std::atomic<std::uint64_t>> stock_taken_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::mutex changed_mutex_;
  std::optional<std::vector<std::string>> changed_;  // by the last run that succeeded
  std::function<void(const std::string& path)> before_preparing_;
  tree tree_{{}};
  front_ptr lexical_ = tree_.make_front("root/lexical"), tracker_ = tree_.make_front("root/tracker"),
            vectors_ = tree_.make_front("root/vectors"), metadata_ = tree_.make_front("root/metadata");
  std::shared_ptr<held_port> before_lexical_ = std::make_shared<held_port>(lexical_);
  front_ptr front_ = tree_.make_front("root/reindexer", {.capacity = 10, .in_flight_limit = 10});
  address<index_api> index_{front_};
};

TEST_F(reindexer_test, names_the_notes_that_a_run_has_changed) {
  const auto changed_by_a_run = [&](index_mode mode = index_mode::incremental) {
    const int before = indexed_;
    run(mode);
    EXPECT_TRUE(eventually([&] { return indexed_ > before; }));
    std::lock_guard lock{changed_mutex_};
    auto paths = changed_.value_or(std::vector<std::string>{"all of them"});
    std::sort(paths.begin(), paths.end());
    return paths;
  };
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  start();
  EXPECT_THAT(changed_by_a_run(), testing::ElementsAre("a.md", "b.md"));
  vault_.write("b.md", "A tulip that has grown.");
  vault_.write("c.md", "A spade.");
  EXPECT_THAT(changed_by_a_run(), testing::ElementsAre("b.md", "c.md"));
  EXPECT_THAT(changed_by_a_run(), testing::IsEmpty());
  std::filesystem::remove(vault_.root() / "a.md");
  std::filesystem::rename(vault_.root() / "c.md", vault_.root() / "d.md");
  EXPECT_THAT(changed_by_a_run(), testing::ElementsAre("a.md", "c.md", "d.md")) << "and what has gone";
  EXPECT_THAT(changed_by_a_run(index_mode::full_rebuild), testing::ElementsAre("all of them"));
}

TEST_F(reindexer_test, answers_when_the_run_has_ended_and_publishes_how_it_went) {
  vault_.write("a.md", "A rose.");
  start();
  EXPECT_EQ(run().files_new, 1);
  EXPECT_EQ(chunks(), 1U);
  const auto shown = when(index_phase::finished);
  EXPECT_EQ(shown.message, "1 new, 0 modified, 0 deleted, 0 unchanged notes; 1 passage written");
  EXPECT_EQ(shown.notes_searchable, 1);
  EXPECT_EQ(shown.last_report->files_new, 1);
  EXPECT_EQ(shown.finished_at, time_.now());
  EXPECT_EQ(indexed_, 1);
  EXPECT_EQ(index_.ask(list_ledger{}, deadline)->indexed, 1);
  EXPECT_TRUE(std::filesystem::exists(data_ / ".reindex_epoch"));
  EXPECT_EQ(run().files_unchanged, 1);
}

TEST_F(reindexer_test, counts_the_runs_that_look_at_everything) {
  vault_.write("a.md", "A rose.");
  start();
  run();
  EXPECT_EQ(*stock_taken_, 1U);
  const auto named = index_.ask(start_index{index_mode::incremental, index_trigger::watcher, {"a.md"}}, deadline);
  ASSERT_TRUE(named);
  EXPECT_EQ(when_ended(named->run_id).phase, index_phase::finished);
  EXPECT_EQ(*stock_taken_, 1U) << "it was told what to look at";
  order(index_trigger::sweep);
  run();
  EXPECT_GE(*stock_taken_, 2U);
}

TEST_F(reindexer_test, orders_that_wait_for_the_lock_share_a_run) {
  vault_.write("a.md", "A rose.");
  std::optional lock{ops::reindex_lock::take(data_.path(), time_).value()};
  start();
  const auto first = order(index_trigger::watcher);
  const auto shown = when(index_phase::waiting_for_lock);
  EXPECT_EQ(shown.run_id, first);
  EXPECT_THAT(shown.message, HasSubstr(".reindex_lock"));
  EXPECT_EQ(order(index_trigger::sweep), first);
  EXPECT_EQ(order(index_trigger::sweep, index_mode::full_rebuild), first);
  ASSERT_TRUE(index_.ask(list_ledger{}, deadline));  // by then the lock was tried for in vain
  lock.reset();
  EXPECT_EQ(run().run_id, first);
  EXPECT_EQ(when(index_phase::finished).trigger, index_trigger::api);
}

TEST_F(reindexer_test, orders_during_a_run_share_the_next_one) {
  vault_.write("a.md", "A rose.");
  start();
  const auto first = stay_in_the_middle_of_a_run();
  EXPECT_EQ(order(index_trigger::watcher), first + 1);
  EXPECT_EQ(order(index_trigger::sweep), first + 1);
  EXPECT_EQ(index_.ask(list_ledger{}, deadline)->pending, 1) << "questions are answered meanwhile";
  before_lexical_->open();
  EXPECT_GE(run().run_id, first + 1);
  EXPECT_EQ(chunks(), 1U);
}

TEST_F(reindexer_test, looks_at_the_named_places_once_stock_was_taken_and_takes_it_again_after_a_failure) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  start();
  const auto run_for = [this](const std::vector<std::string>& paths) {
    const auto id = index_.ask(start_index{index_mode::incremental, index_trigger::watcher, paths}, deadline)->run_id;
    const auto is_over = [&](const index_progress& shown) { return shown.run_id == id && shown.finished_at; };
    for (auto latest = progress_->latest(); !is_over(latest.value);) {
      auto newer = progress_->wait_newer(latest.version, deadline);
      if (!newer) break;
      latest = std::move(*newer);
    }
    return progress_->latest().value;
  };
  EXPECT_EQ(run_for({"a.md"}).last_report->files_new, 2) << "the first run takes stock";
  vault_.write("a.md", "A rose, pruned.");
  vault_.write("b.md", "A tulip, cut.");
  EXPECT_EQ(run_for({"a.md"}).last_report->files_modified, 1);
  EXPECT_EQ(progress_->latest().value.notes_total, 2);
  std::filesystem::rename(vault_.root(), vault_.outside() / "away");
  EXPECT_EQ(run_for({"a.md"}).phase, index_phase::frozen);
  std::filesystem::rename(vault_.outside() / "away", vault_.root());
  EXPECT_EQ(run_for({"a.md"}).last_report->files_modified, 1) << "the other note, too";
  EXPECT_EQ(progress_->latest().value.trouble, "");
}

TEST_F(reindexer_test, refuses_to_clear_the_index_during_a_run) {
  vault_.write("a.md", "A rose.");
  start();
  stay_in_the_middle_of_a_run();
  const auto refused = index_.ask(clear_index{}, deadline);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::busy);
  before_lexical_->open();
  run();
  EXPECT_EQ(chunks(), 1U);
}

TEST_F(reindexer_test, clears_the_index_and_fills_it_again) {
  vault_.write("a.md", "A rose.");
  start();
  run();
  ASSERT_TRUE(index_.ask(clear_index{}, deadline));
  EXPECT_EQ(chunks(), 0U);
  EXPECT_EQ(index_.ask(list_ledger{}, deadline)->indexed, 0);
  EXPECT_EQ(run().files_new, 1);
  EXPECT_EQ(chunks(), 1U);
}

TEST_F(reindexer_test, an_order_that_came_while_the_index_was_cleared_is_carried_out_then) {
  vault_.write("a.md", "A rose.");
  start();
  run();
  before_lexical_->shut();
  std::promise<result<nothing>> cleared;
  index_.send(clear_index{}, deadline, [&](result<nothing> outcome) { cleared.set_value(std::move(outcome)); });
  ASSERT_TRUE(before_lexical_->is_waited_at());
  const auto id = order(index_trigger::sweep);
  EXPECT_EQ(when(index_phase::waiting_for_lock).run_id, id);
  ASSERT_TRUE(index_.ask(list_ledger{}, deadline));  // nothing tries any more
  before_lexical_->open();
  EXPECT_TRUE(cleared.get_future().get());
  EXPECT_EQ(when(index_phase::finished).run_id, id);
  EXPECT_EQ(chunks(), 1U);
}

TEST_F(reindexer_test, a_lock_that_is_lost_ends_the_run_and_the_next_one_succeeds) {
  vault_.write("a.md", "A rose.");
  vault_.write("b.md", "A tulip.");
  before_preparing_ = [this](const std::string&) {
    time_.advance(31s);
    std::filesystem::remove(data_ / ".reindex_lock");
  };
  start();
  const auto failed = index_.ask(run_index{}, deadline);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, errc::locked);
  const auto shown = when(index_phase::failed);
  EXPECT_EQ(shown.trouble, failed.error().message);
  EXPECT_THAT(tree_.registry().find("root/reindexer")->read().note, HasSubstr(failed.error().message));
  EXPECT_EQ(indexed_, 0);
}

TEST_F(reindexer_test, what_is_wrong_stays_to_be_seen_until_a_run_succeeds) {
  start();
  std::filesystem::rename(vault_.root(), vault_.outside() / "away");
  EXPECT_EQ(index_.ask(run_index{}, deadline).error().code, errc::vault_missing);
  EXPECT_THAT(when(index_phase::frozen).trouble, HasSubstr("not there"));
  std::filesystem::rename(vault_.outside() / "away", vault_.root());
  run();
  EXPECT_EQ(when(index_phase::finished).trouble, "");
}

TEST_F(reindexer_test, a_run_that_is_interrupted_says_so_and_suspects_nobody) {
  vault_.write("a.md", "A rose.");
  start();
  stay_in_the_middle_of_a_run();
  EXPECT_TRUE(std::filesystem::exists(data_ / "index_journal.json"));
  ASSERT_TRUE(tree_.restart("root/reindexer"));
  EXPECT_THAT(when(index_phase::failed).message, HasSubstr("interrupted"));
  EXPECT_FALSE(std::filesystem::exists(data_ / "index_journal.json"));
  before_lexical_->open();
  run();
  EXPECT_EQ(chunks(), 1U);
}

}  // namespace
}  // namespace secondbrain::actors
