// Alerts as Debian's prometheus-alertmanager sees them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <optional>
#include <thread>

#include "base/program.hpp"
#include "channels/make_channels.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/channels/notices.hpp"
#include "tests/channels/server_program.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/own_port.hpp"

namespace secondbrain::channels {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using net::generous_limits;

class webhook_channel_alertmanager_test : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto program = find_program();
    if (program.empty()) GTEST_SKIP() << "there is no Alertmanager; install prometheus-alertmanager";
    write_text(folder_ / "settings.yml", "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
    server_.emplace(std::vector<std::string>{program, "--config.file=" + (folder_ / "settings.yml").string(),
                                             "--storage.path=" + (folder_ / "data").string(),
                                             "--web.listen-address=" + address_.substr(7),
                                             "--cluster.listen-address="});
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (get("/-/ready").code != 200 && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(20ms);
  }

  static std::string find_program() {
    for (const auto* name : {"prometheus-alertmanager", "alertmanager"})
      if (run_program({{name, "--version"}}, std::chrono::steady_clock::now() + 60s)) return name;
    return {};
  }

  net::http_answer get(const std::string& path) {
    answer_.clear();
    net::http_call call{*net::parse_url(address_ + path, net::address_kind::whole), {}, {}};
    call.method = net::http_method::get;
    const auto limits = generous_limits();
    return network_.send(call, net::call_deadline{limits}, [this](std::string_view bytes) {
      answer_ += bytes;
      return true;
    });
  }

  json::array alerts() {
    EXPECT_EQ(get("/api/v2/alerts").code, 200);
    return json::parse(answer_).as_array();
  }

  void send(const notice& one) {
    ops::config values;
    values.alarm_webhook = address_;
    values.alarm_webhook_shape = ops::webhook_shape::alertmanager;
    const auto made = make_channels(values);
    ASSERT_TRUE(made) << made.error().message;
    const auto got = made->channels.at(0)->send(one, generous_limits());
    ASSERT_TRUE(got.ended) << got.ended.error().message;
  }

  temporary_directory folder_;
  std::string address_ = "http://127.0.0.1:" + std::to_string(net::own_port());
  std::string answer_;
  net::http_client network_;
  std::optional<server_program> server_;
};

TEST_F(webhook_channel_alertmanager_test, an_alarm_is_an_alert_until_its_recovery) {
  send(vault_alarm());
  const auto raised = alerts();
  ASSERT_EQ(raised.size(), 1U);
  const auto& alert = raised[0];
  EXPECT_EQ(alert.at("labels").at("alertname"), "vault_missing");
  EXPECT_EQ(alert.at("labels").at("severity"), "critical");
  EXPECT_EQ(alert.at("annotations").at("summary"), "The vault is missing");
  EXPECT_NE(alert.at("status").at("state"), "suppressed");

  send(vault_alarm());  // nobody knew whether it had arrived
  EXPECT_EQ(alerts().size(), 1U);

  send(vault_recovery());
  EXPECT_TRUE(alerts().empty());

  auto again = vault_alarm();
  again.id = "a-3";
  again.at.clear();
  send(again);
  EXPECT_EQ(alerts().size(), 1U) << "the next time it is one again";
}

TEST_F(webhook_channel_alertmanager_test, every_kind_of_notice_is_taken) {
  auto one = vault_alarm();
  for (const auto& kind : value_names<notice_kind>) {
    one.kind = kind.value;
    one.rule = one.kind == notice_kind::test ? "" : "r_" + std::string{kind.name};
    one.link.clear();
    send(one);
  }
  EXPECT_EQ(alerts().size(), 3U) << "all but the recovery";
}

}  // namespace
}  // namespace secondbrain::channels
