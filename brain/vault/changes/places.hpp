// Places of a vault: files and folders by their relative paths. A folder stands for all that lies below it.
//
// Thread-safe, cannot fail.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace secondbrain::vault {

using place_set = std::set<std::string, std::less<>>;

/// Whether the path is one of the places, or lies below one.
inline bool covers(const place_set& places, std::string_view path) {
  if (places.empty()) return false;
  for (auto end = path.size(); end != path.npos && end > 0; end = path.find_last_of('/', end - 1))
    if (places.contains(path.substr(0, end))) return true;
  return false;
}

}  // namespace secondbrain::vault
