// The writer of the index: what its writes leave behind is merged when they pause.
#include "actors/lexical_actor.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "actors/tree.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::actors {
namespace {

using namespace std::chrono_literals;

constexpr auto lexical_timeout = 60s;

class lexical_actor_test : public testing::Test {
 protected:
  lexical_actor_test() { spdlog::set_level(spdlog::level::off); }

  ~lexical_actor_test() override {
    EXPECT_TRUE(tree_.stop(lexical_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start(std::chrono::milliseconds merge_after) {
    store_place place;
    place.file = file_;
    supervisor_spec root;
    root.children = {worker<lexical_actor>("lexical", front_, place, merge_after)};
    tree_.start(std::move(root));
  }

  void write(const std::string& path) {
    const auto written = lexical_.ask(write_notes{{stores::example_note(path, {"compost"})}, {}}, lexical_timeout);
    ASSERT_TRUE(written) << written.error().message;
  }

  std::string parts() { return stores::raw_database{file_}.query("SELECT COUNT(DISTINCT segid) FROM chunks_fts_idx"); }

  std::string parts_after(std::chrono::milliseconds pause) {
    time_.advance(pause);
    return parts();
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  manual_clock time_;
  tree tree_{{.time = &time_}};
  front_ptr front_ = tree_.make_front("root/lexical");
  address<lexical_api> lexical_{front_};
};

TEST_F(lexical_actor_test, what_writes_leave_is_merged_when_they_pause) {
  start(1s);
  for (int note = 0; note < 9; ++note) write("n" + std::to_string(note) + ".md");
  EXPECT_EQ(parts(), "9");
  EXPECT_TRUE(eventually([this] { return parts_after(1s) == "1"; })) << parts();
  EXPECT_EQ(lexical_.ask(count_lexical{}, lexical_timeout)->chunks, 9);
}

TEST_F(lexical_actor_test, nothing_is_merged_before_they_do) {
  start(1s);
  for (int note = 0; note < 9; ++note) {
    write("n" + std::to_string(note) + ".md");
    time_.advance(900ms);
  }
  EXPECT_EQ(parts(), "9");
}

TEST_F(lexical_actor_test, what_the_life_before_did_not_come_to_is_merged_by_the_next) {
  {
    auto store = stores::lexical_store::open(file_).value();
    for (int note = 0; note < 9; ++note)
      ASSERT_TRUE(store.write({stores::example_note("n" + std::to_string(note) + ".md", {"fig"})}));
  }
  ASSERT_EQ(parts(), "9");
  start(1s);
  EXPECT_TRUE(eventually([this] { return parts_after(1s) == "1"; })) << parts();
}

TEST_F(lexical_actor_test, a_file_that_refuses_what_it_cannot_refuse_is_replaced_and_the_write_is_done) {
  start(1s);
  write("a.md");
  write("b.md");
  stores::raw_database{file_}.query("UPDATE chunks SET note_path = 'b.md' WHERE note_path = 'a.md'");
  write("a.md");
  EXPECT_EQ(lexical_.ask(count_lexical{}, lexical_timeout)->chunks, 1) << "of a new file";
  const auto shown = tree_.registry().find("root/lexical")->read();
  ASSERT_TRUE(shown.recovery);
  EXPECT_NE(shown.recovery->message.find("was damaged"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::actors
