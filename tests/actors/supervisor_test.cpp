#include "actors/supervisor.hpp"

#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "base/text.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Test;

/// Writes down what its lives do.
class journal {
 public:
  void add(std::string line) {
    std::lock_guard lock{mutex_};
    lines_.push_back(std::move(line));
  }
  std::vector<std::string> read() const {
    std::lock_guard lock{mutex_};
    return lines_;
  }
  std::size_t count(const std::string& line) const {
    auto lines = read();
    return static_cast<std::size_t>(std::count(lines.begin(), lines.end(), line));
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class journaling_actor : public tree_actor {
 public:
  journaling_actor(caf::actor_config& config, child_context context, std::string label, std::shared_ptr<journal> log)
      : tree_actor{config, std::move(context)}, label_{std::move(label)}, log_{std::move(log)} {}

 protected:
  status acquire() override {
    log_->add("+" + label_);
    return {};
  }
  void release() noexcept override { log_->add("-" + label_); }

  std::string label_;
  std::shared_ptr<journal> log_;
};

class ends_by_itself final : public journaling_actor {
 public:
  using journaling_actor::journaling_actor;

 private:
  status acquire() override {
    static_cast<void>(journaling_actor::acquire());
    leave();
    return {};
  }
};

class refuses_to_stop final : public journaling_actor {
 public:
  using journaling_actor::journaling_actor;

 private:
  void stop(stop_purpose) override { log_->add("ignored"); }
};

class supervisor_test : public Test {
 protected:
  void start(supervisor_spec spec) { tree_.start(std::move(spec)); }

  child_spec journaling(const std::string& name) { return worker<journaling_actor>(name, name, log_); }

  supervisor_spec three(restart_strategy strategy) {
    supervisor_spec spec;
    spec.strategy = strategy;
    spec.children = {journaling("a"), journaling("b"), journaling("c")};
    return spec;
  }

  void crash(const std::string& path) {
    ASSERT_TRUE(eventually([&] { return tree_.crash(path, crash_kind::between_requests).has_value(); }));
  }

  bool all_running() {
    for (const auto& each : tree_.registry().snapshot().actors)
      if (each.state != actor_state::running) return false;
    return true;
  }

  std::vector<std::string> after_crash_of_b(restart_strategy strategy) {
    start(three(strategy));
    EXPECT_TRUE(eventually([&] { return all_running() && log_->read().size() == 3; }));
    crash("root/b");
    EXPECT_TRUE(eventually([&] { return log_->count("+b") == 2 && all_running(); }));
    auto lines = log_->read();
    lines.erase(lines.begin(), lines.begin() + 3);
    return lines;
  }

  std::shared_ptr<journal> log_ = std::make_shared<journal>();
  std::promise<std::string> given_up_;
  manual_clock time_;
  tree tree_{tree_options{.pool_threads = 2,
                          .probe_interval = milliseconds{50},
                          .monitoring = {},
                          .on_give_up = [this](const std::string& reason) { given_up_.set_value(reason); },
                          .time = &time_}};
};

using lines = std::vector<std::string>;

TEST_F(supervisor_test, stops_children_in_reverse_order_one_at_a_time) {
  start(three(restart_strategy::one_for_one));
  ASSERT_TRUE(eventually([&] { return log_->read().size() == 3; }));
  ASSERT_TRUE(tree_.stop(seconds{60}));
  auto seen = log_->read();
  EXPECT_EQ(lines(seen.begin() + 3, seen.end()), (lines{"-c", "-b", "-a"}));
}

TEST_F(supervisor_test, one_for_one_restarts_only_the_child_that_failed) {
  EXPECT_EQ(after_crash_of_b(restart_strategy::one_for_one), (lines{"-b", "+b"}));
}

TEST_F(supervisor_test, rest_for_one_restarts_what_was_started_after_it) {
  auto seen = after_crash_of_b(restart_strategy::rest_for_one);
  ASSERT_TRUE(eventually([&] { return log_->count("+c") == 2; }));
  EXPECT_EQ(log_->count("+a"), 1U);
  EXPECT_EQ(seen[0], "-b");
  EXPECT_EQ(seen[1], "-c");
}

TEST_F(supervisor_test, one_for_all_restarts_everything_in_order) {
  auto seen = after_crash_of_b(restart_strategy::one_for_all);
  ASSERT_TRUE(eventually([&] { return log_->count("+c") == 2; }));
  EXPECT_EQ(lines(seen.begin(), seen.begin() + 3), (lines{"-b", "-c", "-a"}));
  EXPECT_EQ(log_->count("+a"), 2U);
}

TEST_F(supervisor_test, a_transient_child_that_ends_by_itself_stays_down) {
  supervisor_spec spec;
  auto child = worker<ends_by_itself>("t", std::string{"t"}, log_);
  child.restart = restart_type::transient;
  spec.children = {child, journaling("a")};
  start(std::move(spec));
  ASSERT_TRUE(eventually([&] { return log_->count("-t") == 1 && log_->count("+a") == 1; }));
  crash("root/a");
  ASSERT_TRUE(eventually([&] { return log_->count("+a") == 2; }));
  EXPECT_EQ(log_->count("+t"), 1U);
}

TEST_F(supervisor_test, a_permanent_child_that_ends_by_itself_is_started_again) {
  supervisor_spec spec;
  spec.children = {worker<ends_by_itself>("p", std::string{"p"}, log_)};
  start(std::move(spec));
  EXPECT_TRUE(eventually([&] { return log_->count("+p") >= 3; }));
}

TEST_F(supervisor_test, a_temporary_child_is_never_started_again) {
  supervisor_spec spec;
  auto child = journaling("t");
  child.restart = restart_type::temporary;
  spec.children = {child, journaling("a")};
  start(std::move(spec));
  crash("root/t");
  ASSERT_TRUE(eventually([&] { return log_->count("-t") == 1; }));
  crash("root/a");
  ASSERT_TRUE(eventually([&] { return log_->count("+a") == 2; }));
  EXPECT_EQ(log_->count("+t"), 1U);
}

TEST_F(supervisor_test, the_end_of_a_significant_child_stops_its_supervisor) {
  supervisor_spec inner;
  auto child = worker<ends_by_itself>("s", std::string{"s"}, log_);
  child.restart = restart_type::transient;
  child.weight = significance::significant;
  inner.children = {journaling("x"), child};
  auto inner_spec = subtree("inner", std::move(inner));
  inner_spec.restart = restart_type::transient;
  supervisor_spec root;
  root.children = {inner_spec};
  start(std::move(root));
  ASSERT_TRUE(eventually([&] { return log_->count("-x") == 1; }));
  EXPECT_TRUE(eventually([&] { return tree_.registry().find("root/inner")->state == actor_state::stopped; }));
}

TEST_F(supervisor_test, too_many_failures_fail_upwards_and_at_last_end_the_tree) {
  supervisor_spec inner;
  inner.intensity = {2, seconds{60}};
  inner.backing_off.base = milliseconds{1};
  inner.children = {journaling("x")};
  supervisor_spec root;
  root.intensity = {1, seconds{60}};
  root.backing_off.base = milliseconds{1};
  root.children = {subtree("inner", std::move(inner)), journaling("a")};
  start(std::move(root));
  auto reason = given_up_.get_future();
  ASSERT_TRUE(eventually([&] {
    static_cast<void>(tree_.crash("root/inner/x", crash_kind::between_requests));
    return reason.wait_for(milliseconds{0}) == std::future_status::ready;
  }));
  auto message = reason.get();
  EXPECT_NE(message.find("root/inner"), std::string::npos) << message;
  EXPECT_NE(message.find("crashed on purpose"), std::string::npos) << message;
  EXPECT_EQ(log_->count("+x"), 6U) << "three lives in each of two lives of the inner supervisor";
  EXPECT_TRUE(tree_.stop(seconds{60}));
  EXPECT_EQ(log_->count("-a"), 1U) << "the others must have been stopped in good order";
}

TEST_F(supervisor_test, only_failures_within_the_window_count) {
  supervisor_spec spec;
  spec.intensity = {1, seconds{60}};
  spec.backing_off.base = milliseconds{1};
  spec.children = {journaling("x")};
  start(std::move(spec));
  for (std::size_t life = 1; life <= 5; ++life) {
    ASSERT_TRUE(eventually([&] { return log_->count("+x") == life && all_running(); }));
    time_.advance(seconds{61});
    crash("root/x");
  }
  ASSERT_TRUE(eventually([&] { return log_->count("+x") == 6 && all_running(); }));
  time_.advance(seconds{59});
  crash("root/x");
  EXPECT_NE(given_up_.get_future().get().find("more than 1 restarts in 60 s"), std::string::npos);
}

TEST_F(supervisor_test, a_failure_while_acquiring_is_retried_with_back_off_and_shown) {
  auto front = tree_.make_front("root/w");
  auto plan = std::make_shared<script>();
  plan->on_open = [](int life) -> status {
    if (life < 4) return secondbrain::fail(errc::io_failure, "the disk is not there");
    return {};
  };
  supervisor_spec spec;
  spec.backing_off.base = milliseconds{5};
  spec.children = {worker<scripted_worker>("w", front, plan)};
  start(std::move(spec));
  ASSERT_EQ(address<scripted_api>{front}.ask(echo{5}, seconds{10}), 5);
  auto seen = tree_.registry().find("root/w")->read();
  EXPECT_EQ(seen.restarts, 3U);
  EXPECT_EQ(seen.recent_restarts.at(0).reason, "the disk is not there");
  EXPECT_EQ(plan->most_held, 1);
}

TEST_F(supervisor_test, restarts_on_request_deep_in_the_tree_without_counting_it_as_a_failure) {
  supervisor_spec inner;
  inner.intensity = {0, seconds{60}};
  inner.children = {journaling("x"), journaling("y")};
  supervisor_spec root;
  root.intensity = {0, seconds{60}};
  root.children = {subtree("inner", std::move(inner))};
  start(std::move(root));
  for (std::size_t times = 1; times <= 3; ++times) {
    ASSERT_TRUE(eventually([&] { return log_->count("+y") == times && all_running(); }));
    ASSERT_TRUE(tree_.restart("root/inner/y"));
  }
  ASSERT_TRUE(eventually([&] { return log_->count("+y") == 4; }));
  EXPECT_EQ(log_->count("+x"), 1U);
  EXPECT_EQ(tree_.restart("root/inner/z").error().code, errc::not_found);
}

TEST_F(supervisor_test, kills_a_child_that_does_not_stop_within_its_grace) {
  supervisor_spec spec;
  auto stubborn = worker<refuses_to_stop>("r", std::string{"r"}, log_);
  stubborn.grace = milliseconds{50};
  stubborn.after_kill = seconds{60};  // it does not take so long
  spec.children = {journaling("a"), stubborn};
  start(std::move(spec));
  ASSERT_TRUE(eventually([&] { return log_->count("+r") == 1 && log_->count("+a") == 1; }));
  ASSERT_TRUE(tree_.stop(seconds{60}));
  auto seen = log_->read();
  EXPECT_EQ(lines(seen.end() - 3, seen.end()), (lines{"ignored", "-r", "-a"}));
}

TEST_F(supervisor_test, leaves_a_stuck_thread_behind_and_says_so) {
  std::promise<void> never;
  auto plan = std::make_shared<script>();
  plan->on_open = [stuck = never.get_future().share()](int) {
    stuck.wait();
    return status{};
  };
  supervisor_spec spec;
  auto child = worker<scripted_worker>("w", tree_.make_front("root/w"), plan);
  child.grace = milliseconds{50};
  spec.children = {journaling("a"), child};
  start(std::move(spec));
  ASSERT_TRUE(eventually([&] { return plan->opened == 1 && log_->count("+a") == 1; }));
  EXPECT_FALSE(tree_.stop(seconds{60}));
  EXPECT_EQ(log_->count("-a"), 1U) << "what can be stopped must have been stopped";
  EXPECT_EQ(tree_.registry().find("root/w")->state, actor_state::failed);
  never.set_value();
  ASSERT_TRUE(eventually([&] { return plan->closed == 1; }));  // the thread must not outlive the test
}

}  // namespace
}  // namespace secondbrain::actors
