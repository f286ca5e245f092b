#include "brain/vault/notes/yaml_scalar.hpp"

#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

void expect_kind(value_kind kind, std::initializer_list<std::string_view> texts) {
  for (auto text : texts) EXPECT_EQ(kind_of_plain_scalar(text), kind) << text;
}

TEST(yaml_scalar, follows_yaml_1_1) {
  expect_kind(value_kind::null, {"", "~", "null", "NULL"});
  expect_kind(value_kind::boolean, {"yes", "No", "TRUE", "off"});
  expect_kind(value_kind::number, {"0", "-12", "1_000", "0x1F", "0b101", "017", "3.14", "-.5", "1.0e+3", "190:20:30",
                                   "1:30", ".inf", "-.INF", ".nan"});
  expect_kind(value_kind::date,
              {"2026-02-14", "2026-02-14 09:30:00", "2026-2-4T09:30:00Z", "2026-02-14t21:59:43.10-05:00"});
}

TEST(yaml_scalar, leaves_the_rest_as_strings) {
  expect_kind(value_kind::string, {"note", "y", "nO", "1.2.3", "089", "1e3", "2026-02", "2026-W07", "12 apples", "v1.0",
                                   "-", "+", ".", "09:30 stand-up", "2026-02-14 lunch", "true story"});
}

}  // namespace
}  // namespace secondbrain::vault
