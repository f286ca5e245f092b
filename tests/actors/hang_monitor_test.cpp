#include "actors/hang_monitor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <memory>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Occupies a worker until it is let go.
class occupation {
 public:
  run_once request() {
    return {[begun = begun_, opened = opened_] {
      begun->set_value();
      opened.wait();
    }};
  }
  /// From then on no sign of life can be given.
  void wait_until_begun() { begun_->get_future().wait(); }
  void end() { gate_.set_value(); }

 private:
  std::shared_ptr<std::promise<void>> begun_ = std::make_shared<std::promise<void>>();
  std::promise<void> gate_;
  std::shared_future<void> opened_ = gate_.get_future().share();
};

/// Time passes for those only whom the test is about: whoever else was asked for a sign of life has given it, and is
/// not asked again as long as it sleeps.
void wait_until_all_sleep(const tree& running, const std::atomic<int>& full_rounds) {
  const auto all_sleep = [&] {
    const auto all = running.registry().all();
    return std::all_of(all.begin(), all.end(),
                       [](const auto& one) { return one->is_at_rest() && one->probe_answered >= one->probe_sent; });
  };
  const auto asked = [&] {
    std::uint64_t sum = 0;
    for (const auto& one : running.registry().all()) sum += one->probe_sent;
    return sum;
  };
  ASSERT_TRUE(eventually([&] {
    const auto before = asked();
    const int rounds = full_rounds;
    return eventually([&] { return full_rounds > rounds + 2; }) && asked() == before && all_sleep();
  }));
}

/// The monitor has asked it, and waits.
bool is_waited_for(const actor_record& one) {
  return one.probe_sent > one.probe_answered;
}

/// One worker, which is hung after ten seconds and stuck after ten minutes.
record_ptr start_slow(tree& running, const front_ptr& front, const std::shared_ptr<script>& plan) {
  supervisor_spec root;
  root.children.push_back(worker<scripted_worker>("slow", front, plan));
  root.children.back().hang = {milliseconds{10'000}, milliseconds{600'000}};
  running.start(std::move(root));
  auto slow = running.registry().find("root/slow");
  EXPECT_TRUE(eventually([&] { return slow->state == actor_state::running; }));
  return slow;
}

TEST(hang_monitor, reports_a_silent_actor_then_its_recovery_and_then_the_limit) {
  manual_clock clock;
  std::promise<std::string> stuck;
  std::atomic<bool> reported{false};
  std::atomic<int> full_rounds{0};
  tree_options options;
  options.time = &clock;
  options.probe_interval = milliseconds{10};
  options.monitoring.on_full_round = [&] { ++full_rounds; };
  options.monitoring.on_stuck = [&](const std::string& name, milliseconds) {
    if (!reported.exchange(true)) stuck.set_value(name);
  };
  tree running{std::move(options)};
  auto plan = std::make_shared<script>();
  auto front = running.make_front("root/quick");
  address<scripted_api> service{front};

  const auto slow = start_slow(running, front, plan);
  wait_until_all_sleep(running, full_rounds);

  occupation first;
  service.send(first.request(), seconds{60}, [](const result<int>&) {});
  first.wait_until_begun();
  ASSERT_TRUE(eventually([&] { return is_waited_for(*slow); }));
  clock.advance(seconds{10});
  ASSERT_TRUE(eventually([&] { return slow->state == actor_state::hung; }));
  first.end();
  ASSERT_TRUE(eventually([&] { return slow->state == actor_state::running; }));
  EXPECT_FALSE(reported) << "an actor that answers in time must not end the process";
  wait_until_all_sleep(running, full_rounds);

  occupation second;
  service.send(second.request(), milliseconds{5'000}, [](const result<int>&) {});
  second.wait_until_begun();
  ASSERT_TRUE(eventually([&] { return is_waited_for(*slow); }));
  clock.advance(seconds{600});
  ASSERT_TRUE(eventually([&] { return reported.load(); }));
  EXPECT_EQ(stuck.get_future().get(), "root/slow");
  second.end();
  EXPECT_TRUE(running.stop(seconds{60}));
}

TEST(hang_monitor, a_time_in_which_it_was_held_up_itself_counts_against_nobody) {
  manual_clock clock;
  manual_clock own;
  std::atomic<bool> is_stopped{false};
  std::atomic<bool> reported{false};
  std::atomic<int> full_rounds{0};
  tree_options options;
  options.time = &clock;
  options.probe_interval = milliseconds{10};
  options.monitoring.own_time = &own;
  options.monitoring.on_full_round = [&] {
    if (is_stopped.exchange(false)) {  // as by SIGSTOP, or with the lid of the machine closed
      clock.advance(seconds{3'600});
      own.advance(seconds{3'600});
    }
    ++full_rounds;
  };
  options.monitoring.on_stuck = [&](const std::string&, milliseconds) { reported = true; };
  tree running{std::move(options)};
  auto plan = std::make_shared<script>();
  auto front = running.make_front("root/quick");
  address<scripted_api> service{front};
  const auto slow = start_slow(running, front, plan);
  wait_until_all_sleep(running, full_rounds);

  occupation busy;
  service.send(busy.request(), seconds{7'200}, [](const result<int>&) {});
  busy.wait_until_begun();
  ASSERT_TRUE(eventually([&] { return is_waited_for(*slow); }));
  is_stopped = true;
  ASSERT_TRUE(eventually([&] { return !is_stopped; }));
  const int rounds = full_rounds;
  ASSERT_TRUE(eventually([&] { return full_rounds > rounds + 3; }));
  EXPECT_EQ(slow->state, actor_state::running);
  EXPECT_FALSE(reported);
  clock.advance(seconds{600});
  EXPECT_TRUE(eventually([&] { return reported.load(); })) << "what comes afterwards does count";
  busy.end();
  EXPECT_TRUE(running.stop(seconds{60}));
}

TEST(hang_monitor, leaves_those_at_rest_to_sleep_and_notices_a_message_that_one_of_them_does_not_take) {
  manual_clock clock;
  std::atomic<int> full_rounds{0};
  tree_options options;
  options.time = &clock;
  options.probe_interval = milliseconds{10};
  options.monitoring.on_full_round = [&] { ++full_rounds; };
  tree running{std::move(options)};
  auto front = running.make_front("root/quick");
  supervisor_spec root;
  root.children.push_back(worker<scripted_worker>("slow", front, std::make_shared<script>()));
  root.children.back().hang = {milliseconds{10'000}, milliseconds{600'000}};
  running.start(std::move(root));
  auto record = running.registry().find("root/slow");
  ASSERT_TRUE(eventually([&] { return record->state == actor_state::running; }));
  wait_until_all_sleep(running, full_rounds);
  const auto sent = record->probe_sent.load();

  ++record->mailbox_depth;  // as if a message had come that nobody takes
  ASSERT_TRUE(eventually([&] { return record->probe_sent > sent; }));
  --record->mailbox_depth;
  EXPECT_TRUE(running.stop(seconds{60}));
}

class stuck_at_its_end final : public tree_actor {
 public:
  stuck_at_its_end(caf::actor_config& config, child_context context, std::shared_future<void> opened)
      : tree_actor{config, std::move(context)}, opened_{std::move(opened)} {}

 private:
  void release() noexcept override { opened_.wait(); }

  std::shared_future<void> opened_;
};

TEST(hang_monitor, notices_an_actor_that_does_not_come_to_an_end) {
  manual_clock clock;
  std::atomic<bool> reported{false};
  tree_options options;
  options.time = &clock;
  options.probe_interval = milliseconds{10};
  options.monitoring.on_stuck = [&](const std::string& name, milliseconds) {
    if (name == "root/stuck") reported = true;
  };
  tree running{std::move(options)};
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  supervisor_spec root;
  root.children.push_back(worker<stuck_at_its_end>("stuck", opened));
  root.children.back().hang = {milliseconds{10'000}, milliseconds{60'000}};
  running.start(std::move(root));
  auto record = running.registry().find("root/stuck");
  ASSERT_TRUE(eventually([&] { return record->state == actor_state::running; }));
  ASSERT_TRUE(running.restart("root/stuck"));
  EXPECT_TRUE(eventually([&] {
    clock.advance(seconds{10});
    return reported.load();
  }));
  gate.set_value();
  EXPECT_TRUE(running.stop(seconds{60}));
}

}  // namespace
}  // namespace secondbrain::actors
