#include "cli/display/terminal.hpp"

#include "base/utf8.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace secondbrain::cli {

namespace {

constexpr std::string_view escape_code(tone tone) {
  switch (tone) {
    case tone::strong: return "\x1b[1m";
    case tone::muted: return "\x1b[2m";
    case tone::accent: return "\x1b[36m";
    case tone::good: return "\x1b[32m";
    case tone::caution: return "\x1b[33m";
    case tone::bad: return "\x1b[31m";
  }
  return "";
}

std::string_view environment(const char* name) {
  const auto* value = std::getenv(name);
  return value ? value : "";
}

}  // namespace

terminal terminal::of(int file_descriptor) {
  if (!isatty(file_descriptor)) return {};
  winsize size{};
  auto known = ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  auto colour = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return {true, colour, known ? size.ws_col : std::size_t{80}};
}

std::string terminal::paint(tone tone, std::string_view text) const {
  auto shown = printable(text);
  if (!colour_) return shown;
  return std::string{escape_code(tone)} + shown + "\x1b[0m";
}

hidden_typing::hidden_typing(int file_descriptor) : terminal_{file_descriptor} {
  termios now{};
  if (::tcgetattr(terminal_, &now) != 0) return;
  before_ = now;
  now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(terminal_, TCSAFLUSH, &now);
}

hidden_typing::~hidden_typing() {
  if (before_) ::tcsetattr(terminal_, TCSAFLUSH, &*before_);
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (auto byte : text) {
    auto value = static_cast<unsigned char>(byte);
    auto c1_control = value >= 0x80 && value < 0xA0 && !shown.empty() && shown.back() == '\xC2';
    if (c1_control) shown.pop_back();
    shown += value < 0x20 || value == 0x7F || c1_control ? ' ' : byte;
  }
  return shown;
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

std::string shortened_to_end(std::string_view text, std::size_t columns) {
  auto length = length_of(text);
  if (length <= columns) return std::string{text};
  if (columns == 0) return {};
  auto excess = length - columns + 1;  // one column for the ellipsis
  auto position = std::size_t{0};
  while (excess > 0) {
    ++position;
    while (position < text.size() && is_continuation(text[position])) ++position;
    --excess;
  }
  return "…" + std::string{text.substr(position)};
}

}  // namespace secondbrain::cli
