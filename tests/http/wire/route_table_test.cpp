#include "http/wire/route_table.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

route at(method verb, std::string path) {
  return {.verb = verb, .path = std::move(path), .summary = {}, .replies = {}, .handler = {}};
}

const route_table& table() {
  static const route_table routes{{at(method::get, "/a/{name}"), at(method::get, "/a/fixed"),
                                   at(method::remove, "/a/{name}"), at(method::post, "/t/{name:path}/restart"),
                                   at(method::get, "/m/{note:path}"), at(method::get, "/")}};
  return routes;
}

std::string found(std::string_view path) {
  const auto place = table().find(path);
  if (!place) return "nothing";
  return place->found->routes.front()->path + " <" + std::string{place->placeholder} + ">";
}

TEST(route_table, finds_what_fits) {
  EXPECT_EQ(found("/"), "/ <>");
  EXPECT_EQ(found("/a/fixed"), "/a/fixed <>");
  EXPECT_EQ(found("/a/x"), "/a/{name} <x>");
  EXPECT_EQ(found("/t/root/stores/lexical/restart"), "/t/{name:path}/restart <root/stores/lexical>");
  EXPECT_EQ(found("/m/10_Notes/A b.md"), "/m/{note:path} <10_Notes/A b.md>");
  EXPECT_EQ(found("/m/"), "/m/{note:path} <>");
}

TEST(route_table, finds_nothing_else) {
  for (const auto* path : {"", "/a", "/a/", "/a/x/y", "/b", "/t/restart", "/T/x/restart", "//"})
    EXPECT_EQ(found(path), "nothing") << path;
}

TEST(route_table, knows_the_methods_of_a_path) {
  const auto place = table().find("/a/x");
  ASSERT_TRUE(place);
  EXPECT_EQ(allowed_methods(*place->found), "GET, HEAD, DELETE");
  EXPECT_EQ(route_for(*place->found, "HEAD"), route_for(*place->found, "GET"));
  EXPECT_NE(route_for(*place->found, "DELETE"), nullptr);
  EXPECT_EQ(route_for(*place->found, "POST"), nullptr);
  EXPECT_EQ(route_for(*place->found, "get"), nullptr);
}

}  // namespace
}  // namespace secondbrain::http
