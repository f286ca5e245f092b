#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;

class index_command : public command_test {
 protected:
  index_command() { call_server_at(server_.port()); }

  std::map<std::string, std::string> parameters_of_the_post() {
    for (const auto& request : server_.seen())
      if (request.method == "POST") return {request.parameters.begin(), request.parameters.end()};
    return {{"no", "post"}};
  }

  fake_server server_;
};

TEST_F(index_command, says_what_the_run_came_to) {
  server_.set("/api/v1/index",
              R"({"status":"success","notes_processed":2,"chunks_created":5,"message":"2 notes, 5 passages"})");
  auto done = run({"index"});
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_EQ(done.out, "2 notes, 5 passages\n");
  EXPECT_TRUE(parameters_of_the_post().empty());
}

TEST_F(index_command, asks_for_a_full_run) {
  server_.set("/api/v1/index", R"({"status":"success","message":"all"})");
  EXPECT_EQ(run({"index", "--full"}).exit_code, 0);
  EXPECT_EQ(parameters_of_the_post(), (std::map<std::string, std::string>{{"full_rebuild", "true"}}));
}

TEST_F(index_command, does_not_wait_when_told_so) {
  server_.set("/api/v1/index", R"({"status":"accepted","run_id":7})", 202);
  auto done = run({"index", "--no-wait"});
  EXPECT_EQ(done.out, "Run 7 is under way; follow it with `secondbrain status`.\n");
  EXPECT_EQ(parameters_of_the_post(), (std::map<std::string, std::string>{{"wait", "false"}}));
}

TEST_F(index_command, json_is_the_servers_answer) {
  server_.set("/api/v1/index", R"({"status":"success","notes_processed":2,"chunks_created":5,"message":"m"})");
  EXPECT_EQ(boost::json::parse(run({"index", "--json"}).out).at("chunks_created"), boost::json::value(5));
}

TEST_F(index_command, lists_what_there_is_to_say_of_single_files) {
  server_.set("/api/v1/index/ledger", R"({"entries":[
    {"path":"a.md","state":"indexed","since":"","reason":"The frontmatter is ignored.","chunk_count":1},
    {"path":"caf\\xE9.md","state":"skipped","since":"","reason":"It is a copy.","chunk_count":0}],"total":2})");
  auto done = run({"index", "--list"});
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_EQ(done.out, "a.md (indexed): The frontmatter is ignored.\ncaf\\xE9.md (skipped): It is a copy.\n");
  EXPECT_EQ(boost::json::parse(run({"index", "--list", "--json"}).out).at("entries").as_array().size(), 2U);
  EXPECT_EQ(parameters_of_the_post(), (std::map<std::string, std::string>{{"no", "post"}})) << "nothing is indexed";
  server_.set("/api/v1/index/ledger", R"({"entries":[],"total":0})");
  EXPECT_EQ(run({"index", "--list"}).out, "No file is left out, and nothing is odd in any note.\n");
}

TEST_F(index_command, passes_on_why_it_failed) {
  server_.set("/api/v1/index", R"({"detail":"SECONDBRAIN_VAULT_PATH is unset"})", 400);
  auto done = run({"index"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_EQ(done.err, "secondbrain: SECONDBRAIN_VAULT_PATH is unset\n");
}

}  // namespace
}  // namespace secondbrain::cli
