// The text of a note for an edit, whatever the note is saved as: it is edited as UTF-8 and put back in its own
// encoding.
//
// What an encoding of before UTF-8 makes of letters is a guess. So no letters beyond ASCII are written in one but those
// that the note has: what was there stays as it is, byte for byte, and what comes is plain ASCII, which is the same in
// all of them, or says again what stands there. Pure; owned by one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "text/charset_guess.hpp"

namespace secondbrain::vault {

class editable_text {
 public:
  /// `bytes` must outlive it.
  explicit editable_text(std::string_view bytes);

  /// As it is read, with its own line ends. Of UTF-8 and what is damaged UTF-8 the bytes themselves.
  std::string_view text() const noexcept { return decoded_ ? decoded_->text : bytes_; }

  /// The note that says what the edited text says. errc::conflict, with a sentence that names the file at this path:
  /// the edit needs other letters beyond ASCII than those that are there, or nothing at all is written into such a note
  /// (note_encoding.hpp).
  result<std::string> bytes_of(std::string_view path, std::string_view edited) const;

 private:
  std::string_view bytes_;
  std::optional<text::decoded_text> decoded_;
};

}  // namespace secondbrain::vault
