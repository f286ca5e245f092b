// The task categories over HTTP (contract: http_api §8.2; acceptance A6).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

class settings_routes_test : public resource_test {
 protected:
  settings_routes_test() {
    fakes.front->on<put_categories>([this](const put_categories& request) {
      stored = request.categories;
      return stored;
    });
    fakes.front->on<get_categories>([this](const auto&) { return stored; });
  }

  http_response put(const std::string& body) { return served().send("PUT", "/api/v1/settings/categories", body); }

  std::vector<task_category> stored;
};

// SET-12
TEST_F(settings_routes_test, categories_are_shown_in_their_order) {
  EXPECT_EQ(served().get("/api/v1/settings/categories").body, "[]");
  stored = {{"Work", {{"zebra", "z"}, {"alpha", ""}}}, {"Personal", {}}};
  EXPECT_EQ(served().get("/api/v1/settings/categories").body,
            R"([{"name":"Work","sub_projects":{"zebra":"z","alpha":""}},{"name":"Personal","sub_projects":{}}])");
}

// SET-13, SET-17, SET-18
TEST_F(settings_routes_test, the_list_is_replaced_and_answered) {
  const auto answer = put(R"({"categories":[{"name":" Work ","sub_projects":{"b":"x","a":""},"color":1},
                             {"name":"Home","sub_projects":{}},{"name":"Three","sub_projects":{}}],"more":1})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"([{"name":" Work ","sub_projects":{"b":"x","a":""}},)"
                         R"({"name":"Home","sub_projects":{}},{"name":"Three","sub_projects":{}}])");
  ASSERT_EQ(stored.size(), 3u);
  EXPECT_THAT(stored[0].sub_projects, ElementsAre(Pair("b", "x"), Pair("a", "")));
}

// SET-14
TEST_F(settings_routes_test, a_blank_name_is_422_in_one_sentence) {
  fails<put_categories>(errc::invalid_argument, "name the category");
  const auto answer = put(R"({"categories":[{"name":"  ","sub_projects":{}}]})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.body, R"({"detail":"Category name must be non-empty"})");
}

// SET-15, SET-16
TEST_F(settings_routes_test, wrong_types_are_told_with_their_place) {
  EXPECT_THAT(problems_of(put(R"({"categories":[{"sub_projects":[]},{"name":1,"sub_projects":{"a":2}}]})")),
              ElementsAre("missing body.categories.0.name", "dict_type body.categories.0.sub_projects",
                          "string_type body.categories.1.name", "string_type body.categories.1.sub_projects.a"));
  EXPECT_THAT(problems_of(put("{}")), ElementsAre("missing body.categories"));
  EXPECT_THAT(problems_of(put(R"({"categories":{}})")), ElementsAre("list_type body.categories"));
  EXPECT_TRUE(stored.empty());
}

}  // namespace
}  // namespace secondbrain::http
