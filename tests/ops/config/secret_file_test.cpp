#include "ops/config/secret_file.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

TEST(secret_file, belongs_to_secrets_alone) {
  ASSERT_NE(secret_kept_by("SECONDBRAIN_TOKEN_FILE"), nullptr);
  EXPECT_EQ(secret_kept_by("SECONDBRAIN_TOKEN_FILE")->name, "SECONDBRAIN_TOKEN");
  for (const auto* name : {"SECONDBRAIN_TOKEN", "SECONDBRAIN_PORT_FILE", "SECONDBRAIN_NOTHING_FILE", "_FILE", ""})
    EXPECT_EQ(secret_kept_by(name), nullptr) << name;
}

TEST(secret_file, every_secret_has_one_of_its_own) {
  for (const auto& variable : config_table()) {
    const auto* expected = variable.shown == visibility::secret ? &variable : nullptr;
    EXPECT_EQ(secret_kept_by(secret_file_name(variable.name)), expected) << variable.name;
  }
}

TEST(secret_file, holds_one_line) {
  const temporary_directory home;
  write_text(home / "secret", "  correct horse \r\n");
  EXPECT_EQ(*read_secret(home / "secret"), "correct horse");
  write_text(home / "secret", "one\ntwo");
  EXPECT_EQ(read_secret(home / "secret").error().code, errc::invalid_argument);
  EXPECT_EQ(read_secret(home / "absent").error().code, errc::invalid_argument);
}

}  // namespace
}  // namespace secondbrain::ops
