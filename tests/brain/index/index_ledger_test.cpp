#include "brain/index/index_ledger.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace secondbrain::index
