#include "http/server/request_id.hpp"

#include <algorithm>
#include <cstdint>
#include <random>

namespace secondbrain::http {

namespace {

constexpr std::size_t longest = 64;

bool harmless(std::string_view id) noexcept {
  return !id.empty() && id.size() <= longest && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

}  // namespace

std::string request_id(std::string_view offered) {
  if (harmless(offered)) return std::string{offered};
  static thread_local std::mt19937_64 numbers{std::random_device{}()};
  std::string id(16, '0');
  auto number = numbers();
  for (auto& digit : id) {
    digit = "0123456789abcdef"[number & 0xFu];
    number >>= 4;
  }
  return id;
}

}  // namespace secondbrain::http
