#include "http/server/vault_precondition.hpp"

#include <gtest/gtest.h>

#include "http/wire/query_text.hpp"
#include "tests/http/in_process_server.hpp"

namespace secondbrain::http {
namespace {

class addressed : public testing::Test {
 protected:
  static server_options at(const std::string& vault) {
    server_options options;
    options.vault = vault;
    options.data = "/data/of the server";
    return options;
  }
  static header expected(std::string_view name, std::string_view path) {
    return {std::string{name}, percent_encoded(path)};
  }

  fake_services fakes;
  in_process_server served{fakes.offered(), at("/notes ü/a")};
};

TEST_F(addressed, who_names_nothing_is_served) {
  EXPECT_NE(served.post("/api/v1/index").status, 412);
  EXPECT_EQ(value_of(served.get("/api/v1/vault"), vault_header), "");
}

TEST_F(addressed, what_changes_something_in_another_vault_is_refused) {
  for (const auto* method : {"POST", "PATCH", "PUT", "DELETE"}) {
    const auto target = std::string_view{method} == "PATCH" ? "/api/v1/tasks/update"
                        : std::string_view{method} == "PUT" ? "/api/v1/settings/categories"
                                                            : "/api/v1/index";
    const auto answer = served.ask(request_for(method, target, {expected(vault_header, "/notes ü/b")}));
    if (answer.status == 405) continue;
    EXPECT_EQ(answer.status, 412) << method;
    EXPECT_EQ(percent_decoded(value_of(answer, vault_header)), "/notes ü/a");
    EXPECT_EQ(percent_decoded(value_of(answer, data_header)), "/data/of the server");
    EXPECT_NE(answer.body.find("Nothing was done"), std::string::npos);
  }
}

TEST_F(addressed, another_data_directory_is_another_server) {
  EXPECT_EQ(
      served.post("/api/v1/index", {expected(vault_header, "/notes ü/a"), expected(data_header, "/data/b")}).status,
      412);
}

TEST_F(addressed, what_reads_is_answered_and_marked) {
  const auto answer = served.get("/api/v1/vault", {expected(vault_header, "/b")});
  EXPECT_NE(answer.status, 412);
  EXPECT_EQ(percent_decoded(value_of(answer, vault_header)), "/notes ü/a");
}

TEST_F(addressed, the_spelling_of_a_path_does_not_matter) {
  for (const auto* path : {"/notes ü/a/", "/notes ü/./a", "/notes ü/x/../a", "/notes ü//a"})
    EXPECT_NE(served.post("/api/v1/index", {expected(vault_header, path)}).status, 412) << path;
}

TEST_F(addressed, a_server_without_a_vault_is_none_of_a_vault) {
  const in_process_server bare{fakes.offered(), at("")};
  EXPECT_EQ(bare.post("/api/v1/index", {expected(vault_header, "/a")}).status, 412);
}

TEST_F(addressed, probes_tell_nobody_what_is_served) {
  EXPECT_EQ(value_of(served.get("/livez", {expected(vault_header, "/b")}), vault_header), "");
}

TEST(percent_encoded, comes_back_as_it_was) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
  EXPECT_EQ(percent_encoded("/a b"), "/a%20b");
}

}  // namespace
}  // namespace secondbrain::http
