#include "http/wire/record_schema.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>

namespace secondbrain::http {
namespace {

enum class size : std::uint8_t { small, large };

constexpr auto names_of(size) {
  using enum size;
  return named_values<size>({{small, "small"}, {large, "large"}});
}

struct topping {
  std::string name;
};

constexpr auto fields_of(const topping*) {
  return record<topping>(field_list{field("name", &topping::name, "As on the menu", {.least = 1, .most = 20})});
}

inline constexpr std::array<std::string_view, 1> large_only{"large"};

struct order {
  std::string guest;
  size portion = size::small;
  size second = size::large;
  int count = 2;
  std::optional<double> tip;
  std::vector<topping> toppings;
  std::string remark;
  std::string voucher;
  int table = 0;
};

constexpr auto fields_of(const order*) {
  return record<order>(field_list{
      field("guest", &order::guest, "Who eats"),
      field("portion", &order::portion),
      field("second", &order::second, "", {.presence = in_requests::optional, .only = large_only}),
      field("count", &order::count, "", {.least = 1, .most = 9, .presence = in_requests::optional}),
      field("tip", &order::tip),
      field("toppings", &order::toppings),
      field("remark", &order::remark, "", {.empty = when_empty::left_out, .presence = in_requests::optional}),
      field("voucher", &order::voucher, "", {.empty = when_empty::null, .presence = in_requests::optional}),
      computed("price", [](const order& one) { return one.count * 7; }),
      internal(&order::table),
  });
}

TEST(record_schema_test, a_reply_has_every_field_but_those_that_are_left_out_when_empty) {
  EXPECT_EQ(to_json_schema(schema_of<order>()), boost::json::parse(R"({"type":"object","properties":{
      "guest":{"type":"string","description":"Who eats"},
      "portion":{"type":"string","enum":["small","large"]},
      "second":{"type":"string","enum":["large"]},
      "count":{"type":"integer","minimum":1,"maximum":9},
      "tip":{"type":["number","null"]},
      "toppings":{"type":"array","items":{"type":"object","properties":{
        "name":{"type":"string","minLength":1,"maxLength":20,"description":"As on the menu"}},"required":["name"]}},
      "remark":{"type":"string"},
      "voucher":{"type":["string","null"]},
      "price":{"type":"integer"}},
      "required":["guest","portion","second","count","tip","toppings","voucher","price"]})"));
}

TEST(record_schema_test, a_request_may_leave_out_what_a_new_record_has) {
  EXPECT_EQ(to_json_schema(request_schema<order>()), boost::json::parse(R"({"type":"object","properties":{
      "guest":{"type":"string","description":"Who eats"},
      "portion":{"type":"string","enum":["small","large"]},
      "second":{"type":"string","enum":["large"],"default":"large"},
      "count":{"type":"integer","minimum":1,"maximum":9,"default":2},
      "tip":{"type":["number","null"]},
      "toppings":{"type":"array","items":{"type":"object","properties":{
        "name":{"type":"string","minLength":1,"maxLength":20,"description":"As on the menu"}},"required":["name"]}},
      "remark":{"type":"string"},
      "voucher":{"type":["string","null"]}},
      "required":["guest","portion","toppings"]})"));
}

TEST(record_schema_test, the_parameters_of_a_query_are_the_fields_of_the_request) {
  std::vector<std::string> names;
  for (const auto& one : query_of<order>()) names.push_back(one.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"guest", "portion", "second", "count", "tip", "toppings", "remark", "voucher"}));
}

TEST(record_schema_test, a_part_of_the_fields_can_be_chosen) {
  static constexpr std::array<std::string_view, 2> chosen{"guest", "price"};
  const auto members = members_of<order>(direction::reply, chosen);
  ASSERT_EQ(members.size(), 2u);
  EXPECT_EQ(members[1].name, "price");
}

}  // namespace
}  // namespace secondbrain::http
