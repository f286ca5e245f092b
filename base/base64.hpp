// Bytes as letters (RFC 4648 §4). Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain {

std::string base64(std::string_view bytes);

}  // namespace secondbrain
