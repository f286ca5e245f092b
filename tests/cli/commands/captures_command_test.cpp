#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto page = R"({"waiting":110,"failed":1,"oldest_seconds":7200,"captures":[
  {"path":"Inbox/a.md","text":"\n call Ann\nabout tea","since":"2026-02-05T12:00:00+00:00","state":"waiting","reason":""},
  {"path":"Inbox/_failed/b.md","text":"?","since":"2026-02-05T12:00:00+00:00","state":"failed","reason":"not understood"}
]})";

class captures_command : public command_test {
 protected:
  captures_command() {
    call_server_at(server_.port());
    server_.set("/api/v1/captures", page);
    server_.set("/api/v1/captures/file", R"({"message":"Added to 00_Daily/2026-02-05.md."})");
  }

  boost::json::value order() const { return parse(server_.last("/api/v1/captures/file").body); }

  fake_server server_;
};

TEST_F(captures_command, lists_what_waits) {
  auto shown = run({"captures", "--limit", "2"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "111 captures wait to be filed, the oldest for 2 h\n"
            "  Inbox/a.md  call Ann\n"
            "  Inbox/_failed/b.md  ?\n"
            "    not understood\n"
            "  and 109 more; --limit shows them\n");
  auto answer = parse(run({"captures", "--json"}).out).as_object();
  EXPECT_EQ(answer.at("not_captured"), boost::json::array{});  // of the command line, which no server knows of
  answer.erase("not_captured");
  EXPECT_EQ(boost::json::value(answer), parse(page));
}

TEST_F(captures_command, says_when_nothing_waits) {
  server_.set("/api/v1/captures", R"({"waiting":0,"failed":0,"oldest_seconds":0,"captures":[]})");
  EXPECT_EQ(run({"captures"}).out, "No capture waits to be filed.\n");
}

TEST_F(captures_command, files_one_where_it_is_told) {
  auto shown = run({"captures", "file", "Inbox/a.md", "--tasks", "--category", "Home", "--due", "2026-05-01"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out, "Added to 00_Daily/2026-02-05.md.\n");
  EXPECT_EQ(order().at("to"), "tasks");
  EXPECT_EQ(order().at("due_date"), "2026-05-01");
  EXPECT_EQ(order().at("category"), "Home");
  run({"captures", "file", "Inbox/a.md", "--note", "Tea", "--folder", "drinks"});
  EXPECT_EQ(order().at("to"), "note");
  EXPECT_EQ(order().at("title"), "Tea");
  EXPECT_EQ(order().at("folder"), "drinks");
  run({"captures", "file", "Inbox/a.md", "--append-to", "Tea.md"});
  EXPECT_EQ(order().at("to"), "existing_note");
  EXPECT_EQ(order().at("note_path"), "Tea.md");
}

TEST_F(captures_command, exactly_one_place_is_needed) {
  EXPECT_EQ(run({"captures", "file", "Inbox/a.md"}).exit_code, 2);
  EXPECT_EQ(run({"captures", "file", "Inbox/a.md", "--day", "--tasks"}).exit_code, 2);
  EXPECT_EQ(run({"captures", "file", "Inbox/a.md", "--day", "--due", "2026-05-01"}).exit_code, 2);
}

}  // namespace
}  // namespace secondbrain::cli
