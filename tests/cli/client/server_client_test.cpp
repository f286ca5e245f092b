#include "cli/client/server_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/display/json_fields.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class server_client_of : public testing::Test {
 protected:
  server_client client() const {
    ops::config config;
    config.port = server_.port();
    config.token = "letmein";
    return server_client{config};
  }
  error problem_of(const result<boost::json::object>& answer) {
    return answer ? error{errc::none, ""} : answer.error();
  }

  fake_server server_;
};

TEST_F(server_client_of, sends_parameters_and_the_token) {
  server_.set("/api/v1/search", R"({"total":1})");
  auto answer = client().get("/api/v1/search", {{"q", "Café & \"tea\""}, {"limit", "3"}});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(integer_at(*answer, "total"), 1);
  auto seen = server_.seen();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].parameters.find("q")->second, "Café & \"tea\"");
  EXPECT_EQ(seen[0].parameters.find("limit")->second, "3");
  EXPECT_EQ(seen[0].authorization, "Bearer letmein");
}

TEST_F(server_client_of, passes_on_what_the_server_says_is_wrong) {
  struct one {
    int status;
    const char* body;
    errc code;
    const char* message;
  };
  for (const auto& c : {one{400, R"({"detail":"SECONDBRAIN_VAULT_PATH is unset"})", errc::invalid_argument,
                            "SECONDBRAIN_VAULT_PATH is unset"},
                        one{422, R"({"detail":[{"msg":"Field required"},{"msg":"Too long"}]})", errc::invalid_argument,
                            "Field required; Too long"},
                        one{404, R"({"detail":"Not Found"})", errc::not_found, "Not Found"},
                        one{409, R"({"detail":"busy elsewhere"})", errc::conflict, "busy elsewhere"},
                        one{500, "Internal Server Error", errc::internal, "500"},
                        one{503, R"({"detail":"the queue is full"})", errc::unavailable, "the queue is full"},
                        one{507, R"({"detail":"the disk is full"})", errc::disk_full, "the disk is full"},
                        one{401, R"({"detail":"no"})", errc::invalid_argument, "SECONDBRAIN_TOKEN"},
                        one{200, "<html>", errc::internal, "not SecondBrain"}}) {
    server_.set("/x", c.body, c.status);
    auto problem = problem_of(client().get("/x"));
    EXPECT_EQ(problem.code, c.code) << c.status;
    EXPECT_THAT(problem.message, HasSubstr(c.message)) << c.status;
  }
}

TEST(server_client, says_how_to_start_a_server_that_does_not_run) {
  ops::config config;
  config.port = 1;
  auto answer = server_client{config}.get("/api/v1/health");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::unavailable);
  EXPECT_EQ(answer.error().message,
            "the server is not running at http://127.0.0.1:1; start it with `secondbrain serve`");
}

TEST(server_client, calls_a_server_that_listens_everywhere_on_the_loopback_address) {
  ops::config config;
  config.host = "0.0.0.0";
  EXPECT_EQ(server_client{config}.url(), "http://127.0.0.1:8000");
  config.host = "::";
  EXPECT_EQ(server_client{config}.url(), "http://[::1]:8000");
}

/// Listens, and then does nothing, or hangs up, without ever answering.
class silent_server {
 public:
  silent_server() : socket_{socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    listen(socket_, 4);
    socklen_t size = sizeof address;
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~silent_server() { close(socket_); }
  int port() const { return port_; }
  void hang_up_on_the_next_caller() const { close(accept(socket_, nullptr, nullptr)); }

 private:
  int socket_;
  int port_ = 0;
};

TEST(server_client, tells_a_server_that_is_still_working_from_one_that_is_gone) {
  silent_server server;
  ops::config config;
  config.port = server.port();
  auto late = server_client{config}.post("/api/v1/index", 1s);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::timeout);

  silent_server dying;
  config.port = dying.port();
  std::thread death{[&] { dying.hang_up_on_the_next_caller(); }};
  auto broken = server_client{config}.post("/api/v1/index", 60s);
  death.join();
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, errc::io_failure);
}

}  // namespace
}  // namespace secondbrain::cli
