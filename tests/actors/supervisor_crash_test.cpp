// A supervisor that fails takes its children along before it has a successor: there is never a second life beside a
// first one, however the supervisor ends and however often.
#include <gtest/gtest.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <future>
#include <map>

#include "actors/tree.hpp"
#include "base/text.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Who lives right now, and how many lives of one name were ever held at the same time.
class census {
 public:
  void born(const std::string& name) {
    std::lock_guard lock{mutex_};
    ++births_[name];
    most_[name] = std::max(most_[name], ++living_[name]);
  }
  void died(const std::string& name) {
    std::lock_guard lock{mutex_};
    --living_[name];
  }
  int births(const std::string& name) const { return of(births_, name); }
  int living(const std::string& name) const { return of(living_, name); }
  int most(const std::string& name) const { return of(most_, name); }

 private:
  int of(const std::map<std::string, int>& counts, const std::string& name) const {
    std::lock_guard lock{mutex_};
    auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
  }

  mutable std::mutex mutex_;
  std::map<std::string, int> births_;
  std::map<std::string, int> living_;
  std::map<std::string, int> most_;
};

class counted_actor : public tree_actor {
 public:
  counted_actor(caf::actor_config& config, child_context context, std::string label, std::shared_ptr<census> all)
      : tree_actor{config, std::move(context)}, label_{std::move(label)}, all_{std::move(all)} {}

 private:
  status acquire() override {
    all_->born(label_);
    return {};
  }
  void release() noexcept override { all_->died(label_); }

  std::string label_;
  std::shared_ptr<census> all_;
};

/// Ends only when it is killed.
class stubborn_actor final : public counted_actor {
 public:
  using counted_actor::counted_actor;

 private:
  void stop(stop_purpose) override {}
};

/// Takes the place of the log and counts the lines that say something.
class counted_lines final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit counted_lines(std::string text) : text_{std::move(text)} {}

  int count() const { return count_; }

 private:
  void sink_it_(const spdlog::details::log_msg& line) override {
    if (std::string_view{line.payload.data(), line.payload.size()}.find(text_) != std::string_view::npos) ++count_;
  }
  void flush_() override {}

  std::string text_;
  std::atomic<int> count_{0};
};

class supervisor_crash_test : public testing::Test {
 protected:
  child_spec counted(const std::string& name) { return worker<counted_actor>(name, name, all_); }
  child_spec stubborn(const std::string& name) { return worker<stubborn_actor>(name, name, all_); }

  static supervisor_spec of(std::vector<child_spec> children) {
    supervisor_spec spec;
    spec.intensity = {100'000, seconds{3'600}};
    spec.backing_off.base = milliseconds{1};
    spec.backing_off.cap = milliseconds{5};
    spec.children = std::move(children);
    return spec;
  }

  void crash(const std::string& path) {
    ASSERT_TRUE(eventually([&] { return tree_.crash(path, crash_kind::between_requests).has_value(); }));
  }

  bool runs(const std::string& path) { return tree_.registry().find(path)->state == actor_state::running; }

  std::uint64_t restarts_of(const std::string& path) { return tree_.registry().find(path)->read().restarts; }

  std::shared_ptr<census> all_ = std::make_shared<census>();
  std::promise<std::string> given_up_;
  tree tree_{tree_options{.pool_threads = 2,
                          .probe_interval = milliseconds{50},
                          .monitoring = {},
                          .on_give_up = [this](const std::string& reason) { given_up_.set_value(reason); }}};
};

TEST_F(supervisor_crash_test, its_children_are_gone_before_their_successors_live) {
  tree_.start(of({subtree("inner", of({counted("x"), counted("y")})), counted("a")}));
  ASSERT_TRUE(eventually([&] { return runs("root/inner") && all_->living("y") == 1 && all_->living("a") == 1; }));
  crash("root/inner");
  ASSERT_TRUE(eventually([&] { return all_->births("x") == 2 && all_->births("y") == 2; }));
  EXPECT_EQ(all_->most("x"), 1);
  EXPECT_EQ(all_->most("y"), 1);
  EXPECT_EQ(all_->births("a"), 1) << "the crash is no matter of its siblings";
  EXPECT_TRUE(tree_.stop(seconds{60}));
  EXPECT_EQ(all_->living("x") + all_->living("y") + all_->living("a"), 0);
}

TEST_F(supervisor_crash_test, a_whole_branch_below_it_goes_with_it) {
  tree_.start(of({subtree("outer", of({counted("x"), subtree("inner", of({counted("deep")}))}))}));
  for (int life = 1; life <= 5; ++life) {
    ASSERT_TRUE(eventually([&] { return all_->births("deep") == life && runs("root/outer/inner/deep"); }));
    crash("root/outer");
  }
  ASSERT_TRUE(eventually([&] { return all_->births("deep") == 6; }));
  EXPECT_EQ(all_->most("x"), 1);
  EXPECT_EQ(all_->most("deep"), 1);
  EXPECT_TRUE(tree_.stop(seconds{60}));
}

TEST_F(supervisor_crash_test, killed_from_outside_its_children_are_killed_with_it) {
  auto inner = subtree("inner", of({stubborn("s"), counted("x")}));
  inner.grace = milliseconds{20};  // less than its child has: so it is the supervisor that is killed
  inner.after_kill = seconds{60};
  tree_.start(of({inner}));
  for (int life = 1; life <= 3; ++life) {
    ASSERT_TRUE(eventually([&] { return all_->births("s") == life && runs("root/inner/s"); }));
    ASSERT_TRUE(tree_.restart("root/inner"));
  }
  ASSERT_TRUE(eventually([&] { return all_->births("s") == 4; }));
  EXPECT_EQ(all_->most("s"), 1);
  EXPECT_EQ(all_->most("x"), 1);
  EXPECT_TRUE(tree_.stop(seconds{60}));
  EXPECT_EQ(all_->living("s") + all_->living("x"), 0);
}

TEST_F(supervisor_crash_test, a_successor_waits_for_a_predecessor_that_is_stuck) {
  const auto log = spdlog::default_logger();
  const auto waits = std::make_shared<counted_lines>("does not react to a kill");
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", waits));
  std::promise<void> never;
  auto plan = std::make_shared<script>();
  plan->on_open = [stuck = never.get_future().share()](int life) {
    if (life == 1) stuck.wait();
    return status{};
  };
  auto child = worker<scripted_worker>("w", tree_.make_front("root/inner/w"), plan);
  child.grace = milliseconds{20};
  tree_.start(of({subtree("inner", of({child, counted("x")}))}));
  ASSERT_TRUE(eventually([&] { return plan->opened == 1 && all_->living("x") == 1; }));
  crash("root/inner");
  ASSERT_TRUE(eventually([&] { return all_->living("x") == 0; }));
  EXPECT_TRUE(eventually([&] { return waits->count() >= 3; })) << "its grace passes several times";
  EXPECT_EQ(plan->opened, 1) << "a second writer beside one that may wake at any time";
  never.set_value();
  ASSERT_TRUE(eventually([&] { return plan->opened == 2 && all_->births("x") == 2; }));
  EXPECT_EQ(plan->most_held, 1);
  spdlog::set_default_logger(log);
  static_cast<void>(tree_.stop(seconds{60}));                             // may find its grace too short
  ASSERT_TRUE(eventually([&] { return plan->closed == plan->opened; }));  // no thread must outlive the test
}

TEST_F(supervisor_crash_test, under_load_every_request_is_answered_and_no_two_workers_share_a_front) {
  auto plan = std::make_shared<script>();
  auto front = tree_.make_front("root/stores/w", {.capacity = 10'000, .in_flight_limit = 1});
  tree_.start(of({subtree("stores", of({worker<scripted_worker>("w", front, plan), counted("other")}))}));
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::atomic<int> right{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 3; ++caller)
    callers.emplace_back([&] {
      address<scripted_api> service{front};
      for (int value = 0; !stop; ++value) (service.ask(echo{value}, seconds{60}) == value ? right : wrong)++;
    });
  EXPECT_TRUE(eventually([&] { return right > 0; })) << "the load must have begun";
  for (std::uint64_t crashes = 1; crashes <= 100; ++crashes) {
    crash("root/stores");
    ASSERT_TRUE(eventually([&] { return restarts_of("root/stores") >= crashes && runs("root/stores"); }));
  }
  stop = true;
  for (auto& each : callers) each.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(plan->most_held, 1);
  EXPECT_EQ(all_->most("other"), 1);
  EXPECT_TRUE(tree_.stop(seconds{60}));
  EXPECT_EQ(plan->held, 0);
}

TEST_F(supervisor_crash_test, the_end_of_the_root_is_told_and_leaves_nobody_alive) {
  tree_.start(of({subtree("inner", of({counted("x")})), counted("a")}));
  ASSERT_TRUE(eventually([&] { return all_->living("x") == 1 && all_->living("a") == 1; }));
  crash("root");
  EXPECT_NE(given_up_.get_future().get().find("crashed on purpose"), std::string::npos);
  EXPECT_TRUE(tree_.stop(seconds{60}));
  EXPECT_EQ(all_->living("x") + all_->living("a"), 0);
}

TEST_F(supervisor_crash_test, the_end_of_the_root_is_told_before_a_child_that_takes_its_time_is_gone) {
  std::promise<void> never;
  auto plan = std::make_shared<script>();
  plan->on_open = [stuck = never.get_future().share()](int) {
    stuck.wait();
    return status{};
  };
  auto slow = worker<scripted_worker>("w", tree_.make_front("root/w"), plan);
  slow.grace = seconds{60};
  tree_.start(of({slow}));
  ASSERT_TRUE(eventually([&] { return plan->opened == 1; }));
  crash("root");
  EXPECT_NE(given_up_.get_future().get(), "");
  EXPECT_FALSE(tree_.stop(milliseconds{50})) << "the process then ends without it";
  never.set_value();
  ASSERT_TRUE(eventually([&] { return plan->closed == 1; }));  // the thread must not outlive the test
}

}  // namespace
}  // namespace secondbrain::actors
