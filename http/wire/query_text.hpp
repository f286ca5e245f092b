// The query of a URL, taken apart, and percent signs decoded and encoded. Pure functions; never fail.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::http {

/// Names and values in the order they were sent, decoded and repaired to valid UTF-8.
using query_pairs = std::vector<std::pair<std::string, std::string>>;

/// The text with its escapes decoded, whatever bytes they hold; a broken escape stays as it is.
std::string percent_decoded(std::string_view text);

/// The text with every byte escaped that is not plain in a path: letters, digits, "/-._~".
std::string percent_encoded(std::string_view text);

/// `application/x-www-form-urlencoded` (URL standard, §5.1): '+' is a space, a broken escape stays as it is.
query_pairs parse_query(std::string_view query);

}  // namespace secondbrain::http
