#include "channels/mail_message.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/shown_time.hpp"
#include "base/utf8.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_plain_header = 60;

bool is_plain(std::string_view text) {
  return text.size() <= longest_plain_header && text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](unsigned char letter) { return letter >= ' ' && letter < 0x7f; });
}

std::string encoded_words(std::string_view line) {
  constexpr std::size_t most_of_a_word = 39;  // bytes; 64 characters once encoded, behind the name of the header
  std::string encoded;
  while (!line.empty()) {
    auto end = std::min(line.size(), most_of_a_word);
    while (end > 0 && end < line.size() && is_continuation(line[end])) --end;
    encoded += (encoded.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(line.substr(0, end)) + "?=");
    line.remove_prefix(end);
  }
  return encoded;
}

/// A name may hold what means something there: that is quoted, or encoded.
std::string header_of(const mail_address& address) {
  if (address.name.empty()) return address.mailbox;
  const auto& name = address.name;
  const auto mailbox = " <" + address.mailbox + ">";
  if (!is_plain(name) || name.find_first_of("\"\\") != std::string::npos) return encoded_words(name) + mailbox;
  if (name.find_first_of("()<>[]:;@,.") != std::string::npos) return "\"" + name + "\"" + mailbox;
  return name + mailbox;
}

std::string header_of(const std::vector<mail_address>& addresses) {
  std::string text;
  for (const auto& each : addresses) {
    if (!text.empty()) text += ",\r\n ";
    text += header_of(each);
  }
  return text;
}

/// An id that may stand in a Message-ID.
std::string safe_id(std::string_view id) {
  const bool is_safe = !id.empty() && std::all_of(id.begin(), id.end(), [](unsigned char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_';
  });
  return is_safe ? std::string{id} : sha1_hex(id);
}

std::string body_of(const notice& one) {
  auto text = one.text.empty() ? one.title : one.text;
  if (!one.link.empty()) text += "\n\n" + one.link;
  text += "\n\n-- \nSecondBrain";
  if (!one.rule.empty()) text += ", rule " + one.rule;
  if (!one.at.empty()) text += ", " + shown_time(one.at);
  return text + "\n";
}

}  // namespace

std::string mail_date(wall_time at) {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr int first_year = 1900;
  const auto seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + first_year, parts.tm_hour, parts.tm_min,
                parts.tm_sec);
  return text.data();
}

std::string header_text(std::string_view text) {
  const auto line = one_line(text);
  return is_plain(line) ? line : encoded_words(line);
}

std::string quoted_printable(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::size_t longest_line = 75;  // and the mark that it goes on
  std::string encoded;
  std::size_t width = 0;
  const auto add = [&](std::string_view piece) {
    if (width + piece.size() > longest_line) {
      encoded += "=\r\n";
      width = 0;
    }
    encoded += piece;
    width += piece.size();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto letter = static_cast<unsigned char>(text[at]);
    const bool ends_line = at + 1 == text.size() || text[at + 1] == '\n';
    if (letter == '\n') {
      encoded += line_end;
      width = 0;
    } else if ((letter > ' ' && letter < 0x7f && letter != '=') || (letter == ' ' && !ends_line)) {
      add(text.substr(at, 1));
    } else {
      add(std::string{'='} + digits[letter >> 4] + digits[letter & 0xF]);
    }
  }
  return encoded;
}

std::string mail_message(const notice& one, const mail_address& from, const std::vector<mail_address>& to,
                         wall_time now) {
  std::string message;
  const auto add = [&](std::string_view name, std::string_view value) {
    message.append(name).append(": ").append(value).append(line_end);
  };
  add("From", header_of(from));
  add("To", header_of(to));
  add("Subject", header_text(headline_of(one)));
  add("Date", mail_date(now));
  add("Message-ID", "<" + safe_id(one.id) + ".secondbrain@" + from.domain() + ">");
  add("Auto-Submitted", "auto-generated");  // no holiday message answers it
  if (one.kind == notice_kind::alarm && one.severity == alarm_severity::critical) {
    add("Importance", "high");
    add("X-Priority", "1");
  }
  add("MIME-Version", "1.0");
  add("Content-Type", "text/plain; charset=utf-8");
  add("Content-Transfer-Encoding", "quoted-printable");
  return message + std::string{line_end} + quoted_printable(repaired_utf8(body_of(one)));
}

}  // namespace secondbrain::channels
