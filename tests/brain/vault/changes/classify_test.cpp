#include "brain/vault/changes/classify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

tracked_file tracked(std::string path, double modified = 1, std::int64_t size = 1) {
  tracked_file file;
  file.path = std::move(path);
  file.modified = modified;
  file.size = size;
  return file;
}

scan_result listing(std::vector<scanned_file> files, std::vector<scan_problem> problems = {}) {
  return {files.empty() ? vault_condition::empty : vault_condition::ok, std::move(files), std::move(problems), {}};
}

/// Notes n0.md … of a size each of its own.
scan_result numbered_listing(int count) {
  std::vector<scanned_file> files;
  for (int i = 0; i < count; ++i) files.push_back({"n" + std::to_string(i) + ".md", 1, i});
  return listing(std::move(files));
}

std::vector<tracked_file> numbered_tracked(int count) {
  std::vector<tracked_file> files;
  for (int i = 0; i < count; ++i) files.push_back(tracked("n" + std::to_string(i) + ".md", 1, i));
  return files;
}

std::optional<std::string> verdict(const scan_result& scan, const std::vector<tracked_file>& known,
                                   deletion_limits limits = {}) {
  return reason_to_freeze(scan, classify(scan, known), known.size(), limits);
}

TEST(classify, tells_new_changed_unchanged_and_deleted) {
  auto scan = listing({{"new.md", 1, 1}, {"same.md", 1, 1}, {"size.md", 1, 2}, {"time.md", 1.5, 1}});
  auto changes = classify(scan, {tracked("same.md"), tracked("size.md"), tracked("time.md"), tracked("gone.md")});
  EXPECT_THAT(changes.added, ElementsAre(scanned_file{"new.md", 1, 1}));
  EXPECT_THAT(changes.suspects, ElementsAre(scanned_file{"size.md", 1, 2}, scanned_file{"time.md", 1.5, 1}));
  EXPECT_THAT(changes.deleted, ElementsAre("gone.md"));
  EXPECT_EQ(changes.unchanged, 1u);
}

// TRK-1
TEST(classify, takes_everything_for_new_when_nothing_is_known) {
  auto changes = classify(numbered_listing(3), {});
  EXPECT_THAT(changes.added, SizeIs(3));
  EXPECT_THAT(changes.suspects, IsEmpty());
  EXPECT_THAT(changes.deleted, IsEmpty());
  EXPECT_EQ(changes.unchanged, 0u);
}

TEST(classify, suspects_a_file_whose_size_is_not_recorded) {
  EXPECT_THAT(classify(listing({{"a.md", 1, 7}}), {tracked("a.md", 1, -1)}).suspects, SizeIs(1));
}

TEST(classify, suspects_an_older_mtime_too) {  // a restored file
  EXPECT_THAT(classify(listing({{"a.md", 0.5, 1}}), {tracked("a.md")}).suspects, SizeIs(1));
}

TEST(classify, deletes_nothing_behind_a_problem) {
  auto scan = listing({{"a.md", 1, 1}}, {{scan_problem_kind::directory_unreadable, "closed", ""},
                                         {scan_problem_kind::evicted, "far.md", ""},
                                         {scan_problem_kind::file_unreadable, "odd.md", ""}});
  auto changes = classify(scan, {tracked("closed/a.md"), tracked("closed/b/c.md"), tracked("closed.md"),
                                 tracked("closedness/a.md"), tracked("far.md"), tracked("odd.md")});
  EXPECT_THAT(changes.deleted, ElementsAre("closed.md", "closedness/a.md"));
}

TEST(classify, deletes_nothing_when_the_root_cannot_be_listed) {
  auto scan = listing({}, {{scan_problem_kind::directory_unreadable, "", ""}});
  EXPECT_THAT(classify(scan, {tracked("a.md"), tracked("b/c.md")}).deleted, IsEmpty());
}

TEST(classify, a_note_that_became_a_link_out_of_the_vault_is_deleted) {
  auto scan = listing({{"a.md", 1, 1}}, {{scan_problem_kind::link_refused, "out.md", ""}});
  EXPECT_THAT(classify(scan, {tracked("out.md")}).deleted, ElementsAre("out.md"));
}

TEST(deletion_guard, freezes_when_the_vault_is_not_to_be_seen) {  // W44
  auto known = numbered_tracked(3);
  for (auto condition : {vault_condition::missing, vault_condition::unreadable, vault_condition::empty}) {
    scan_result scan;
    scan.condition = condition;
    EXPECT_TRUE(verdict(scan, known)) << to_string(condition);
  }
}

TEST(deletion_guard, an_empty_vault_may_have_an_empty_index) {
  EXPECT_FALSE(verdict(listing({}), {}));
}

TEST(deletion_guard, freezes_beyond_the_share) {
  auto known = numbered_tracked(100);
  EXPECT_FALSE(verdict(numbered_listing(70), known));
  EXPECT_TRUE(verdict(numbered_listing(69), known));
  EXPECT_FALSE(verdict(numbered_listing(69), known, {0.5, 5}));
}

TEST(deletion_guard, a_few_deletions_are_always_believable) {
  EXPECT_FALSE(verdict(numbered_listing(1), numbered_tracked(6)));
  EXPECT_TRUE(verdict(numbered_listing(1), numbered_tracked(7)));
}

TEST(deletion_guard, a_renamed_folder_is_no_loss) {
  auto known = numbered_tracked(100);
  std::vector<scanned_file> moved;
  for (int i = 0; i < 100; ++i) moved.push_back({"new/n" + std::to_string(i) + ".md", 1, i});
  auto scan = listing(moved);
  auto changes = classify(scan, known);
  EXPECT_THAT(changes.deleted, SizeIs(100));
  EXPECT_EQ(changes.moved, 100u);
  EXPECT_FALSE(verdict(scan, known));
}

TEST(deletion_guard, captures_that_were_filed_are_no_loss) {
  std::vector<tracked_file> known{tracked("a.md")};
  for (int i = 0; i < 100; ++i) known.push_back(tracked("Inbox/c" + std::to_string(i) + ".md"));
  EXPECT_FALSE(verdict(listing({{"a.md", 1, 1}}), known));
  for (int i = 0; i < 100; ++i) known.push_back(tracked("n" + std::to_string(i) + ".md"));
  EXPECT_TRUE(verdict(listing({{"a.md", 1, 1}}), known));
}

TEST(deletion_guard, names_the_numbers) {
  EXPECT_THAT(*verdict(numbered_listing(10), numbered_tracked(100)),
              testing::AllOf(testing::HasSubstr("90 of 100"), testing::HasSubstr("30 %")));
}

// A restored version, `cp -p`, `rsync -t`, unzip: another text with the same size and time.
TEST(classify, text_with_the_same_size_and_time_shows_in_ctime_or_inode) {
  auto known = tracked("a.md");
  known.changed = 5;
  known.inode = 7;
  const auto changes = [&](double changed, std::int64_t inode) {
    return classify(listing({{"a.md", 1, 1, changed, inode}}), {known});
  };
  EXPECT_EQ(changes(5, 7).unchanged, 1u);
  EXPECT_THAT(changes(6, 7).suspects, SizeIs(1));
  EXPECT_THAT(changes(5, 8).suspects, SizeIs(1));
}

// Where a file system keeps neither, an event or a person names what to read.
TEST(classify, what_was_seen_to_change_is_read_whatever_it_looks_like) {
  auto scan = listing({{"a.md", 1, 1}, {"b.md", 1, 1}});
  std::vector<tracked_file> known{tracked("a.md"), tracked("b.md")};
  EXPECT_THAT(classify(scan, known).suspects, IsEmpty());
  EXPECT_THAT(classify(scan, known, {false, {"b.md", "elsewhere.md"}}).suspects,
              ElementsAre(scanned_file{"b.md", 1, 1}));
  EXPECT_THAT(classify(scan, known, {true, {}}).suspects, SizeIs(2));
}

}  // namespace
}  // namespace secondbrain::vault
