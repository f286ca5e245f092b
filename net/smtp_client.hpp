// Hands a message to a mail server by SMTP.
//
// libcurl speaks it: names, TLS and STARTTLS, signing in, dots at the start of lines. What is ours: one deadline for
// all of it and a cancellation that is noticed at once, nothing unencrypted where encryption is required, and no server
// that talks without end. One connection for each message. Blocks; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "net/call_limits.hpp"

namespace secondbrain::net {

enum class smtp_encryption : std::uint8_t {
  from_the_start,  // smtps
  required,        // by STARTTLS
  if_offered,
};

struct smtp_server {
  std::string host;  // an IPv6 address without its brackets
  int port = 0;
  smtp_encryption encryption = smtp_encryption::required;

  /// Host and port.
  std::string text() const;
};

/// `smtp://host`, `smtps://host:port`; 587 and 465 where no port is named. errc::invalid_argument.
result<smtp_server> parse_smtp_server(std::string_view text);

struct smtp_letter {
  std::string from;             // addresses alone: `me@example.com`
  std::vector<std::string> to;  // at least one
  std::string message;          // head and body, lines ended by \r\n
};

struct smtp_account {
  std::string user;  // empty: nobody signs in
  std::string password;
};

/// What became of a letter.
struct letter_end {
  status ended{};                 // nothing, once the server has taken it
  bool may_have_arrived = false;  // all of it was sent, and no answer came
};

/// errc::timeout and cancelled as the limits say; unavailable: another attempt
/// can help; invalid_argument: it cannot (the server refuses the account, the sender, a recipient or the message, or
/// does not encrypt). No sentence contains what the server says.
letter_end send_letter(const smtp_server& server, const smtp_account& account, const smtp_letter& letter,
                       const call_limits& limits);

}  // namespace secondbrain::net
