// A vault, the stores of its index, a lock and a clock: all that a run of the index needs, and a driver that goes
// through it as the actor does.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "brain/index/index_run.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/brain/index/played_guard.hpp"
#include "tests/brain/index/played_stores.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::index {

class index_world : public testing::Test {
 protected:
  index_world() { journal_.recall(); }

  std::unique_ptr<index_run> make_run(index_mode mode = index_mode::incremental,
                                      index_trigger trigger = index_trigger::sweep,
                                      const std::vector<std::string>& paths = {}) {
    index_run_parts parts;
    parts.vault = vault_.root();
    parts.take_guard = played_guard::source(guard_);
    parts.before_preparing = [this](const std::string& path) {
      read_.push_back(path);
      if (before_preparing_) before_preparing_(path);
    };
    parts.notify = [this](notice_level, const std::string& sentence) { notices_.push_back(sentence); };
    parts.time = &time_;
    parts.copies = copies_;
    parts.conventions = conventions_;
    index_order order{++runs_, mode, trigger};
    order.merge(mode, trigger, paths);
    return std::make_unique<index_run>(order, std::move(parts), index_memory{ledger_, stock_, journal_});
  }

  /// Goes on for so many replies and slices, or until it is over. True: it is over.
  bool drive(index_run& run, int for_so_long = std::numeric_limits<int>::max()) {
    std::deque<store_step> under_way;
    for (; for_so_long > 0 && !run.outcome(); --for_so_long) {
      if (!run.begun()) static_cast<void>(run.begin());
      while (auto step = run.next()) under_way.push_back(*std::move(step));
      if (!under_way.empty()) {
        run.take(under_way.front().number, stores_.answer(under_way.front().request));
        under_way.pop_front();
      } else if (run.can_advance()) {
        run.advance();
      } else if (!run.outcome()) {
        ADD_FAILURE() << "nothing is under way and nothing is to be done";
        return false;
      }
    }
    return run.outcome().has_value();
  }

  index_outcome run_to_end(index_mode mode = index_mode::incremental, index_trigger trigger = index_trigger::sweep) {
    stores_.requests.clear();
    auto run = make_run(mode, trigger);
    drive(*run);
    return *run->outcome();
  }

  index_report indexed(index_mode mode = index_mode::incremental, index_trigger trigger = index_trigger::sweep) {
    auto outcome = run_to_end(mode, trigger);
    EXPECT_TRUE(outcome.report) << outcome.report.error().message;
    return outcome.report.value_or(index_report{});
  }

  /// What the watcher saw.
  index_outcome run_for(const std::vector<std::string>& paths) {
    stores_.requests.clear();
    auto run = make_run(index_mode::incremental, index_trigger::watcher, paths);
    drive(*run);
    return *run->outcome();
  }

  index_report indexed_for(const std::vector<std::string>& paths) {
    auto outcome = run_for(paths);
    EXPECT_TRUE(outcome.report) << outcome.report.error().message;
    return outcome.report.value_or(index_report{});
  }

  /// As after the death of the process: what was under way is gone, files stay.
  void die() {
    journal_ = index_journal{data_ / "", no_notices(), time_};
    journal_.recall();
    ledger_.clear();
    stock_ = {};
  }

  /// What is stored of each note is what the tracker vouches for, once, and it is what the vault says.
  void expect_in_step(const std::map<std::string, std::vector<std::string>>& texts) {
    EXPECT_EQ(stores_.texts(), texts);
    std::map<std::string, int> chunks;
    for (const auto& [path, pieces] : texts) chunks.emplace(path, static_cast<int>(pieces.size()));
    EXPECT_EQ(stores_.tracked(), chunks);
  }

  ledger_entry entry(const std::string& path) const {
    for (auto& each : ledger_.page({}).entries)
      if (each.path == path) return each;
    return {};
  }

  temporary_directory data_;
  vault::temporary_vault vault_;
  played_stores stores_{data_ / ""};
  guard_script guard_;
  /// Later than every change of a file in these tests, so that none is too fresh to be believed.
  manual_clock time_{std::chrono::system_clock::now() + std::chrono::hours{1}};
  vault::tool_copies copies_ = vault::tool_copies::left_out;
  std::shared_ptr<vault::known_conventions> conventions_;  // none: tasks are not read
  index_ledger ledger_;
  index_stock stock_;
  index_journal journal_{data_ / "", no_notices(), time_};
  std::function<void(const std::string& path)> before_preparing_;
  std::vector<std::string> read_;  // the notes, as they were read
  std::vector<std::string> notices_;
  std::uint64_t runs_ = 0;
};

}  // namespace secondbrain::index
