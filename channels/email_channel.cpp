#include "channels/email_channel.hpp"

#include <utility>

#include "channels/mail_message.hpp"

namespace secondbrain::channels {

namespace {

error explain(const error& cause) {
  switch (cause.code) {
    case errc::cancelled: return {errc::cancelled, "the e-mail was cut short"};
    case errc::timeout:
      return {errc::timeout,
              "the mail server did not take the e-mail in time; if it goes on, check the network and "
              "SECONDBRAIN_ALARM_EMAIL_SERVER"};
    default:
      return {cause.code, "no e-mail could be sent: " + cause.message +
                              "; check the settings that begin with SECONDBRAIN_ALARM_EMAIL"};
  }
}

}  // namespace

email_channel::email_channel(net::smtp_server server, net::smtp_account account, mail_address from,
                             std::vector<mail_address> to, const clock& time)
    : server_{std::move(server)},
      account_{std::move(account)},
      from_{std::move(from)},
      to_{std::move(to)},
      time_{time} {}

delivery email_channel::send(const notice& one, const net::call_limits& limits) {
  net::smtp_letter letter{from_.mailbox, {}, mail_message(one, from_, to_, time_.now())};
  for (const auto& each : to_) letter.to.push_back(each.mailbox);
  const auto sent = net::send_letter(server_, account_, letter, limits);
  if (sent.ended) return {};
  return {fail(explain(sent.ended.error())), {}, sent.may_have_arrived};
}

}  // namespace secondbrain::channels
