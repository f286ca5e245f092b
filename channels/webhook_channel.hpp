// Notices to an address on the web, in the shape that is read there: our own JSON, Slack's, Discord's, or alerts for
// Prometheus Alertmanager.
//
// Alertmanager ends an alert that nobody repeats; ours are given an end far off, and the recovery ends them. A test and
// a briefing end by themselves.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "channels/channel.hpp"
#include "channels/http_delivery.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::channels {

class webhook_channel final : public channel {
 public:
  /// The token may be empty. errc::invalid_argument, without the address in the sentence. The clock outlives this.
  static result<std::unique_ptr<webhook_channel>> create(std::string_view address, ops::webhook_shape shape,
                                                         std::string token, const clock& time);

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  webhook_channel(net::url target, ops::webhook_shape shape, std::string token, const clock& time);

  std::string body_for(const notice& one) const;

  const std::string name_ = "webhook";
  net::url target_;
  ops::webhook_shape shape_;
  std::string token_;
  const clock& time_;
  web_receiver receiver_;
  net::http_client network_;
};

}  // namespace secondbrain::channels
