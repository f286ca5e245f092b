// What a client would rather have, read from its `Accept` header (RFC 9110 §12.5.1).
#pragma once

#include <string_view>

namespace secondbrain::http {

/// True when the header names `one` and ranks it no lower than `other`.
bool prefers(std::string_view accept, std::string_view one, std::string_view other);

}  // namespace secondbrain::http
