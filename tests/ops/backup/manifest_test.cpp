#include "ops/backup/manifest.hpp"

#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

backup_manifest example() {
  backup_manifest manifest;
  manifest.service_version = "1.2.3";
  manifest.created_at = "2026-02-05T18:10:05.000000+00:00";
  manifest.verified_at = "2026-02-05T18:10:06.000000+00:00";
  manifest.files = {{"usage.db", backup_file_kind::database, 4096, "aa"},
                    {"eval/a b.json", backup_file_kind::plain, 2, "bb"}};
  manifest.origin = backup_origin{"5f0c", "/data", "/notes"};
  manifest.sequence = 12;
  manifest.left_out = {{"lexical.db", "it is damaged"}};
  return manifest;
}

TEST(backup_manifest, survives_a_round_trip) {
  auto read = parse_manifest(to_json(example()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), to_json(example()));
  EXPECT_EQ(read->files[0].kind, backup_file_kind::database);
  EXPECT_EQ(read->files[1].name, "eval/a b.json");
  EXPECT_EQ(read->files[0].bytes, 4096U);
}

TEST(backup_manifest, of_an_earlier_version_does_not_say_whose_it_is) {
  auto read = parse_manifest(R"({"format":1,"service_version":"1.2.3","created_at":"2026-02-05T18:10:05.000000+00:00",
    "verified_at":"2026-02-05T18:10:06.000000+00:00","files":[]})");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(read->origin);
  EXPECT_EQ(read->sequence, 0U);
}

TEST(backup_manifest, damage_is_noticed) {
  auto text = to_json(example());
  for (const auto& damaged : {std::string{}, text.substr(0, text.size() / 2), std::string{"[]"}, std::string{"{}"}}) {
    auto read = parse_manifest(damaged);
    ASSERT_FALSE(read) << damaged;
    EXPECT_EQ(read.error().code, errc::corrupt);
  }
}

TEST(backup_manifest, of_a_later_format_is_refused) {
  auto manifest = example();
  manifest.format = backup_manifest::current_format + 1;
  EXPECT_EQ(parse_manifest(to_json(manifest)).error().code, errc::newer_schema);
}

TEST(backup_manifest, may_not_lead_out_of_the_snapshot) {
  for (const auto* name : {"/etc/passwd", "../usage.db", "eval/../../usage.db", "", "eval/./x"}) {
    auto manifest = example();
    manifest.files[0].name = name;
    EXPECT_EQ(parse_manifest(to_json(manifest)).error().code, errc::corrupt) << name;
  }
}

TEST(backup_manifest, says_whether_the_notes_are_in_it) {
  auto manifest = example();
  manifest.vault.state = vault_presence::included;
  manifest.vault.files = 14'142;
  manifest.vault.not_read = {{"a.md", "its cloud drive keeps it"}};
  manifest.vault_list = {99, "cc"};
  auto read = parse_manifest(to_json(manifest));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->vault.state, vault_presence::included);
  EXPECT_EQ(read->vault.files, 14'142U);
  EXPECT_EQ(read->vault.not_read.at(0).name, "a.md");
  EXPECT_EQ(read->vault_list->bytes, 99U);
}

TEST(backup_manifest, a_flipped_byte_anywhere_is_noticed) {
  const auto sound = to_json(example());
  for (std::size_t at = 0; at < sound.size(); ++at) {
    auto text = sound;
    text[at] = static_cast<char>(text[at] ^ 1);
    EXPECT_FALSE(parse_manifest(text)) << "at " << at << ": " << text;
  }
}

}  // namespace
}  // namespace secondbrain::ops
