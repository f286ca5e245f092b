// The whole service in this process: real stores, a real vault, a real server.
#include "cli/service/running_service.hpp"

#include <httplib.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <future>

#include "http/server/listening_socket.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/cli/service/service_surroundings.hpp"
#include "tests/net/own_port.hpp"

namespace secondbrain::cli {
namespace {

using namespace std::chrono_literals;
using actors::eventually;

class running_service_test : public service_surroundings {
 protected:
  running_service_test() { spdlog::set_level(spdlog::level::off); }
  ~running_service_test() override {
    if (service_) {
      EXPECT_TRUE(service_->stop(60s));
    }
    spdlog::set_level(spdlog::level::info);
  }

  void start(const ops::variables& more = {}) {
    const auto loaded = configured(more);
    service_.emplace(loaded, data_of(loaded), notifier_,
                     running_service::events{[this](int port) { serving_ = port; }, [](const std::string&) {},
                                             [](const std::string&) {}});
    service_->start();
  }

  httplib::Client client() const {
    httplib::Client made{"127.0.0.1", serving_};
    constexpr int minute = 60;
    made.set_read_timeout(minute);
    return made;
  }

  /// 0: nothing answers.
  int status_of(const std::string& path) const {
    const auto got = client().Get(path);
    return got ? got->status : 0;
  }
  std::string body_of(const std::string& path) const {
    const auto got = client().Get(path);
    return got ? got->body : "";
  }

  void write_note(const std::string& name, const std::string& text) const { std::ofstream{vault() / name} << text; }

  ops::service_notifier notifier_{{}};
  std::atomic<int> serving_{0};
  std::optional<running_service> service_;
};

TEST_F(running_service_test, says_where_it_serves_and_becomes_ready) {
  start();
  ASSERT_TRUE(eventually([&] { return serving_ != 0; }));
  EXPECT_TRUE(eventually([&] { return status_of("/livez") == 200; }));
  EXPECT_TRUE(eventually([&] { return status_of("/readyz") == 200; }));
  EXPECT_TRUE(eventually([&] { return status_of("/startupz") == 200; }));
}

TEST_F(running_service_test, finds_what_is_in_the_vault) {
  write_note("compost.md", "# Compost\n\nTurn the heap.\n");
  start();
  ASSERT_TRUE(eventually([&] { return serving_ != 0; }));
  EXPECT_TRUE(eventually([&] { return body_of("/api/v1/search?q=heap").find("compost.md") != std::string::npos; }));
}

TEST_F(running_service_test, serves_without_a_vault_and_says_so) {
  start({{"SECONDBRAIN_VAULT_PATH", ""}});
  ASSERT_TRUE(eventually([&] { return serving_ != 0; }));
  EXPECT_TRUE(eventually([&] { return status_of("/livez") == 200; }));
  EXPECT_EQ(status_of("/api/v1/tasks"), 503);
}

TEST_F(running_service_test, a_stop_ends_every_part_and_frees_the_port) {
  start({{"SECONDBRAIN_PORT", std::to_string(net::own_port())}});
  ASSERT_TRUE(eventually([&] { return serving_ != 0; }));
  EXPECT_TRUE(service_->stop(60s));
  service_.reset();
  EXPECT_TRUE(http::listening_socket::open("127.0.0.1", serving_));
}

TEST_F(running_service_test, a_port_that_is_taken_is_tried_again_until_it_is_free) {
  auto taken = http::listening_socket::open("127.0.0.1", net::own_port());
  ASSERT_TRUE(taken);
  const auto port = taken->port();
  start({{"SECONDBRAIN_PORT", std::to_string(port)}});
  EXPECT_EQ(serving_, 0);
  { const auto freed = std::move(*taken); }
  ASSERT_TRUE(eventually([&] { return serving_ == port; }));
  EXPECT_TRUE(eventually([&] { return status_of("/livez") == 200; }));
}

TEST_F(running_service_test, parts_can_be_crashed_only_with_chaos_enabled) {
  start();
  ASSERT_TRUE(eventually([&] { return serving_ != 0; }));
  const auto refused = client().Post("/api/v1/admin/actors/root/stores/usage/crash", "", "application/json");
  ASSERT_TRUE(refused);
  EXPECT_NE(refused->status, 202);
}

}  // namespace
}  // namespace secondbrain::cli
