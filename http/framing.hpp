// Where a request's body ends (RFC 9112 §6). Whatever two readers could understand differently is refused, because
// that is how requests are smuggled past a proxy.
#pragma once

#include <cstdint>
#include <optional>

#include "http/http_message.hpp"

namespace secondbrain::http {

struct framing {
  bool has_body = false;
  std::uint64_t length = 0;  // bytes, when it was announced
  std::optional<http_response> problem;
};

framing read_framing(const http_request& head);

/// True when the client will not send another request on this connection, or cannot.
bool wants_close(const http_request& head);

}  // namespace secondbrain::http
