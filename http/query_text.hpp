// The query of a URL, taken apart. Ours, because the library's parser cuts values at a second '=' and forgets repeats.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::http {

/// Names and values in the order they were sent, decoded and repaired to valid UTF-8.
using query_pairs = std::vector<std::pair<std::string, std::string>>;

/// `application/x-www-form-urlencoded` (URL standard, §5.1): '+' is a space, a broken escape stays as it is.
query_pairs parse_query(std::string_view query);

}  // namespace secondbrain::http
