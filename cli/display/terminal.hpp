// How text looks where it is printed: colour and width of a terminal, plain everywhere else.
//
// Colour is used only on a terminal, without NO_COLOR (https://no-color.org) and with a TERM other than "dumb".
// A value type; thread-safe to read. Never fails: an unknown terminal is a plain one. Width in columns.
#pragma once

#include <termios.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::cli {

enum class tone : std::uint8_t { strong, muted, accent, good, caution, bad };

class terminal {
 public:
  /// Plain text, 80 columns: files, pipes and tests.
  terminal() = default;
  terminal(bool interactive, bool colour, std::size_t width)
      : interactive_{interactive}, colour_{colour}, width_{width} {}

  /// What an open file descriptor is.
  static terminal of(int file_descriptor);

  bool interactive() const noexcept { return interactive_; }
  std::size_t width() const noexcept { return width_; }

  /// `text` in a tone, with its control characters made harmless.
  std::string paint(tone tone, std::string_view text) const;

 private:
  bool interactive_ = false;
  bool colour_ = false;
  std::size_t width_ = 80;
};

/// While it lives, what a person types into this terminal is not shown. Nothing happens where it is none.
class hidden_typing {
 public:
  explicit hidden_typing(int file_descriptor);
  hidden_typing(const hidden_typing&) = delete;
  hidden_typing& operator=(const hidden_typing&) = delete;
  ~hidden_typing();

 private:
  int terminal_;
  std::optional<termios> before_;
};

/// Text from notes and servers as it may be shown: control characters, which could steer a terminal, become spaces.
std::string printable(std::string_view text);

/// Code points in UTF-8 text: close enough to columns for aligning and shortening.
std::size_t length_of(std::string_view text);

/// The end of `text` in at most `columns` code points, with "…" in front when something was left out.
std::string shortened_to_end(std::string_view text, std::size_t columns);

}  // namespace secondbrain::cli
