// The files of the admin page, compiled into the binary.
//
// Purpose: give the HTTP server the page's files as bytes, so that one executable is the whole product.
// Owning thread: none; everything here is constant data, safe from any thread.
// Failure: cannot fail; a missing file stops the build instead.
// Units: `bytes.size()` is in bytes; `etag` is the complete header value, quotes included (RFC 9110 §8.8.3).
#pragma once

#include <span>
#include <string_view>

namespace secondbrain::http {

struct asset {
  /// Where it is served, for example "/admin/app.js". The page itself is "/admin/".
  std::string_view path;
  /// The complete Content-Type header, charset included.
  std::string_view content_type;
  std::string_view bytes;
  /// Changes when, and only when, the bytes do.
  std::string_view etag;
};

/// Every file of the page, the page itself first.
std::span<const asset> admin_assets();

}  // namespace secondbrain::http
