// The address of an e-mail as its owner writes it: `me@example.com`, or `SecondBrain <me@example.com>`.
//
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::channels {

struct mail_address {
  std::string name;     // may be empty
  std::string mailbox;  // me@example.com

  std::string domain() const { return mailbox.substr(mailbox.rfind('@') + 1); }
};

/// errc::invalid_argument unless a mailbox is in it, in ASCII and without quotation marks.
result<mail_address> parse_mail_address(std::string_view text);

}  // namespace secondbrain::channels
