#include "actors/background_actor.hpp"

#include <gmock/gmock.h>

#include <atomic>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;

class background_actor_test : public testing::Test {
 protected:
  ~background_actor_test() override { EXPECT_TRUE(tree_.stop(60s)); }

  void start(const std::function<std::chrono::milliseconds(const std::function<bool()>&)>& round) {
    background_work work;
    work.first_after = 1ms;
    work.begin = [this, round](const std::function<bool()>& cancelled) {
      ++lives_;
      return [round, cancelled] { return round(cancelled); };
    };
    supervisor_spec root;
    root.children = {worker<background_actor>("background", work)};
    tree_.start(std::move(root));
  }

  std::atomic<int> lives_{0};
  std::atomic<int> rounds_{0};
  tree tree_{{}};
};

TEST_F(background_actor_test, works_again_and_again) {
  start([this](const auto&) {
    ++rounds_;
    return 1ms;
  });
  EXPECT_TRUE(eventually([&] { return rounds_ > 5; }));
  EXPECT_EQ(lives_, 1);
}

TEST_F(background_actor_test, is_stopped_in_the_middle_of_a_long_pause) {
  start([this](const auto&) {
    ++rounds_;
    return std::chrono::milliseconds{1h};
  });
  ASSERT_TRUE(eventually([&] { return rounds_ == 1; }));
  EXPECT_TRUE(tree_.stop(60s));
}

TEST_F(background_actor_test, asks_long_work_to_give_up) {
  start([this](const auto& cancelled) {
    ++rounds_;
    while (!cancelled()) std::this_thread::sleep_for(1ms);
    return 1ms;
  });
  ASSERT_TRUE(eventually([&] { return rounds_ == 1; }));
  EXPECT_TRUE(tree_.stop(60s));
}

TEST_F(background_actor_test, begins_another_life_when_the_work_breaks) {
  start([this](const auto&) -> std::chrono::milliseconds {
    if (++rounds_ == 2) throw std::runtime_error("broken");
    return 1ms;
  });
  EXPECT_TRUE(eventually([&] { return lives_ == 2 && rounds_ > 4; }));
}

}  // namespace
}  // namespace secondbrain::actors
