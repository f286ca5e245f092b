// The body of one request, taken out of the bytes that arrive: of a length that was announced, or in chunks.
//
// Purpose: never keeps more than the body itself and one short line, whatever is sent, and takes nothing for the end of
// a chunk that another reader would not (RFC 9112 §7.1). Knows no sockets. One thread. Failure: a final state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/server/framing.hpp"

namespace secondbrain::http {

enum class body_state : std::uint8_t { incomplete, complete, malformed, too_large };

class body_reader {
 public:
  /// `most` bytes may the body have.
  body_reader(const framing& announced, std::size_t most);

  /// Takes from the front of `bytes` what belongs to the body; what comes after its end stays.
  body_state take(std::string_view& bytes);

  body_state state() const noexcept { return state_; }
  std::string& body() noexcept { return body_; }

 private:
  enum class part : std::uint8_t { size_line, data, data_end, trailers };

  void take_data(std::string_view& bytes);
  void take_line(std::string_view& bytes);
  void read_line();
  void read_size();
  void read_trailer();

  std::size_t most_;
  body_kind kind_;
  part part_;
  std::uint64_t left_ = 0;  // bytes of the chunk, or of the whole body
  std::string line_;        // as far as it has come
  std::size_t trailer_bytes_ = 0;
  std::string body_;
  body_state state_ = body_state::incomplete;
};

}  // namespace secondbrain::http
