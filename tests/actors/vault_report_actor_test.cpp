#include "actors/vault_report_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <future>
#include <memory>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class vault_report_actor_test : public testing::Test {
 protected:
  using cancelled = std::function<bool()>;

  vault_report_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~vault_report_actor_test() override {
    EXPECT_TRUE(tree_.stop(60s));
    spdlog::set_level(spdlog::level::info);
  }

  void start(vault_report_parts::look look, std::chrono::milliseconds patience = 60s,
             std::chrono::milliseconds worth_keeping = 1h) {
    supervisor_spec root;
    root.children = {
        worker<vault_report_actor>("report", front_, vault_report_parts{std::move(look), patience, worth_keeping})};
    tree_.start(std::move(root));
  }

  vault_finding ask() {
    auto answer = report_.ask(get_vault_report{}, 60s);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer.value_or(vault_finding{});
  }

  static result<vault_report> report_of(std::int64_t notes) {
    vault_report found;
    found.notes = notes;
    return found;
  }

  std::atomic<int> looks_{0};
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/report", {.capacity = 64, .in_flight_limit = 64});
  address<vault_report_api> report_{front_};
};

TEST_F(vault_report_actor_test, a_look_is_taken_once_for_all_who_ask_at_a_time) {
  start([this](const cancelled&) { return report_of(++looks_); });
  for (int times = 0; times < 3; ++times) {
    const auto finding = ask();
    ASSERT_TRUE(finding.found);
    EXPECT_EQ(finding.found->notes, 1);
    EXPECT_EQ(finding.error, "");
  }
}

TEST_F(vault_report_actor_test, who_asks_is_answered_while_a_look_takes_longer_than_anybody_waits) {
  std::promise<void> disk_is_back;
  auto back = disk_is_back.get_future().share();
  start(
      [this, back](const cancelled&) {
        ++looks_;
        back.wait();
        return report_of(7);
      },
      1ms);
  for (int times = 0; times < 3; ++times) {
    const auto finding = ask();
    EXPECT_FALSE(finding.found);
    EXPECT_EQ(finding.error, "The notes are still being looked at; ask again in a moment.");
  }
  EXPECT_TRUE(eventually([this] { return looks_ > 0; }));  // its thread may begin when all have been answered
  EXPECT_EQ(looks_, 1) << "and no second one beside it";
  disk_is_back.set_value();
  EXPECT_TRUE(eventually([this] { return ask().found.has_value(); }));
  EXPECT_EQ(ask().error, "");
}

TEST_F(vault_report_actor_test, the_last_good_look_stays_while_the_next_fails_and_is_told_as_such) {
  start(
      [this](const cancelled&) -> result<vault_report> {
        switch (++looks_) {
          case 1: return report_of(7);
          case 2: return fail(errc::vault_missing, "The vault is not there.");
          case 3: throw std::runtime_error("out of memory");
          default: return report_of(8);
        }
      },
      60s, 0ms);
  EXPECT_EQ(ask().error, "");
  for (const auto* why : {"The vault is not there.", "out of memory"}) {
    const auto finding = ask();
    ASSERT_TRUE(finding.found);
    EXPECT_EQ(finding.found->notes, 7);
    EXPECT_THAT(finding.error, HasSubstr(why));
    EXPECT_THAT(finding.error, HasSubstr("What is shown was found before."));
  }
  EXPECT_EQ(ask().found->notes, 8);
}

TEST_F(vault_report_actor_test, a_first_look_that_fails_is_told_with_its_reason) {
  start([this](const cancelled&) -> result<vault_report> {
    if (++looks_ == 1) return fail(errc::io_failure, "The vault cannot be read.");
    return report_of(3);
  });
  const auto finding = ask();
  EXPECT_FALSE(finding.found);
  EXPECT_EQ(finding.error, "The vault cannot be read.");
  EXPECT_EQ(ask().found->notes, 3) << "it is tried again at once";
}

TEST_F(vault_report_actor_test, a_stop_ends_a_look_under_way) {
  start(
      [this](const cancelled& give_up) -> result<vault_report> {
        ++looks_;
        while (!give_up()) std::this_thread::sleep_for(1ms);
        return fail(errc::cancelled, "It was broken off.");
      },
      1ms);
  ask();
  ASSERT_TRUE(eventually([this] { return looks_ == 1; }));
  EXPECT_TRUE(tree_.stop(60s));
}

TEST_F(vault_report_actor_test, without_a_vault_it_says_how_to_choose_one) {
  start({});
  const auto answer = report_.ask(get_vault_report{}, 60s);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::vault_missing);
}

}  // namespace
}  // namespace secondbrain::actors
