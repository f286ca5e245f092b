#include "actors/backup_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "actors/tree.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/ops/temporary_directory.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

/// Asked for a copy, it waits until it is let go or told to give up.
class gate {
 public:
  ops::snapshot_source source(const std::function<bool()>& cancelled) {
    ops::snapshot_source waiting;
    waiting.name = "settings.json";
    waiting.write = [this, cancelled](const std::filesystem::path& destination) -> status {
      ++entered;
      while (!open) {
        if (cancelled()) return fail(errc::cancelled, "told to stop");
        std::this_thread::sleep_for(1ms);
      }
      ops::write_text(destination, "{}");
      return {};
    };
    return waiting;
  }

  std::atomic<int> entered{0};
  std::atomic<bool> open{false};
};

class backup_actor_test : public testing::Test {
 protected:
  ~backup_actor_test() override { EXPECT_TRUE(tree_.stop(10s)); }

  void start(std::chrono::hours interval = 24h) {
    backup_parts parts;
    parts.interval = interval;
    parts.sources = [this](const auto& cancelled) { return std::vector{gate_.source(cancelled)}; };
    parts.options = [this] {
      ops::backup_options options;
      options.directory = place_ / "backups";
      options.origin = ops::origin_of(place_ / "data");
      return options;
    };
    supervisor_spec root;
    root.children = {worker<backup_actor>("backup", front_, parts)};
    tree_.start(std::move(root));
  }

  std::string note() const { return tree_.registry().find("root/backup")->read(std::chrono::steady_clock::now()).note; }

  std::future<result<backup_info>> ask_for_one() {
    auto promised = std::make_shared<std::promise<result<backup_info>>>();
    backups_.send(make_backup{}, 60s, [promised](result<backup_info> made) { promised->set_value(std::move(made)); });
    return promised->get_future();
  }

  ops::temporary_directory place_;
  gate gate_;
  tree tree_{{}};
  front_ptr front_ = tree_.make_front("root/backup", {.capacity = 4, .in_flight_limit = 4});
  address<backup_api> backups_{front_};
};

TEST_F(backup_actor_test, lists_what_there_is_while_one_is_being_made_and_makes_no_second) {
  start();
  auto first = ask_for_one();
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  EXPECT_THAT(*backups_.ask(list_backups{}, 10s), SizeIs(0));
  EXPECT_EQ(backups_.ask(make_backup{}, 10s).error().code, errc::busy);
  EXPECT_TRUE(backups_.ask(make_due_backup{}, 10s)) << "one is under way, so none is due";
  gate_.open = true;
  ASSERT_TRUE(first.get());
  EXPECT_THAT(*backups_.ask(list_backups{}, 10s), SizeIs(1));
}

TEST_F(backup_actor_test, a_stop_does_not_wait_for_a_copy_that_does_not_come) {
  start();
  auto pending = ask_for_one();
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  EXPECT_TRUE(tree_.stop(10s));
  EXPECT_FALSE(pending.get());
  for (const auto& entry : std::filesystem::directory_iterator{place_ / "backups"})
    EXPECT_EQ(entry.path().filename(), ".backup_lock");
}

TEST_F(backup_actor_test, a_crash_in_between_is_answered_and_the_next_one_is_made) {
  start();
  auto pending = ask_for_one();
  ASSERT_TRUE(eventually([&] { return gate_.entered == 1; }));
  ASSERT_TRUE(tree_.crash("root/backup", crash_kind::between_requests));
  EXPECT_EQ(pending.get().error().code, errc::worker_crashed);
  gate_.open = true;
  EXPECT_TRUE(backups_.ask(make_backup{}, 30s));
}

TEST_F(backup_actor_test, says_on_its_record_why_the_last_one_failed_until_one_succeeds) {
  ops::write_text(place_ / "backups", "a file where the folder should be");
  start();
  gate_.open = true;
  ASSERT_FALSE(backups_.ask(make_backup{}, 30s));
  EXPECT_THAT(note(), HasSubstr("The last backup failed"));
  std::filesystem::remove(place_ / "backups");
  ASSERT_TRUE(backups_.ask(make_backup{}, 30s));
  EXPECT_EQ(note(), "");
}

TEST_F(backup_actor_test, makes_the_first_due_one_and_then_none_for_a_day) {
  gate_.open = true;
  start();
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 30s));
  ASSERT_TRUE(backups_.ask(make_due_backup{}, 30s));
  EXPECT_THAT(*backups_.ask(list_backups{}, 10s), SizeIs(1));
}

TEST_F(backup_actor_test, one_of_another_data_directory_is_shown_and_does_not_count) {
  gate_.open = true;
  start();
  ASSERT_TRUE(backups_.ask(make_backup{}, 30s));
  ops::backup_options other;
  other.directory = place_ / "backups";
  other.origin = ops::origin_of(place_ / "sample");
  ASSERT_TRUE(ops::make_snapshot({gate_.source([] { return false; })}, other));
  auto listed = *backups_.ask(list_backups{}, 10s);
  ASSERT_THAT(listed, SizeIs(2));
  auto foreign = std::find_if(listed.begin(), listed.end(), [](const auto& each) { return !each.verified; });
  ASSERT_NE(foreign, listed.end());
  EXPECT_THAT(foreign->problem, HasSubstr((place_ / "sample").string()));
}

}  // namespace
}  // namespace secondbrain::actors
