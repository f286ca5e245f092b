#include "actors/front.hpp"

#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "base/text.hpp"
#include "tests/actors/scripted_service.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds front_timeout{60'000};

[[noreturn]] void crash() {
  throw std::runtime_error("told to fail");
}

class front_test : public testing::Test {
 protected:
  void start(front_options options, int workers = 1) {
    front_ = tree_.make_front("root/worker", options);
    service_ = address<scripted_api>{front_};
    supervisor_spec root;
    root.intensity.max_restarts = 1'000'000;
    root.backing_off.quiet = milliseconds{0};
    for (int i = 0; i < workers; ++i)
      root.children.push_back(worker<scripted_worker>("worker" + std::to_string(i), front_, plan_));
    tree_.start(std::move(root));
  }

  ~front_test() override { EXPECT_TRUE(tree_.stop(seconds{60})); }

  tree tree_{{}};
  front_ptr front_;
  address<scripted_api> service_;
  std::shared_ptr<script> plan_ = std::make_shared<script>();
};

TEST_F(front_test, passes_a_request_on_and_the_reply_back) {
  start({});
  EXPECT_EQ(service_.ask(echo{42}, front_timeout), 42);
}

TEST_F(front_test, keeps_requests_that_arrive_before_the_worker_is_ready) {
  std::promise<void> go;
  plan_->on_open = [opened = go.get_future().share()](int) {
    opened.wait();
    return status{};
  };
  start({});
  auto answer = std::async(std::launch::async, [&] { return service_.ask(echo{1}, front_timeout); });
  const auto record = tree_.registry().find("root/worker");
  EXPECT_TRUE(eventually([&] { return record->queue_depth == 1; }));
  go.set_value();
  EXPECT_EQ(answer.get(), 1);
}

TEST_F(front_test, repeats_an_idempotent_request_whose_worker_died) {
  start({});
  auto runs = std::make_shared<std::atomic<int>>(0);
  auto answer = service_.ask(run_idempotent{[runs] {
                               if (++*runs == 1) crash();
                             }},
                             front_timeout);
  EXPECT_EQ(answer, 1);
  EXPECT_EQ(*runs, 2);
}

TEST_F(front_test, gives_up_on_a_request_that_kills_every_worker) {
  start({});
  auto runs = std::make_shared<std::atomic<int>>(0);
  auto answer = service_.ask(run_idempotent{[runs] {
                               ++*runs;
                               crash();
                             }},
                             front_timeout);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::worker_crashed);
  EXPECT_EQ(*runs, 3);
  EXPECT_EQ(service_.ask(echo{3}, front_timeout), 3) << "the service must go on";
}

TEST_F(front_test, never_repeats_a_request_that_must_not_run_twice) {
  start({});
  auto runs = std::make_shared<std::atomic<int>>(0);
  auto answer = service_.ask(run_once{[runs] {
                               ++*runs;
                               crash();
                             }},
                             front_timeout);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::worker_crashed);
  EXPECT_EQ(service_.ask(echo{3}, front_timeout), 3);
  EXPECT_EQ(*runs, 1);
}

TEST_F(front_test, what_waited_behind_a_crash_goes_to_the_successor) {
  start({});
  auto gate = std::make_shared<std::promise<void>>();
  auto opened = gate->get_future().share();
  auto doomed = std::async(std::launch::async, [&] {
    return service_.ask(run_once{[opened] {
                          opened.wait();
                          crash();
                        }},
                        front_timeout);
  });
  ASSERT_TRUE(eventually([&] { return plan_->opened == 1; }));
  std::vector<std::future<result<int>>> waiting;
  for (int i = 0; i < 50; ++i)
    waiting.push_back(std::async(std::launch::async, [&, i] {
      return service_.ask(run_once{[] {}}, front_timeout).map([i](int) { return i; });
    }));
  gate->set_value();
  EXPECT_FALSE(doomed.get());
  for (int i = 0; i < 50; ++i) EXPECT_EQ(waiting[static_cast<std::size_t>(i)].get(), i);
}

TEST_F(front_test, answers_busy_when_the_queue_is_full) {
  start({.capacity = 2, .in_flight_limit = 1});
  auto gate = std::make_shared<std::promise<void>>();
  auto begun = std::make_shared<std::atomic<int>>(0);
  auto ask = [&, opened = gate->get_future().share()] {
    return std::async(std::launch::async, [&, opened] {
      return service_.ask(run_once{[opened, begun] {
                            ++*begun;
                            opened.wait();
                          }},
                          front_timeout);
    });
  };
  std::vector<std::future<result<int>>> requests;
  requests.push_back(ask());
  ASSERT_TRUE(eventually([&] { return *begun == 1; }));
  requests.push_back(ask());
  requests.push_back(ask());
  auto record = tree_.registry().find("root/worker");
  ASSERT_TRUE(eventually([&] { return record->queue_depth == 2; }));
  auto refused = service_.ask(echo{1}, front_timeout);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::busy);
  gate->set_value();
  for (auto& each : requests) EXPECT_TRUE(each.get());
}

TEST_F(front_test, answers_timeout_when_no_worker_comes) {
  plan_->on_open = [](int) -> status { return secondbrain::fail(errc::io_failure, "cannot open"); };
  start({});
  std::promise<result<int>> answer;
  service_.send(echo{1}, milliseconds{200}, [&](result<int> got) { answer.set_value(std::move(got)); });
  auto got = answer.get_future().get();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, errc::timeout);
}

TEST_F(front_test, answers_a_request_that_its_worker_kept_open_when_the_worker_dies) {
  start({.capacity = 10, .in_flight_limit = 5});
  auto kept = std::async(std::launch::async, [&] { return service_.ask(keep_open{}, front_timeout); });
  auto runs = std::make_shared<std::atomic<int>>(0);
  auto record = tree_.registry().find("root/worker0");
  ASSERT_TRUE(eventually([&] { return record->handled >= 1; }));
  service_.ask(run_once{[] { crash(); }}, front_timeout);
  auto got = kept.get();
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, errc::worker_crashed);
}

TEST_F(front_test, spreads_requests_over_a_pool) {
  start({.capacity = 100, .in_flight_limit = 1}, 4);
  std::atomic<int> together{0};
  auto meet = [&together] {
    ++together;
    eventually([&together] { return together == 4; });
  };
  std::vector<std::future<result<int>>> requests;
  for (int i = 0; i < 4; ++i)
    requests.push_back(
        std::async(std::launch::async, [&] { return service_.ask(run_idempotent{meet}, front_timeout); }));
  for (auto& each : requests) EXPECT_TRUE(each.get());
  EXPECT_EQ(together, 4) << "all four must have been at work at the same time";
}

TEST_F(front_test, loses_nothing_in_a_storm_of_crashes) {
  start({.capacity = 10'000, .in_flight_limit = 1});
  constexpr int callers = 4, requests = 500;
  const auto has_hit = [this] { return plan_->opened > 2; };
  std::atomic<bool> storm_over{false};
  std::thread storm{[&] {
    while (!storm_over) {
      static_cast<void>(tree_.crash("root/worker0", crash_kind::between_requests));
      std::this_thread::sleep_for(milliseconds{1});
    }
  }};
  std::atomic<int> asked{0}, answered{0};
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  std::vector<std::thread> clients;
  for (int c = 0; c < callers; ++c)
    clients.emplace_back([&] {
      for (int i = 0; i < requests || (!has_hit() && std::chrono::steady_clock::now() < give_up); ++i) {
        ++asked;
        if (service_.ask(echo{i}, front_timeout) == i) ++answered;
      }
    });
  for (auto& each : clients) each.join();
  storm_over = true;
  storm.join();
  EXPECT_EQ(answered, asked);
  EXPECT_TRUE(has_hit()) << "there was no storm";
  EXPECT_EQ(plan_->most_held, 1) << "a successor met its predecessor's resources";
}

TEST_F(front_test, a_stopped_tree_answers_unavailable) {
  start({});
  EXPECT_EQ(service_.ask(echo{1}, front_timeout), 1);
  ASSERT_TRUE(tree_.stop(seconds{60}));
  auto late = service_.ask(echo{1}, front_timeout);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::unavailable);
}

}  // namespace
}  // namespace secondbrain::actors
