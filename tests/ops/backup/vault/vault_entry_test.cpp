#include "ops/backup/vault/vault_entry.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

vault_entry example() {
  vault_entry entry;
  entry.path = "10_Notes/a \"note\"\n.md";
  entry.mode = 0640;
  entry.bytes = 12;
  entry.modified = 1770352205123456789;
  entry.changed = 1770352206000000001;
  entry.inode = 77;
  entry.sha256 = std::string(64, 'a');
  return entry;
}

TEST(vault_entry, survives_a_round_trip) {
  auto link = example();
  link.kind = vault_entry_kind::link;
  link.target = "../else where";
  auto foreign = example();
  foreign.path = "caf\xE9.md";
  auto folder = example();
  folder.kind = vault_entry_kind::folder;
  for (const auto& entry : {example(), link, foreign, folder}) {
    const auto line = to_line(entry);
    EXPECT_EQ(line.find('\n'), line.size() - 1) << "one line each";
    const auto read = parse_vault_entry(line);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(to_line(*read), line);
    EXPECT_EQ(read->path, entry.path);
  }
}

TEST(vault_entry, may_not_lead_out_of_the_vault) {
  for (const std::string path : {"", "/etc/passwd", "../x.md", "a/../../x.md", "a//x.md", "a/./x.md", "a/.."}) {
    auto entry = example();
    entry.path = path;
    const auto read = parse_vault_entry(to_line(entry));
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().code, errc::corrupt);
  }
}

TEST(vault_entry, a_checksum_is_one) {
  for (const auto& sum : {std::string{"../../x"}, std::string(63, 'a'), std::string(64, 'X')}) {
    auto entry = example();
    entry.sha256 = sum;
    EXPECT_FALSE(parse_vault_entry(to_line(entry))) << sum;
  }
}

TEST(vault_entry, a_list_with_a_line_that_makes_no_sense_is_damaged) {
  temporary_directory place;
  write_text(place / "list", to_line(example()) + "{\"kind\":\"file\"}\n");
  EXPECT_EQ(read_vault_list(place / "list").error().code, errc::corrupt);
}

TEST(vault_entry, is_unchanged_only_with_all_its_marks) {
  const auto read = example();
  EXPECT_TRUE(is_unchanged(read, example()));
  for (auto change : {+[](vault_entry& e) { ++e.bytes; }, +[](vault_entry& e) { ++e.modified; },
                      +[](vault_entry& e) { ++e.changed; }, +[](vault_entry& e) { ++e.inode; }}) {
    auto now = example();
    change(now);
    EXPECT_FALSE(is_unchanged(read, now));
  }
  auto unsettled = example();
  unsettled.changed = 0;
  EXPECT_FALSE(is_unchanged(unsettled, unsettled));
}

}  // namespace
}  // namespace secondbrain::ops
