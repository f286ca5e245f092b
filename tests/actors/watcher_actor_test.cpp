// The watcher over a real vault, beside a reindexer that only writes down what is ordered, by a clock that stands
// still.
#include "actors/watcher_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::Contains;

class order_book final : public front_port {
 public:
  void submit(work_ptr item) override {
    const auto order = std::static_pointer_cast<work_for<start_index>>(item);
    std::lock_guard lock{mutex_};
    orders_.push_back(order->request);
    if (is_silent_) return unanswered_.push_back(order);
    if (is_refusing_) return order->settle(fail(errc::busy, "200 requests wait."));
    order->settle(index_accepted{1});
  }

  /// Answers nobody until `speak`.
  void be_silent() {
    std::lock_guard lock{mutex_};
    is_silent_ = true;
  }
  void speak() {
    std::lock_guard lock{mutex_};
    is_silent_ = false;
    for (const auto& each : std::exchange(unanswered_, {})) each->settle(index_accepted{1});
  }
  void refuse(bool on) {
    std::lock_guard lock{mutex_};
    is_refusing_ = on;
  }

  std::vector<start_index> by(index_trigger trigger) const {
    std::lock_guard lock{mutex_};
    std::vector<start_index> found;
    for (const auto& each : orders_)
      if (each.trigger == trigger) found.push_back(each);
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<start_index> orders_;
  std::vector<std::shared_ptr<work_for<start_index>>> unanswered_;
  bool is_silent_ = false;
  bool is_refusing_ = false;
};

class watcher_actor_test : public testing::Test {
 protected:
  watcher_actor_test() {
    spdlog::set_level(spdlog::level::off);
    vault_.write("old.md", "A rose.");
    watcher_parts parts;
    parts.vault = vault_.root();
    parts.data_directory = data_.path();
    parts.watching.emplace();
    parts.index = address<index_api>{orders_};
    parts.progress = progress_;
    supervisor_spec root;
    root.children = {worker<watcher_actor>("watcher", parts)};
    tree_.start(std::move(root));
    EXPECT_TRUE(eventually([&] { return !orders_->by(index_trigger::sweep).empty(); })) << "it watches";
  }

  ~watcher_actor_test() override {
    EXPECT_TRUE(tree_.stop(60s));
    spdlog::set_level(spdlog::level::info);
  }

  std::vector<std::string> named() const {
    std::vector<std::string> paths;
    for (const auto& order : orders_->by(index_trigger::watcher))
      paths.insert(paths.end(), order.paths.begin(), order.paths.end());
    return paths;
  }

  temporary_directory data_;
  vault::temporary_vault vault_;
  manual_clock time_;
  std::shared_ptr<order_book> orders_ = std::make_shared<order_book>();
  std::shared_ptr<feed<index_progress>> progress_ = std::make_shared<feed<index_progress>>();
  tree tree_{tree_options{.time = &time_}};
};

TEST_F(watcher_actor_test, has_stock_taken_when_it_begins) {
  ASSERT_EQ(orders_->by(index_trigger::boot).size(), 1U);
  EXPECT_TRUE(orders_->by(index_trigger::boot).front().paths.empty());
  EXPECT_TRUE(orders_->by(index_trigger::sweep).front().paths.empty());
}

TEST_F(watcher_actor_test, names_a_save_without_letting_time_pass) {
  vault_.write("new.md", "A tulip.");
  EXPECT_TRUE(eventually([&] { return !named().empty(); }));
  EXPECT_THAT(named(), Contains("new.md"));
}

TEST_F(watcher_actor_test, waits_whether_what_has_gone_comes_back) {
  std::filesystem::remove(vault_.root() / "old.md");
  vault_.write("new.md", "A tulip.");  // behind it, so that it has been heard of by then
  EXPECT_TRUE(eventually([&] { return !named().empty(); }));
  EXPECT_THAT(named(), Contains("old.md")) << "it goes along with the save";

  std::filesystem::remove(vault_.root() / "new.md");
  EXPECT_TRUE(eventually([&] {
    time_.advance(20ms);
    return orders_->by(index_trigger::watcher).back().paths == std::vector<std::string>{"new.md"};
  }));
}

TEST_F(watcher_actor_test, orders_one_run_at_a_time_and_gathers_meanwhile) {
  orders_->be_silent();
  vault_.write("first.md", "A tulip.");
  ASSERT_TRUE(eventually([&] { return orders_->by(index_trigger::watcher).size() == 1; }));
  for (int i = 0; i < 300; ++i) vault_.write("n" + std::to_string(i) + ".md", "A lily.");
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(orders_->by(index_trigger::watcher).size(), 1U);
  orders_->speak();
  EXPECT_TRUE(eventually([&] { return testing::Value(named(), Contains("n299.md")); }));
  EXPECT_THAT(named(), testing::IsSupersetOf({"first.md", "n0.md", "n150.md", "n299.md"}));
  EXPECT_LE(orders_->by(index_trigger::watcher).size(), 3U) << "the queue of changes may be read twice";
}

TEST_F(watcher_actor_test, orders_again_what_nobody_took) {
  orders_->refuse(true);
  vault_.write("new.md", "A tulip.");
  ASSERT_TRUE(eventually([&] { return !named().empty(); }));
  const auto refused = orders_->by(index_trigger::watcher).size();
  orders_->refuse(false);
  EXPECT_TRUE(eventually([&] {
    time_.advance(100ms);
    return orders_->by(index_trigger::watcher).size() > refused;
  }));
  EXPECT_THAT(orders_->by(index_trigger::watcher).back().paths, Contains("new.md"));
}

TEST_F(watcher_actor_test, has_stock_taken_again_when_nobody_took_the_order) {
  const auto before = orders_->by(index_trigger::sweep).size();
  orders_->refuse(true);
  time_.advance(301s);
  vault_.write("new.md", "A tulip.");  // wakes it
  ASSERT_TRUE(eventually([&] { return orders_->by(index_trigger::sweep).size() > before; }));
  orders_->refuse(false);
  EXPECT_TRUE(eventually([&] {
    time_.advance(100ms);
    const auto orders = orders_->by(index_trigger::watcher);
    return !orders.empty() && orders.back().paths.empty();
  }));
}

TEST_F(watcher_actor_test, is_at_rest_while_nothing_changes_and_leaves_at_once) {
  const auto record = tree_.registry().find("root/watcher");
  EXPECT_TRUE(eventually([&] { return record->is_at_rest(); }));
}

}  // namespace
}  // namespace secondbrain::actors
