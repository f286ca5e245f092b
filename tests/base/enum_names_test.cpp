#include "base/enum_names.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace secondbrain {
namespace {

enum class colour : std::uint8_t { red, dark_green, blue };

constexpr auto names_of(colour) {
  using enum colour;
  return named_values<colour>({{red, "red"}, {dark_green, "dark-green"}, {blue, "blue"}});
}

enum class unnamed : std::uint8_t { one };

// What is forgotten does not compile.
static_assert(names_every_value<colour, 3>);
static_assert(!names_every_value<colour, 2>, "the last value has no name");
static_assert(!names_every_value<colour, 0>);
static_assert(named_enum<colour>);
static_assert(!named_enum<unnamed>);
static_assert(!named_enum<int>);

static_assert(to_string(colour::dark_green) == "dark-green");
static_assert(value_named<colour>("blue") == colour::blue);

TEST(enum_names_test, a_value_is_known_by_its_name_and_a_name_by_its_value) {
  for (const auto& [value, name] : value_names<colour>) {
    EXPECT_EQ(to_string(value), name);
    EXPECT_EQ(value_named<colour>(name), value);
  }
}

TEST(enum_names_test, a_name_that_no_value_has_is_none) {
  EXPECT_EQ(value_named<colour>("green"), std::nullopt);
  EXPECT_EQ(value_named<colour>("Red"), std::nullopt);
  EXPECT_EQ(value_named<colour>(""), std::nullopt);
}

TEST(enum_names_test, a_number_that_is_no_value_is_unknown) {
  EXPECT_EQ(to_string(static_cast<colour>(3)), "unknown");
  EXPECT_EQ(to_string(static_cast<colour>(255)), "unknown");
}

TEST(enum_names_test, the_names_stand_in_the_order_of_the_values) {
  EXPECT_EQ(names_of_all<colour>(), (std::vector<std::string>{"red", "dark-green", "blue"}));
}

}  // namespace
}  // namespace secondbrain
