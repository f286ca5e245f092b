// Entity tags (RFC 9110 §8.8.3): how a client says which text it has already.
//
// Pure; any thread.
#pragma once

#include <string_view>

namespace secondbrain::http {

/// Whether an If-None-Match names this tag, or any (`*`). Weakly compared, as proxies that compress make tags weak.
/// `tag` is quoted and holds no comma.
bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace secondbrain::http
