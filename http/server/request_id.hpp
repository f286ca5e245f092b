// The id that ties a request to its log lines: the client's own when it is harmless, else a new one.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::http {

std::string request_id(std::string_view offered);

}  // namespace secondbrain::http
