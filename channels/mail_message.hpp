// A notice as an e-mail: head and body as RFC 5322 and MIME want them, in ASCII.
//
// The Message-ID is made of the notice's id, so that mail programs know a repeat for what it is. Pure; any thread;
// cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "channels/mail_address.hpp"
#include "messages/notice.hpp"

namespace secondbrain::channels {

std::string mail_message(const notice& one, const mail_address& from, const std::vector<mail_address>& to,
                         wall_time now);

/// As a header has it: letters beyond ASCII as encoded words (RFC 2047), long texts on several lines.
std::string header_text(std::string_view text);

/// As a body has it (RFC 2045 §6.7), in lines of 76 characters.
std::string quoted_printable(std::string_view text);

/// "Sun, 29 Nov 2026 11:34:03 +0000"
std::string mail_date(wall_time at);

}  // namespace secondbrain::channels
