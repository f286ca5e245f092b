// Compression of answers (contract: http_api §1.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "http/wire/http_message.hpp"

namespace secondbrain::http {

/// Below so many bytes the headers cost more than is saved.
inline constexpr std::size_t smallest_to_compress = 500;

bool takes_gzip(const http_request& request) noexcept;

std::string gzipped(std::string_view plain);

/// Compresses the body when the client takes gzip and it pays; event streams, and what is encoded already, are left
/// alone.
void compress(const http_request& request, http_response& answer);

/// Names a request header that the answer depends on.
void add_vary(http_response& answer, std::string_view name);

}  // namespace secondbrain::http
