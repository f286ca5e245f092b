// Notices by e-mail, through a mail server of the owner's choice.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "channels/channel.hpp"
#include "channels/mail_address.hpp"
#include "net/smtp_client.hpp"

namespace secondbrain::channels {

class email_channel final : public channel {
 public:
  /// The clock outlives this.
  email_channel(net::smtp_server server, net::smtp_account account, mail_address from, std::vector<mail_address> to,
                const clock& time);

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  const std::string name_ = "email";
  net::smtp_server server_;
  net::smtp_account account_;
  mail_address from_;
  std::vector<mail_address> to_;
  const clock& time_;
};

}  // namespace secondbrain::channels
