// Bytes to and from a provider, plain or encrypted.
//
// Belongs to the thread that makes the call; every function ends within the patience of that call and fails with
// errc::timeout, errc::cancelled, or errc::unavailable when the connection breaks.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/llm/patience.hpp"
#include "brain/llm/url.hpp"

namespace secondbrain::llm {

class byte_stream {
 public:
  virtual ~byte_stream() = default;

  /// At least one byte; 0: the other side has closed.
  virtual result<std::size_t> read(char* out, std::size_t size) = 0;

  /// All of them.
  virtual status write(std::string_view bytes) = 0;
};

/// Connects, with TLS for https; `waiting` must outlive the stream. errc::not_found: the host is there, and nobody
/// listens; errc::invalid_argument: unencrypted to a public address, or a certificate that cannot be trusted.
/// `for_log`, unless null, is told what the protocol said of a failure.
result<std::unique_ptr<byte_stream>> connect_to(const url& where, const patience& waiting,
                                                std::string* for_log = nullptr);

}  // namespace secondbrain::llm
