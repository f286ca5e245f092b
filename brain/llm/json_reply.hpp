// The JSON in what a language model says: alone, in a code fence, after its thinking, or among sentences (contract:
// retrieval §7).
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::llm {

/// errc::corrupt when it is no JSON.
result<boost::json::value> parse_json_reply(std::string_view text);

}  // namespace secondbrain::llm
