#include "brain/index/index_ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace secondbrain::index {
namespace {

TEST(index_ledger, counts_all_and_pages_what_matches) {
  index_ledger ledger;
  for (auto path : {"Notes/c.md", "Notes/a.md", "notes/b.md", "other.md"})
    ledger.set(path, ledger_state::indexed, "t1", {}, 2);
  ledger.set("other.md", ledger_state::failed, "t2", "unreadable");
  list_ledger wanted;
  wanted.query = "NOTES/";
  wanted.offset = 1;
  wanted.limit = 1;
  auto page = ledger.page(wanted);
  EXPECT_EQ(page.total, 3);
  EXPECT_EQ(page.indexed, 3);
  EXPECT_EQ(page.failed, 1);
  ASSERT_EQ(page.entries.size(), 1U);
  EXPECT_EQ(page.entries[0].path, "Notes/c.md");

  list_ledger failures;
  failures.state = ledger_state::failed;
  EXPECT_EQ(ledger.page(failures).entries.at(0).reason, "unreadable");
}

TEST(index_ledger, remembers_since_when_a_failure_lasts) {
  index_ledger ledger;
  ledger.set("a.md", ledger_state::failed, "t1", "unreadable");
  ledger.set("a.md", ledger_state::failed, "t2", "unreadable");
  EXPECT_EQ(ledger.page({}).entries.at(0).since, "t1");
  ledger.set("a.md", ledger_state::failed, "t3", "too large");
  EXPECT_EQ(ledger.page({}).entries.at(0).since, "t3");
}

TEST(index_ledger, forgets_what_left_the_vault) {
  index_ledger ledger;
  ledger.set("a.md", ledger_state::indexed, "t1");
  ledger.erase("a.md");
  EXPECT_EQ(ledger.page({}).total, 0);
}

TEST(index_ledger, tells_apart_what_there_is_something_to_say_of) {
  index_ledger ledger;
  ledger.set("a.md", ledger_state::indexed, "t1", {}, 1);
  ledger.set("b.md", ledger_state::indexed, "t1", "Some bytes are not UTF-8.", 1);
  ledger.set("c.md", ledger_state::skipped, "t1", "It is a copy.");
  list_ledger wanted;
  wanted.noted = true;
  const auto page = ledger.page(wanted);
  EXPECT_EQ(page.total, 2);
  EXPECT_EQ(page.noted, 1) << "the others are counted by their state";
  EXPECT_EQ(page.entries.at(0).path, "b.md");
  EXPECT_EQ(page.entries.at(1).path, "c.md");
}

TEST(index_ledger, forgets_at_the_places_that_were_looked_at_what_is_not_there) {
  for (const auto& [places, left] : std::vector<std::pair<vault::place_set, std::vector<std::string>>>{
           {{}, {"a/b.md"}},
           {{"a"}, {"a/b.md", "a b.md", "c.md"}},
           {{"c.md"}, {"a", "a b.md", "a/b.md", "a/gone.md"}},
           {{"a/gone.md", "none"}, {"a", "a b.md", "a/b.md", "c.md"}}}) {
    index_ledger ledger;
    for (const auto* path : {"a", "a/b.md", "a/gone.md", "a b.md", "c.md"})
      ledger.set(path, ledger_state::failed, "t1", "why");
    ledger.forget_others(places, [](const std::string& path) { return path == "a/b.md"; });
    std::vector<std::string> paths;
    for (const auto& each : ledger.page({}).entries) paths.push_back(each.path);
    auto expected = left;
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(paths, expected);
  }
}

}  // namespace
}  // namespace secondbrain::index
