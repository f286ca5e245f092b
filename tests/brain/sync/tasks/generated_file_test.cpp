#include "brain/sync/tasks/generated_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::EndsWith;

bool is_ours(std::string_view text) {
  return text.starts_with("ours");
}

TEST(generated_file_test, a_stamped_text_is_untouched_until_a_byte_of_it_changes) {
  auto text = stamped("# List\n\n- [ ] one\n");
  EXPECT_TRUE(is_untouched(text)) << text;
  EXPECT_EQ(stamp_of(text).size(), 16U);
  EXPECT_THAT(text, EndsWith(stamp_of(text) + " -->\n"));
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] ^= 1;
    EXPECT_FALSE(is_untouched(changed)) << at;
  }
  EXPECT_FALSE(is_untouched(text + "more\n"));
  EXPECT_FALSE(is_untouched(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(is_untouched(""));
}

TEST(generated_file_test, an_edited_text_still_tells_which_stamp_it_bore) {
  auto text = stamped("# List\n");
  EXPECT_EQ(stamp_of("# Mine\n" + text + "more\n"), stamp_of(text));
  EXPECT_EQ(stamp_of("# List\n"), "");
  EXPECT_EQ(stamp_of("# List <!-- SecondBrain 0123456789abcdef -->\n"), "") << "not a line of its own";
}

TEST(generated_file_test, a_persons_file_is_passed_by) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->path, "Tasks/All.md");
  folder.write("Tasks/All.md", "mine");
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->path, "Tasks/All (SecondBrain).md");
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->person, "Tasks/All.md");
  folder.write("Tasks/All (SecondBrain).md", "mine too");
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->path, "Tasks/All (SecondBrain 2).md");
  folder.write("Tasks/All (SecondBrain 2).md", "ours");
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->text, "ours");
  std::filesystem::remove(folder.root() / "Tasks/All.md");
  std::filesystem::remove(folder.root() / "Tasks/All (SecondBrain).md");
  EXPECT_EQ(find_place(writer, "Tasks/All.md", is_ours)->path, "Tasks/All.md");
}

TEST(generated_file_test, ours_is_found_where_it_went_although_the_name_is_free_again) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  folder.write("Tasks/All (SecondBrain).md", "ours");
  auto place = find_place(writer, "Tasks/All.md", is_ours);
  EXPECT_EQ(place->path, "Tasks/All (SecondBrain).md");
  EXPECT_EQ(place->person, "");
}

TEST(generated_file_test, an_empty_file_is_a_persons) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  for (const std::string empty : {"", "\n", "\r\n", "  \t"}) {
    folder.write("Tasks/All.md", empty);
    auto place = find_place(writer, "Tasks/All.md", is_ours);
    EXPECT_EQ(place->path, "Tasks/All (SecondBrain).md");
    EXPECT_EQ(place->text, "");
    EXPECT_EQ(place->person, "Tasks/All.md");
  }
}

TEST(generated_file_test, a_folder_is_passed_by) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  std::filesystem::create_directories(folder.root() / "Tasks/All.md");
  std::filesystem::create_directories(folder.root() / "Tasks/All (SecondBrain).md");
  auto place = find_place(writer, "Tasks/All.md", is_ours);
  ASSERT_TRUE(place) << place.error().message;
  EXPECT_EQ(place->path, "Tasks/All (SecondBrain 2).md");
  EXPECT_EQ(place->person, "Tasks/All.md");
}

TEST(generated_file_test, an_empty_file_that_came_meanwhile_is_not_written_over) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  folder.write("Tasks/All.md", "");
  auto put = replace_seen(writer, "Tasks/All.md", "", "ours\n");
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, errc::conflict);
  EXPECT_EQ(*writer.read("Tasks/All.md"), "");
}

TEST(generated_file_test, a_text_is_kept_beside_once) {
  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  auto kept = keep_beside(writer, "Tasks/All.md", "text", today);
  EXPECT_THAT(*kept, testing::StartsWith("Tasks/All (kept 2026-02-10 "));
  EXPECT_EQ(*writer.read(*kept), "text");
  EXPECT_EQ(*keep_beside(writer, "Tasks/All.md", "text", today), *kept);
  EXPECT_NE(*keep_beside(writer, "Tasks/All.md", "other", today), *kept);
}

}  // namespace
}  // namespace secondbrain::sync
