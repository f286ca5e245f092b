#include "brain/index/index_plan.hpp"

#include <gtest/gtest.h>

namespace secondbrain::index {
namespace {

vault::scanned_file on_disk(const std::string& path) {
  return {path, 10, 100};
}

tracked_file tracked(const std::string& path, int chunks = 1) {
  tracked_file file;
  file.path = path;
  file.content_hash = "hash of " + path;
  file.modified = 10;
  file.size = 100;
  file.chunk_count = chunks;
  return file;
}

class index_plan_test : public testing::Test {
 protected:
  index_plan plan(const std::optional<stored_chunks>& stored = std::nullopt) const {
    return make_index_plan(found_, vault::classify(found_, tracked_), tracked_, stored);
  }

  static std::vector<std::string> to_do(const index_plan& planned) {
    std::vector<std::string> paths;
    for (const auto& each : planned.to_do) paths.push_back(each.file.path + (each.known ? " if changed" : ""));
    return paths;
  }

  vault::scan_result found_;
  std::vector<tracked_file> tracked_;
};

using paths = std::vector<std::string>;

TEST_F(index_plan_test, nothing_to_do_when_all_is_in_step) {
  found_.files = {on_disk("a.md"), on_disk("b.md")};
  tracked_ = {tracked("a.md"), tracked("b.md", 2)};
  auto planned = plan(stored_chunks{{"a.md", 1}, {"b.md", 2}});
  EXPECT_EQ(to_do(planned), paths{});
  EXPECT_EQ(planned.gone, paths{});
}

TEST_F(index_plan_test, new_notes_are_done_and_suspects_only_if_their_content_changed) {
  found_.files = {on_disk("a.md"), on_disk("b.md")};
  found_.files[1].modified = 11;
  tracked_ = {tracked("b.md")};
  EXPECT_EQ(to_do(plan()), (paths{"a.md", "b.md if changed"}));
}

TEST_F(index_plan_test, a_note_whose_chunks_are_not_all_stored_is_done_again_whatever_its_content) {
  found_.files = {on_disk("a.md"), on_disk("b.md")};
  found_.files[1].modified = 11;
  tracked_ = {tracked("a.md", 2), tracked("b.md", 2)};
  EXPECT_EQ(to_do(plan(stored_chunks{{"a.md", 1}})), (paths{"a.md", "b.md"}));
}

TEST_F(index_plan_test, an_index_that_was_lost_is_filled_again) {
  found_.files = {on_disk("a.md"), on_disk("b.md")};
  tracked_ = {tracked("a.md"), tracked("b.md")};
  EXPECT_EQ(to_do(plan(stored_chunks{})), (paths{"a.md", "b.md"}));
}

TEST_F(index_plan_test, what_left_the_vault_goes) {
  found_.files = {on_disk("a.md")};
  tracked_ = {tracked("a.md"), tracked("b.md")};
  EXPECT_EQ(plan().gone, paths{"b.md"});
}

TEST_F(index_plan_test, what_nobody_vouches_for_goes_but_not_what_is_about_to_be_stored) {
  found_.files = {on_disk("a.md")};
  auto planned = plan(stored_chunks{{"a.md", 3}, {"orphan.md", 1}});
  EXPECT_EQ(to_do(planned), paths{"a.md"});
  EXPECT_EQ(planned.gone, paths{"orphan.md"});
}

}  // namespace
}  // namespace secondbrain::index
