#include "base/record_json.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>

#include "base/json.hpp"

namespace secondbrain {
namespace garden {

using boost::json::parse;

enum class ripeness : std::uint8_t { green, ripe };

constexpr auto names_of(ripeness) {
  using enum ripeness;
  return named_values<ripeness>({{green, "green"}, {ripe, "ripe"}});
}

struct leaf {
  std::string name;
  int veins = 0;
};

constexpr auto fields_of(const leaf*) {
  return record<leaf>(field_list{
      field("name", &leaf::name),
      field("veins", &leaf::veins),
  });
}

inline constexpr std::array<std::string_view, 1> name_only{"name"};

/// One of everything that a record may hold.
struct tree {
  std::string kind;
  std::string owner;
  std::string remark;
  std::uint64_t age = 0;
  double height = 0;
  bool fenced = false;
  ripeness fruit = ripeness::green;
  std::optional<int> nests;
  std::optional<leaf> largest;
  std::optional<double> girth;
  std::vector<leaf> leaves;
  std::vector<leaf> fallen;
  std::vector<std::string> visitors;
  std::vector<std::pair<int, int>> branches;
  std::map<std::string, int> apples;
  std::vector<std::pair<std::string, std::string>> labels;
  std::chrono::milliseconds swing{0};
  std::chrono::system_clock::time_point planted;
  leaf newest;
  int secret = 0;
};

constexpr auto fields_of(const tree*) {
  return record<tree>(field_list{
      field("kind", &tree::kind),
      field("owner", &tree::owner, "", {.empty = when_empty::null}),
      field("remark", &tree::remark, "", {.empty = when_empty::left_out}),
      field("age", &tree::age),
      computed("old", [](const tree& one) { return one.age > 100; }),
      field("height", &tree::height, "", {.decimals = 1}),
      converted(
          "open", &tree::fenced, [](bool fenced) { return !fenced; }, [](bool open) { return !open; }),
      field("fruit", &tree::fruit),
      field("nests", &tree::nests),
      field("largest", &tree::largest),
      field("girth", &tree::girth, "", {.empty = when_empty::left_out}),
      field("leaves", &tree::leaves),
      field("fallen", &tree::fallen, "", {.only = name_only}),
      field("visitors", &tree::visitors),
      field("branches", &tree::branches),
      field("apples", &tree::apples),
      field("labels", &tree::labels),
      field("swing_ms", &tree::swing),
      field("planted", &tree::planted),
      inlined(&tree::newest),
      internal(&tree::secret),
  });
}

// What is forgotten does not compile.
static_assert(has_members<leaf, 2>);
static_assert(!has_members<leaf, 1> && !has_members<leaf, 3>);
static_assert(has_members<tree, 20>);
static_assert(!has_members<tree, 19> && !has_members<tree, 21>);

template <class Record, class Table>
concept makes_a_record = requires(Table table) {
  record<Record>(table);
};
constexpr field_list whole_leaf{field("name", &leaf::name), field("veins", &leaf::veins)};
constexpr field_list half_a_leaf{field("name", &leaf::name)};
constexpr field_list leaf_and_secret{field("name", &leaf::name), internal(&leaf::veins)};
constexpr field_list leaf_and_length{field("name", &leaf::name), computed("veins", [](const leaf&) { return 0; })};
static_assert(makes_a_record<leaf, decltype(whole_leaf)>);
static_assert(!makes_a_record<leaf, decltype(half_a_leaf)>, "a member is forgotten");
static_assert(makes_a_record<leaf, decltype(leaf_and_secret)>);
static_assert(!makes_a_record<leaf, decltype(leaf_and_length)>, "what is computed stands for no member");
static_assert(has_fields<leaf> && !has_fields<int> && !has_fields<std::string>);

tree apple_tree() {
  return {.kind = "apple",
          .owner = "Eve",
          .remark = "leans",
          .age = 120,
          .height = 4.449,
          .fenced = true,
          .fruit = ripeness::ripe,
          .nests = 2,
          .largest = leaf{"l", 9},
          .girth = 1.5,
          .leaves = {{"a", 1}, {"b", 2}},
          .fallen = {{"c", 3}},
          .visitors = {"jay"},
          .branches = {{0, 4}, {6, 9}},
          .apples = {{"red", 3}},
          .labels = {{"z", "last"}, {"a", "first"}},
          .swing = std::chrono::milliseconds{250},
          .planted = std::chrono::system_clock::time_point{},
          .newest = {"n", 5},
          .secret = 7};
}

constexpr auto apple_tree_json =
    R"({"kind":"apple","owner":"Eve","remark":"leans","age":120,"old":true,"height":4.4,"open":false,"fruit":"ripe",)"
    R"("nests":2,"largest":{"name":"l","veins":9},"girth":1.5,"leaves":[{"name":"a","veins":1},{"name":"b","veins":2}],)"
    R"("fallen":[{"name":"c"}],"visitors":["jay"],"branches":[[0,4],[6,9]],"apples":{"red":3},)"
    R"("labels":{"z":"last","a":"first"},"swing_ms":250,"planted":"1970-01-01T00:00:00+00:00","name":"n","veins":5})";

TEST(record_json_test, fields_go_out_in_the_order_of_the_table) {
  EXPECT_EQ(json_text(to_json(apple_tree())), apple_tree_json);
}

TEST(record_json_test, what_is_empty_is_null_or_left_out_as_the_table_says) {
  const auto written = to_json(tree{});
  EXPECT_TRUE(written.at("owner").is_null());
  EXPECT_TRUE(written.at("nests").is_null());
  EXPECT_TRUE(written.at("largest").is_null());
  EXPECT_FALSE(written.contains("remark"));
  EXPECT_FALSE(written.contains("girth"));
  EXPECT_EQ(written.at("kind"), "");
}

TEST(record_json_test, a_part_of_the_fields_can_be_chosen) {
  EXPECT_EQ(json_text(to_json(apple_tree(), {.only = name_only})), R"({"name":"n"})");
}

TEST(record_json_test, records_in_a_list_are_written_one_by_one) {
  EXPECT_EQ(json_text(to_json(std::vector<leaf>{{"a", 1}, {"b", 2}})),
            R"([{"name":"a","veins":1},{"name":"b","veins":2}])");
}

TEST(record_json_test, what_was_written_is_read_back) {
  auto expected = apple_tree();
  expected.height = 4.4;
  expected.fallen = {{"c", 0}};
  const auto read = from_json<tree>(parse(apple_tree_json).as_object());
  EXPECT_EQ(to_json(read), to_json(expected));
  EXPECT_TRUE(read.fenced);
  EXPECT_EQ(read.fruit, ripeness::ripe);
  EXPECT_EQ(read.labels, expected.labels) << "in their order";
  EXPECT_EQ(read.secret, 0);
}

TEST(record_json_test, null_reads_as_nothing) {
  const auto read = from_json<tree>(parse(R"({"owner":null,"nests":null,"largest":null})").as_object());
  EXPECT_EQ(read.owner, "");
  EXPECT_EQ(read.nests, std::nullopt);
  EXPECT_FALSE(read.largest.has_value());
}

TEST(record_json_test, an_answer_of_another_version_is_read_as_far_as_it_fits) {
  const auto read = from_json<tree>(parse(R"({"kind":7,"age":-1,"height":3,"fruit":"rotten","fenced":true,
      "leaves":[{"name":"a","veins":"many"},"leaf",{"name":"b","veins":2}],"visitors":["jay",3],
      "apples":{"red":3,"green":"none"},"more":{}})")
                                        .as_object());
  EXPECT_EQ(read.kind, "");
  EXPECT_EQ(read.age, 0u);
  EXPECT_EQ(read.height, 3.0);
  EXPECT_EQ(read.fruit, ripeness::green) << "a new tree's";
  ASSERT_EQ(read.leaves.size(), 2u);
  EXPECT_EQ(read.leaves[0].name, "a");
  EXPECT_EQ(read.leaves[1].veins, 2);
  EXPECT_EQ(read.visitors, std::vector<std::string>{"jay"});
  EXPECT_EQ(read.apples, (std::map<std::string, int>{{"red", 3}}));
}

TEST(record_json_test, a_number_that_the_field_cannot_hold_does_not_fit) {
  EXPECT_EQ(from_json<leaf>(parse(R"({"veins":3000000000})").as_object()).veins, 0);
  EXPECT_EQ(from_json<leaf>(parse(R"({"veins":12.0})").as_object()).veins, 12);
  EXPECT_EQ(from_json<leaf>(parse(R"({"veins":1e300})").as_object()).veins, 0);
}

TEST(record_json_test, the_strict_reading_names_the_first_field_that_does_not_fit) {
  EXPECT_EQ(checked_from_json<leaf>(parse(R"({"name":"a","veins":1,"more":2})"))->veins, 1);
  for (const auto* written : {R"({"name":"a"})", R"({"name":"a","veins":"many"})", R"({"name":"a","veins":null})"}) {
    const auto read = checked_from_json<leaf>(parse(written));
    ASSERT_FALSE(read) << written;
    EXPECT_EQ(read.error().code, errc::corrupt);
    EXPECT_NE(read.error().message.find("`veins`"), std::string::npos) << read.error().message;
  }
  EXPECT_FALSE(checked_from_json<leaf>(parse("[]")));
}

}  // namespace garden
}  // namespace secondbrain
