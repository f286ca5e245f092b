// Notices to a topic of an ntfy server: a push message on the owner's devices.
//
// Published as JSON to the server's root, so that titles may have any letters. A repeat has the same sequence id: from
// ntfy 2.16 on it takes the place of the first.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/http_delivery.hpp"

namespace secondbrain::channels {

class ntfy_channel final : public channel {
 public:
  /// `https://ntfy.sh/topic`; the token may be empty. errc::invalid_argument, without the address in the sentence.
  static result<std::unique_ptr<ntfy_channel>> create(std::string_view address, std::string token);

  const std::string& name() const override { return name_; }
  delivery send(const notice& one, const net::call_limits& limits) override;

 private:
  ntfy_channel(net::url server, std::string topic, std::string token);

  const std::string name_ = "ntfy";
  net::url server_;
  std::string topic_;
  std::string token_;
  web_receiver receiver_;
  net::http_client network_;
};

}  // namespace secondbrain::channels
