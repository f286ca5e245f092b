#include "actors/hang_monitor.hpp"

#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

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
  auto record_of = [&](const char* name) { return running.registry().find(name); };

  supervisor_spec root;
  root.children.push_back(worker<scripted_worker>("slow", front, plan));
  root.children.back().hang = {milliseconds{10'000}, milliseconds{600'000}};
  running.start(std::move(root));
  ASSERT_TRUE(eventually([&] { return full_rounds > 3; }));

  auto block = [](std::promise<void>& gate) {
    auto opened = gate.get_future().share();
    return run_once{[opened] { opened.wait(); }};
  };
  std::promise<void> first;
  service.send(block(first), seconds{60}, [](const result<int>&) {});
  ASSERT_TRUE(eventually([&] {
    clock.advance(seconds{1});
    return record_of("root/slow")->state == actor_state::hung;
  }));
  first.set_value();
  ASSERT_TRUE(eventually([&] { return record_of("root/slow")->state == actor_state::running; }));
  EXPECT_FALSE(reported) << "an actor that answers in time must not end the process";

  std::promise<void> second;
  service.send(block(second), milliseconds{5'000}, [](const result<int>&) {});
  ASSERT_TRUE(eventually([&] {
    clock.advance(seconds{10});
    return reported.load();
  }));
  EXPECT_EQ(stuck.get_future().get(), "root/slow");
  second.set_value();
  EXPECT_TRUE(running.stop(milliseconds{10'000}));
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
  ASSERT_TRUE(eventually([&] { return record->state == actor_state::running && record->is_at_rest(); }));

  const auto sent = record->probe_sent.load();
  const auto rounds = full_rounds.load();
  ASSERT_TRUE(eventually([&] { return full_rounds > rounds + 5; }));
  EXPECT_EQ(record->probe_sent, sent);

  ++record->mailbox_depth;  // as if a message had come that nobody takes
  ASSERT_TRUE(eventually([&] { return record->probe_sent > sent; }));
  --record->mailbox_depth;
  EXPECT_TRUE(running.stop(milliseconds{10'000}));
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
  EXPECT_TRUE(running.stop(milliseconds{10'000}));
}

}  // namespace
}  // namespace secondbrain::actors
