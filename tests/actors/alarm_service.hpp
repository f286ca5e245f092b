// A service of alarms in a tree of its own, with channels that do as they are told, over several lives.
#pragma once

#include "actors/alarm_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "actors/ping_actor.hpp"
#include "actors/planner_actor.hpp"
#include "actors/sight_actor.hpp"
#include "actors/tree.hpp"
#include "stores/alarm_file.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::actors {

using namespace std::chrono_literals;

/// A channel that keeps what arrives, and fails or hangs as it is told.
class fake_channel final : public channels::channel {
 public:
  explicit fake_channel(std::string name) : name_{std::move(name)} {}

  const std::string& name() const override { return name_; }

  channels::delivery send(const notice& one, const net::call_limits& limits) override {
    ++attempts;
    if (takes_silently) {
      std::lock_guard lock{mutex_};
      arrived_.push_back(one);
    }
    while (hangs && !limits.cancelled()) std::this_thread::sleep_for(1ms);
    if (takes_silently) return {fail(errc::timeout, name_ + " did not answer"), {}, true};
    if (auto code = failure.load(); code != errc::none) return {fail(code, name_ + " answers 500"), {}};
    std::lock_guard lock{mutex_};
    arrived_.push_back(one);
    return {};
  }

  std::vector<notice> arrived() const {
    std::lock_guard lock{mutex_};
    return arrived_;
  }

  /// Kind and rule of each, in order.
  std::vector<std::string> outline() const {
    std::vector<std::string> all;
    for (const auto& one : arrived()) all.push_back(std::string{to_string(one.kind)} + " " + one.rule);
    return all;
  }

  std::atomic<int> attempts{0};
  std::atomic<bool> hangs{false};
  std::atomic<bool> takes_silently{false};  // what it is sent, without an answer
  std::atomic<errc> failure{errc::none};

 private:
  std::string name_;
  mutable std::mutex mutex_;
  std::vector<notice> arrived_;
};

inline constexpr wall_time noon{1770292800s};  // 2026-02-05 12:00 UTC

class alarm_actor_test : public testing::Test {
 protected:
  alarm_actor_test() {
    settings_.alarm_test_interval = 0h;
    settings_.alarm_disk_low = ops::lasting(0s);
  }

  ~alarm_actor_test() override { stop(); }

  /// One life of the service, with these channels.
  void start(const std::vector<std::shared_ptr<fake_channel>>& through) {
    stopping_ = std::make_shared<std::atomic<bool>>(false);
    tree_ = std::make_unique<tree>(tree_options{});
    supervisor_spec root;
    root.backing_off.quiet = 0ms;
    alarm_parts parts;
    const auto rules = tree_->make_front("root/rules");
    const auto sight = tree_->make_front("root/sight");
    const auto planner = tree_->make_front("root/planner");
    parts.settings = std::make_shared<const ops::config>(settings_);
    parts.file = file();
    parts.service = address<sight_api>{sight};
    parts.planner = address<planner_api>{planner};
    parts.report = report_ = std::make_shared<feed<alarms_report>>();
    parts.stopping = stopping_;
    parts.briefing_channel = briefing_channel_;
    parts.interval = 10ms;
    parts.longest_look = longest_look_;
    parts.longest_delivery = 60s;
    parts.unwritten = unwritten_;
    if (in_place_) parts.in_place = in_place_;
    parts.time = &clock_;
    parts.machine = machine_;
    parts.boot = boot_;
    std::vector<child_spec> ways;
    if (pings_) {
      const auto ping = tree_->make_front("root/ping");
      parts.ping = address<ping_api>{ping};
      parts.ping_interval = 60s;
      ping_parts calling;
      calling.call = [this](life_sign sign, const std::string& text, const net::call_limits&) {
        std::lock_guard lock{signs_mutex_};
        signs_.emplace_back(sign, text);
        return channels::delivery{ping_fails_ ? status{fail(errc::unavailable, "nobody is there")} : status{}, {}};
      };
      ways.push_back(worker<ping_actor>("ping", ping, calling));
    }
    for (const auto& channel : through) {
      const auto front = tree_->make_front("root/" + channel->name());
      parts.channels.push_back({channel->name(), address<delivery_api>{front}});
      ways.push_back(worker<delivery_actor>(channel->name(), front, delivery_parts{channel, 20s, 50ms, stopping_}));
    }
    alarms_ = address<alarm_api>{rules};
    root.children = {
        worker<alarm_actor>("rules", rules, parts),
        worker<sight_actor>("sight", sight, service_look{[this] { return look(); }}),
        worker<planner_actor>("planner", planner, planner_parts{vault_.path(), file().string() + ".tasks"})};
    root.children.insert(root.children.end(), ways.begin(), ways.end());
    tree_->start(std::move(root));
  }

  void stop() {
    if (!tree_) return;
    *stopping_ = true;
    EXPECT_TRUE(tree_->stop(60s));
    tree_.reset();
  }

  service_sight look() {
    while (look_hangs_) std::this_thread::sleep_for(1ms);
    service_sight seen;
    const bool is_low = disk_low_;  // all of a look is of one moment
    seen.health.state = is_low ? verdict::error : verdict::ok;
    seen.health.summary = is_low ? "Make room." : "All is well.";
    seen.health.checks.push_back(
        {"disk", is_low || disk_only_warns_ ? verdict::warning : verdict::ok, "Only 0.1 GiB are free."});
    ++looks_;
    return seen;
  }

  /// Until so many further looks were taken and held against the rules.
  void look_on(int times = 3) {
    const int until = looks_ + times;
    ASSERT_TRUE(eventually([&] { return looks_ >= until; }));
  }

  std::vector<std::pair<life_sign, std::string>> signs() const {
    std::lock_guard lock{signs_mutex_};
    return signs_;
  }

  /// The last sign of life.
  bool says(life_sign sign) const {
    const auto all = signs();
    return !all.empty() && all.back().first == sign;
  }

  std::filesystem::path file() const { return data_ / "alarms.json"; }

  alarm_state rule(const std::string& name) const {
    for (auto& one : report_->latest().value.rules)
      if (one.rule == name) return one;
    return {};
  }

  channel_state channel(const std::string& name) const {
    for (auto& one : report_->latest().value.channels)
      if (one.name == name) return one;
    return {};
  }

  temporary_directory data_;
  temporary_directory vault_;
  manual_clock clock_{noon};
  ops::config settings_;
  std::chrono::milliseconds longest_look_ = 60s;
  std::string briefing_channel_;
  std::string machine_;
  std::string boot_;
  bool pings_ = false;
  std::function<status()> in_place_;
  std::shared_ptr<std::optional<alarm_records>> unwritten_ = std::make_shared<std::optional<alarm_records>>();
  std::atomic<bool> file_is_away_{false};
  std::atomic<bool> disk_only_warns_{false};
  std::atomic<bool> ping_fails_{false};
  mutable std::mutex signs_mutex_;
  std::vector<std::pair<life_sign, std::string>> signs_;
  std::atomic<bool> disk_low_{false};
  std::atomic<bool> look_hangs_{false};
  std::atomic<int> looks_{0};
  stop_flag stopping_;
  /// As told last; nothing is told before the first look.
  ping_state ping() const { return report_->latest().value.ping.value_or(ping_state{}); }

  std::shared_ptr<feed<alarms_report>> report_;
  address<alarm_api> alarms_;
  std::unique_ptr<tree> tree_;
  std::shared_ptr<fake_channel> ntfy_ = std::make_shared<fake_channel>("ntfy");
  std::shared_ptr<fake_channel> email_ = std::make_shared<fake_channel>("email");
};

}  // namespace secondbrain::actors
