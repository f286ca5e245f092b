#include "channels/make_channels.hpp"

#include <string>
#include <utility>

#include "base/ip_address.hpp"
#include "base/program.hpp"
#include "base/text.hpp"
#include "channels/command_channel.hpp"
#include "channels/desktop_channel.hpp"
#include "channels/email_channel.hpp"
#include "channels/ntfy_channel.hpp"
#include "channels/webhook_channel.hpp"
#include "net/private_host.hpp"
#include "net/url.hpp"
#include "ops/config/config_load.hpp"

namespace secondbrain::channels {

namespace {

/// Makes what is configured, and gathers what is wrong.
class maker {
 public:
  maker(const ops::config& values, const clock& time) : values_{values}, time_{time} {}

  ways_out& make() {
    add_ntfy();
    add_webhook();
    add_email();
    add_desktop();
    add_command();
    add_ping();
    return made_;
  }

  const std::vector<setup_problem>& problems() const { return problems_; }

 private:
  void add_ntfy() {
    if (values_.alarm_ntfy.empty()) return needs(values_.alarm_ntfy_token, "ALARM_NTFY_TOKEN", "ALARM_NTFY");
    look_at_encryption("ALARM_NTFY", values_.alarm_ntfy);
    take("ALARM_NTFY", ntfy_channel::create(values_.alarm_ntfy, values_.alarm_ntfy_token));
  }

  void add_webhook() {
    if (values_.alarm_webhook.empty())
      return needs(values_.alarm_webhook_token, "ALARM_WEBHOOK_TOKEN", "ALARM_WEBHOOK");
    look_at_encryption("ALARM_WEBHOOK", values_.alarm_webhook);
    take("ALARM_WEBHOOK", webhook_channel::create(values_.alarm_webhook, values_.alarm_webhook_shape,
                                                  values_.alarm_webhook_token, time_));
  }

  void add_email() {
    if (values_.alarm_email_server.empty()) return add_no_email();
    auto server = checked("ALARM_EMAIL_SERVER", net::parse_smtp_server(values_.alarm_email_server));
    const auto from = sender();
    const auto to = recipients();
    if (values_.alarm_email_user.empty() != values_.alarm_email_password.empty())
      lacking("ALARM_EMAIL_USER and SECONDBRAIN_ALARM_EMAIL_PASSWORD belong together; set both or none");
    if (server) choose_encryption(*server);
    if (!problems_.empty()) return;
    made_.channels.push_back(std::make_unique<email_channel>(
        *server, net::smtp_account{values_.alarm_email_user, values_.alarm_email_password}, *from, to, time_));
  }

  void add_no_email() {
    for (const auto& [value, name] : {std::pair{&values_.alarm_email_user, "ALARM_EMAIL_USER"},
                                      std::pair{&values_.alarm_email_password, "ALARM_EMAIL_PASSWORD"},
                                      std::pair{&values_.alarm_email_from, "ALARM_EMAIL_FROM"}})
      needs(*value, name, "ALARM_EMAIL_SERVER");
    needs(join(values_.alarm_email_to, ","), "ALARM_EMAIL_TO", "ALARM_EMAIL_SERVER");
    if (!values_.alarm_email_from.empty()) static_cast<void>(sender());
    if (!values_.alarm_email_to.empty()) static_cast<void>(recipients());
  }

  result<mail_address> sender() {
    if (!values_.alarm_email_from.empty())
      return checked("ALARM_EMAIL_FROM", parse_mail_address(values_.alarm_email_from));
    auto from = parse_mail_address(values_.alarm_email_user);
    if (from)
      from->name = "SecondBrain";
    else
      lacking("ALARM_EMAIL_FROM must be set: who sends the e-mails, like me@example.com");
    return from;
  }

  std::vector<mail_address> recipients() {
    std::vector<mail_address> to;
    if (values_.alarm_email_to.empty()) lacking("ALARM_EMAIL_TO must be set: who gets the e-mails");
    for (const auto& each : values_.alarm_email_to)
      if (auto parsed = checked("ALARM_EMAIL_TO", parse_mail_address(each))) to.push_back(std::move(*parsed));
    return to;
  }

  /// On this machine there is no line to listen to. A password does not travel unencrypted where strangers are.
  void choose_encryption(net::smtp_server& server) {
    if (server.encryption == net::smtp_encryption::from_the_start) return;
    const bool is_optional = values_.alarm_email_encryption == ops::mail_encryption::if_offered;
    if (is_optional || is_loopback(server.host)) server.encryption = net::smtp_encryption::if_offered;
    if (is_optional && !values_.alarm_email_password.empty() && !net::has_private_name(server.host))
      problem("ALARM_EMAIL_ENCRYPTION must be required for " + server.host +
              ", because the password could be read on the way");
  }

  void add_desktop() {
    if (!values_.alarm_desktop) return;
    const auto program = desktop_program(this_desktop, {}).arguments.front();
    if (!finds_program(program))
      warn("ALARM_DESKTOP is on, and there is no program " + program +
           (this_desktop == desktop::freedesktop ? "; install the package libnotify-bin" : ""));
    made_.channels.push_back(std::make_unique<desktop_channel>());
  }

  void add_command() {
    if (values_.alarm_command.empty()) return;
    const auto words = words_of_command(values_.alarm_command);
    if (!words) return problem("ALARM_COMMAND cannot be read: " + words.error().message);
    if (words->empty() || words->front().empty()) return problem("ALARM_COMMAND names no program");
    if (!finds_program(words->front()))
      warn("ALARM_COMMAND names " + words->front() + ", and there is no such program; give its whole path");
    made_.channels.push_back(std::make_unique<command_channel>(*words, ops::secrets_of(values_)));
  }

  void add_ping() {
    if (values_.ping_url.empty()) return;
    look_at_encryption("PING_URL", values_.ping_url);
    auto ping = checked("PING_URL", dead_man_ping::create(values_.ping_url, values_.ping_url_shape));
    if (ping) made_.ping = std::move(*ping);
  }

  /// Nothing is ever sent unencrypted to a public address. An address says which it is, a name need not.
  void look_at_encryption(const std::string& setting, const std::string& address) {
    const auto target = net::parse_url(address, net::address_kind::whole);
    if (!target || target->kind == net::scheme::https || net::has_private_name(target->host)) return;
    if (is_ip_address(target->host))
      return problem(setting +
                     " is unencrypted and leads to a public address, where nothing is sent that way; use https://");
    warn(setting + " begins with http://, which is not encrypted. Unless " + target->host +
         " turns out to be in your own network, nothing is sent there; use https:// if you can.");
  }

  void warn(const std::string& sentence) { made_.warnings.push_back("SECONDBRAIN_" + sentence); }
  void problem(const std::string& sentence) { add(setup_fault::wrong, sentence); }
  void lacking(const std::string& sentence) { add(setup_fault::incomplete, sentence); }
  void add(setup_fault fault, const std::string& sentence) { problems_.push_back({fault, "SECONDBRAIN_" + sentence}); }

  template <class Value>
  result<Value> checked(const std::string& setting, result<Value> value) {
    if (!value) problem(setting + " " + value.error().message);
    return value;
  }

  template <class Channel>
  void take(const std::string& setting, result<std::unique_ptr<Channel>> made) {
    if (auto good = checked(setting, std::move(made))) made_.channels.push_back(std::move(*good));
  }

  void needs(const std::string& value, const std::string& name, const std::string& other) {
    if (!value.empty()) lacking(name + " is of no use without SECONDBRAIN_" + other + "; set both or none");
  }

  const ops::config& values_;
  const clock& time_;
  ways_out made_;
  std::vector<setup_problem> problems_;
};

}  // namespace

std::vector<setup_problem> problems_with_channels(const ops::config& values) {
  maker making{values, real_clock()};
  making.make();
  return making.problems();
}

result<ways_out> make_channels(const ops::config& values, const clock& time) {
  maker making{values, time};
  auto& made = making.make();
  if (making.problems().empty()) return std::move(made);
  std::vector<std::string> sentences;
  for (const auto& one : making.problems()) sentences.push_back(one.sentence);
  return fail(errc::invalid_argument, "the channels for alarms are not set up correctly:\n" + join(sentences, "\n"));
}

}  // namespace secondbrain::channels
