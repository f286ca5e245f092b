// Where a request's body ends (RFC 9112 §6). Whatever two readers could understand differently is refused, because
// that is how requests are smuggled past a proxy.
#pragma once

#include <cstdint>
#include <optional>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

enum class body_kind : std::uint8_t { none, of_length, chunked };

struct framing {
  body_kind kind = body_kind::none;
  std::uint64_t length = 0;  // bytes, when it was announced
  std::optional<http_response> problem{};

  bool has_body() const noexcept { return kind != body_kind::none; }
};

framing read_framing(const http_request& head);

/// True when the client will not send another request on this connection, or cannot.
bool wants_close(const http_request& head);

}  // namespace secondbrain::http
