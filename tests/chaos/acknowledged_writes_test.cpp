#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "actors/conversations_actor.hpp"
#include "actors/tree.hpp"
#include "actors/usage_actor.hpp"
#include "base/text.hpp"
#include "stores/conversations_store.hpp"
#include "stores/usage_store.hpp"

namespace secondbrain::actors {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int clients = 4;
constexpr int writes = 60;  // of each client, or more until the storm has hit
constexpr seconds timeout{60};
constexpr std::uint64_t enough_restarts = 20;

/// A service under attack: which worker, and how many of its requests have been answered.
struct target {
  const char* worker;
  std::atomic<int> answered{0};
  int safe_until = 0;  // answers; before that, no request is hit in its middle

  /// A request is repeated twice, so it must not be hit three times in a row, which chance alone would do on a busy
  /// machine: once more answers have come than there are clients, the last one hit is among the answered.
  crash_kind next(std::mt19937& engine) {
    if (engine() % 4 != 0 || answered < safe_until) return crash_kind::between_requests;
    safe_until = answered + clients + 1;
    return crash_kind::during_request;
  }
};

/// Conversations and usage, each crashed a few milliseconds after its last answer, between requests and in the middle
/// of them.
class acknowledged_writes : public testing::Test {
 protected:
  acknowledged_writes() {
    spdlog::set_level(spdlog::level::err);
    fs::create_directories(data_);
    supervisor_spec root;
    root.intensity.max_restarts = 1'000'000;
    root.backing_off = {milliseconds{1}, milliseconds{5}, milliseconds{1}};
    root.children = {worker<conversations_actor>("conversations", conversations_, place("conversations.db")),
                     worker<usage_actor>("usage", usage_, place("usage.db"))};
    tree_.start(std::move(root));
  }

  ~acknowledged_writes() override {
    spdlog::set_level(spdlog::level::info);
    fs::remove_all(data_);
  }

  store_place place(const char* file) const {
    store_place at;
    at.file = data_ / file;
    return at;
  }

  /// Crashes workers for as long as clients are working, then stops the tree.
  void storm(std::vector<std::thread>& working) {
    std::atomic<bool> over{false};
    std::thread crashing{[&] {
      std::mt19937 engine{42};
      while (!over) {
        auto& hit = engine() % 2 ? history_ : costs_;
        const int answered = hit.answered;
        static_cast<void>(tree_.crash(hit.worker, hit.next(engine)));
        std::this_thread::sleep_for(milliseconds{engine() % 6});
        // A machine that opens a store more slowly than that would get nowhere.
        while (!over && hit.answered == answered) std::this_thread::sleep_for(milliseconds{1});
      }
    }};
    for (auto& each : working) each.join();
    over = true;
    crashing.join();
    ASSERT_TRUE(tree_.stop(seconds{60}));
  }

  bool has_hit() const { return tree_.registry().find("root/conversations")->read().restarts > enough_restarts; }

  fs::path data_ = fs::temp_directory_path() / ("secondbrain-chaos-" + std::to_string(getpid()));
  tree tree_{{}};
  front_ptr conversations_ = tree_.make_front("root/conversations");
  front_ptr usage_ = tree_.make_front("root/usage");
  target history_{"root/conversations"};
  target costs_{"root/usage"};
};

TEST_F(acknowledged_writes, survive_a_storm_of_crashes_and_no_read_fails) {
  address<conversation_api> history{conversations_};
  address<usage_api> costs{usage_};
  std::mutex mutex;
  std::set<std::string> acknowledged;  // conversation ids
  std::atomic<int> attempts{0}, recorded{0}, unknown_outcomes{0};
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes{1};

  std::vector<std::thread> working;
  for (int client = 0; client < clients; ++client)
    working.emplace_back([&, client] {
      for (int i = 0; i < writes || (!has_hit() && std::chrono::steady_clock::now() < give_up); ++i) {
        ++attempts;
        auto text = std::to_string(client) + "/" + std::to_string(i);
        auto stored = history.ask(append_messages{"", {{"user", text}}}, timeout);
        if (stored) {
          std::lock_guard lock{mutex};
          acknowledged.insert(stored->conversation_id);
        } else {
          EXPECT_EQ(stored.error().code, errc::worker_crashed) << stored.error().message;
          ++unknown_outcomes;
        }
        ++history_.answered;
        usage_record spent;
        spent.provider = "ollama";
        spent.model = "test";
        spent.usage_type = "inbox";
        if (costs.ask(record_usage{spent}, timeout)) ++recorded;
        ++costs_.answered;
        auto read = history.ask(list_conversations{5}, timeout);
        EXPECT_TRUE(read) << read.error().message;
        ++history_.answered;
      }
    });
  storm(working);

  EXPECT_TRUE(has_hit()) << "there was no storm";
  auto kept = stores::conversations_store::open(data_ / "conversations.db");
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->check());
  for (const auto& id : acknowledged) EXPECT_TRUE(kept->get(id)) << id << " was acknowledged and is gone";
  auto counted = stores::usage_store::open(data_ / "usage.db");
  ASSERT_TRUE(counted);
  EXPECT_GE(counted->summarize({}, {})->total_calls, recorded);
  EXPECT_LT(unknown_outcomes, attempts / 2) << "most writes must have got through";
}

}  // namespace
}  // namespace secondbrain::actors
