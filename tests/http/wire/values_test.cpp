#include "http/wire/values.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace secondbrain::http {
namespace {

const std::vector<member> query{optional("n", integer(1, 20), 5), optional("flag", boolean(), false),
                                optional("word", text(2, 4), "abc"),
                                optional("period", matching({"week", "month", "all"}), "week"),
                                optional("state", nullable(one_of({"open", "in_progress", "done"})), nullptr)};

struct reading {
  json::object values;
  json::array problems;
};

reading read(const std::string& sent, const std::vector<member>& declared = query) {
  problems found;
  auto values = read_query(declared, sent, found);
  return {std::move(values), found.all()};
}

json::value only_problem(const std::string& sent, const std::vector<member>& declared = query) {
  const auto all = read(sent, declared).problems;
  EXPECT_EQ(all.size(), 1u) << sent;
  return all.empty() ? json::value{} : all.front();
}

TEST(values, absent_parameters_take_their_defaults) {
  const auto [values, problems] = read("");
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(json::value(values), json::parse(R"({"n":5,"flag":false,"word":"abc","period":"week","state":null})"));
}

TEST(values, integers_are_read_as_leniently_as_the_contract_says) {
  for (const auto* sent : {"n=7", "n=%207%20", "n=%2B7", "n=7.0", "n=7.", "n=x&n=7", "other=1&n=7"}) {
    const auto [values, problems] = read(sent);
    if (std::string_view{sent} == "n=7.")
      EXPECT_EQ(problems.size(), 1u);
    else
      EXPECT_EQ(values.at("n"), 7) << sent;
  }
}

TEST(values, booleans_are_read_as_leniently_as_the_contract_says) {
  for (const auto* yes : {"true", "1", "on", "t", "y", "yes", "TRUE", "Yes"})
    EXPECT_EQ(read(std::string{"flag="} + yes).values.at("flag"), true) << yes;
  for (const auto* no : {"false", "0", "off", "f", "n", "no", "OFF"})
    EXPECT_EQ(read(std::string{"flag="} + no).values.at("flag"), false) << no;
}

struct wrong {
  const char* sent;
  const char* problem;
};

class wrong_query : public testing::TestWithParam<wrong> {};

TEST_P(wrong_query, is_reported_word_for_word) {
  EXPECT_EQ(only_problem(GetParam().sent), json::parse(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    contract, wrong_query,
    testing::Values(
        wrong{
            "n=abc",
            R"({"type":"int_parsing","loc":["query","n"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc"})"},
        wrong{
            "n=",
            R"({"type":"int_parsing","loc":["query","n"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":""})"},
        wrong{
            "n=1.5",
            R"({"type":"int_parsing","loc":["query","n"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"1.5"})"},
        wrong{
            "n=0",
            R"({"type":"greater_than_equal","loc":["query","n"],"msg":"Input should be greater than or equal to 1","input":"0","ctx":{"ge":1}})"},
        wrong{
            "n=-99999999999999999999",
            R"({"type":"greater_than_equal","loc":["query","n"],"msg":"Input should be greater than or equal to 1","input":"-99999999999999999999","ctx":{"ge":1}})"},
        wrong{
            "n=21",
            R"({"type":"less_than_equal","loc":["query","n"],"msg":"Input should be less than or equal to 20","input":"21","ctx":{"le":20}})"},
        wrong{
            "flag=maybe",
            R"({"type":"bool_parsing","loc":["query","flag"],"msg":"Input should be a valid boolean, unable to interpret input","input":"maybe"})"},
        wrong{
            "flag=",
            R"({"type":"bool_parsing","loc":["query","flag"],"msg":"Input should be a valid boolean, unable to interpret input","input":""})"},
        wrong{
            "word=%C3%A4",
            R"({"type":"string_too_short","loc":["query","word"],"msg":"String should have at least 2 characters","input":"ä","ctx":{"min_length":2}})"},
        wrong{
            "word=%C3%A4bcde",
            R"({"type":"string_too_long","loc":["query","word"],"msg":"String should have at most 4 characters","input":"äbcde","ctx":{"max_length":4}})"},
        wrong{
            "period=year",
            R"({"type":"string_pattern_mismatch","loc":["query","period"],"msg":"String should match pattern '^(week|month|all)$'","input":"year","ctx":{"pattern":"^(week|month|all)$"}})"},
        wrong{
            "state=new",
            R"({"type":"literal_error","loc":["query","state"],"msg":"Input should be 'open', 'in_progress' or 'done'","input":"new","ctx":{"expected":"'open', 'in_progress' or 'done'"}})"}));

TEST(values, a_missing_parameter_is_reported_with_null) {
  EXPECT_EQ(only_problem("", {required("q", text())}),
            json::parse(R"({"type":"missing","loc":["query","q"],"msg":"Field required","input":null})"));
}

TEST(values, of_very_many_problems_the_first_are_reported) {
  json::array mistakes(10'000, json::value{5});
  problems found;
  read_json(list_of(text()), mistakes, location{"body"}, found);
  ASSERT_EQ(found.all().size(), problems::most);
  EXPECT_EQ(found.all().back().at("loc"), (json::array{"body", problems::most - 1}));
}

TEST(values, every_problem_is_reported_at_once) {
  EXPECT_EQ(read("n=x&flag=x&word=x&period=x").problems.size(), 4u);
}

TEST(values, one_character_is_singular) {
  EXPECT_EQ(only_problem("q=", {required("q", text(1))}).at("msg"), "String should have at least 1 character");
}

// ---- bodies ----

const auto body =
    object({required("text", text(1, 10)), optional("count", integer(0), 1), optional("sure", boolean(), true),
            optional("due", nullable(text()), nullptr), optional("tags", list_of(text()), json::array{}),
            optional("names", map_of(text()), json::object{}), optional("weight", number(), 1.0),
            optional("parts", list_of(object({required("name", text())})), json::array{})});

http_request sent(std::string text, const char* type = "application/json") {
  http_request request;
  request.body = std::move(text);
  if (type) request.headers.emplace_back("Content-Type", type);
  return request;
}

TEST(values, a_body_is_typed_and_completed_and_unknown_keys_are_ignored) {
  problems found;
  const auto value = read_body(
      body,
      sent(R"( {"text":"a","count":"7","sure":"no","due":null,"tags":["x"],"names":{"k":"v"},"weight":2,"x":0} )"),
      found);
  EXPECT_TRUE(found.empty());
  EXPECT_EQ(value, json::parse(R"({"text":"a","count":7,"sure":false,"due":null,"tags":["x"],"names":{"k":"v"},
                                   "weight":2.0,"parts":[]})"));
}

TEST(values, a_body_is_json_by_its_type_or_without_one) {
  for (const auto* type : {"application/json", "application/json; charset=utf-8", "application/merge-patch+json",
                           "Application/JSON", static_cast<const char*>(nullptr)}) {
    problems found;
    read_body(body, sent(R"({"text":"a"})", type), found);
    EXPECT_TRUE(found.empty()) << (type ? type : "none");
  }
}

class wrong_body : public testing::TestWithParam<wrong> {};

TEST_P(wrong_body, is_reported_word_for_word) {
  problems found;
  read_body(body, sent(GetParam().sent), found);
  ASSERT_EQ(found.all().size(), 1u);
  EXPECT_EQ(found.all().front(), json::parse(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    contract, wrong_body,
    testing::Values(
        wrong{"", R"({"type":"missing","loc":["body"],"msg":"Field required","input":null})"},
        wrong{"{}", R"({"type":"missing","loc":["body","text"],"msg":"Field required","input":{}})"},
        wrong{
            "[1]",
            R"({"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":[1]})"},
        wrong{R"({"text":5})",
              R"({"type":"string_type","loc":["body","text"],"msg":"Input should be a valid string","input":5})"},
        wrong{R"({"text":null})",
              R"({"type":"string_type","loc":["body","text"],"msg":"Input should be a valid string","input":null})"},
        wrong{
            R"({"text":"a","count":1.5})",
            R"({"type":"int_from_float","loc":["body","count"],"msg":"Input should be a valid integer, got a number with a fractional part","input":1.5})"},
        wrong{R"({"text":"a","count":[]})",
              R"({"type":"int_type","loc":["body","count"],"msg":"Input should be a valid integer","input":[]})"},
        wrong{
            R"({"text":"a","sure":2})",
            R"({"type":"bool_parsing","loc":["body","sure"],"msg":"Input should be a valid boolean, unable to interpret input","input":2})"},
        wrong{R"({"text":"a","sure":[]})",
              R"({"type":"bool_type","loc":["body","sure"],"msg":"Input should be a valid boolean","input":[]})"},
        wrong{R"({"text":"a","weight":"x"})",
              R"({"type":"float_type","loc":["body","weight"],"msg":"Input should be a valid number","input":"x"})"},
        wrong{R"({"text":"a","tags":{}})",
              R"({"type":"list_type","loc":["body","tags"],"msg":"Input should be a valid list","input":{}})"},
        wrong{R"({"text":"a","names":[]})",
              R"({"type":"dict_type","loc":["body","names"],"msg":"Input should be a valid dictionary","input":[]})"},
        wrong{R"({"text":"a","parts":[{"name":"n"},{}]})",
              R"({"type":"missing","loc":["body","parts",1,"name"],"msg":"Field required","input":{}})"}));

TEST(values, malformed_json_is_reported_with_its_offset) {
  for (const auto& [text, offset] :
       std::vector<std::pair<const char*, int>>{{"{\"text\":}", 8}, {"{} x", 3}, {"{", 1}}) {
    problems found;
    read_body(body, sent(text), found);
    ASSERT_EQ(found.all().size(), 1u) << text;
    const auto& problem = found.all().front().as_object();
    EXPECT_EQ(problem.at("type"), "json_invalid");
    EXPECT_EQ(problem.at("msg"), "JSON decode error");
    EXPECT_EQ(problem.at("input"), json::value(json::object{}));
    EXPECT_EQ(problem.at("loc").at(0), "body");
    EXPECT_NEAR(problem.at("loc").at(1).to_number<double>(), offset, 1) << text;
    EXPECT_FALSE(problem.at("ctx").at("error").as_string().empty());
  }
}

TEST(values, a_body_of_another_type_counts_as_a_string) {
  problems found;
  read_body(body, sent(R"({"text":"a"})", "text/plain"), found);
  ASSERT_EQ(found.all().size(), 1u);
  EXPECT_EQ(found.all().front().at("type"), "model_attributes_type");
  EXPECT_EQ(found.all().front().at("input"), R"({"text":"a"})");
}

}  // namespace
}  // namespace secondbrain::http
