#include "channels/mail_address.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

bool is_mailbox(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.find('@') != at) return false;
  return std::all_of(text.begin(), text.end(), [](unsigned char letter) {
    constexpr std::string_view special = "()<>[]:;,\\\"";
    return letter > ' ' && letter < 0x7f && special.find(static_cast<char>(letter)) == std::string_view::npos;
  });
}

}  // namespace

result<mail_address> parse_mail_address(std::string_view text) {
  auto rest = trimmed(text);
  mail_address parsed;
  if (const auto open = rest.rfind('<'); open != std::string_view::npos && rest.ends_with('>')) {
    auto name = trimmed(rest.substr(0, open));
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) name = name.substr(1, name.size() - 2);
    parsed.name = one_line(name);
    rest = rest.substr(open + 1, rest.size() - open - 2);
  }
  if (!is_mailbox(rest)) return fail(errc::invalid_argument, "must look like me@example.com");
  parsed.mailbox = rest;
  return parsed;
}

}  // namespace secondbrain::channels
