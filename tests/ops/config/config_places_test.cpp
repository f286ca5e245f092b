#include "ops/config/config_places.hpp"

#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

#ifdef __APPLE__

TEST(config_places, follow_application_support) {
  variables environment{{"HOME", "/Users/u"}};
  EXPECT_EQ(config_directory(environment), "/Users/u/Library/Application Support/SecondBrain");
  EXPECT_EQ(default_data_path(environment), "/Users/u/Library/Application Support/SecondBrain/data");
}

#else

TEST(config_places, follow_the_home_directory) {
  variables environment{{"HOME", "/home/u"}};
  EXPECT_EQ(config_directory(environment), "/home/u/.config/secondbrain");
  EXPECT_EQ(default_data_path(environment), "/home/u/.local/share/secondbrain");
}

TEST(config_places, follow_the_xdg_variables) {
  variables environment{{"HOME", "/home/u"}, {"XDG_CONFIG_HOME", "/etc/u"}, {"XDG_DATA_HOME", "/var/u"}};
  EXPECT_EQ(config_directory(environment), "/etc/u/secondbrain");
  EXPECT_EQ(default_data_path(environment), "/var/u/secondbrain");
}

TEST(config_places, ignore_relative_xdg_variables) {
  variables environment{{"HOME", "/home/u"}, {"XDG_CONFIG_HOME", "here"}};
  EXPECT_EQ(config_directory(environment), "/home/u/.config/secondbrain");
}

#endif

TEST(config_places, backups_lie_outside_the_data_directory) {
  EXPECT_EQ(default_backup_path({{"HOME", "/home/u"}}), "/home/u/SecondBrain-backups");
}

TEST(config_places, home_is_found_without_the_variable) {
  EXPECT_TRUE(home_directory({}).is_absolute());
}

TEST(resolve_path, expands_the_home_directory) {
  EXPECT_EQ(resolve_path("~", "/base", "/home/u"), "/home/u");
  EXPECT_EQ(resolve_path("~/notes/", "/base", "/home/u"), "/home/u/notes");
  EXPECT_EQ(resolve_path("~other", "/base", "/home/u"), "/base/~other");
}

TEST(resolve_path, puts_relative_paths_beside_the_base) {
  EXPECT_EQ(resolve_path("data", "/base", "/home/u"), "/base/data");
  EXPECT_EQ(resolve_path("../data/./x", "/base/etc", "/home/u"), "/base/data/x");
  EXPECT_EQ(resolve_path("/abs", "/base", "/home/u"), "/abs");
  EXPECT_EQ(resolve_path("/", "/base", "/home/u"), "/");
}

}  // namespace
}  // namespace secondbrain::ops
