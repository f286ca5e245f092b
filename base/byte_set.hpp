// Some bytes, and where the first of them stands in a text: a look into a table for each byte, where
// `std::string_view::find_first_of` calls a function for each.
//
// Pure; any thread; cannot fail.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace secondbrain {

class byte_set {
 public:
  constexpr explicit byte_set(std::string_view bytes) {
    for (const char each : bytes) add(each);
  }

  constexpr bool contains(char byte) const { return has_[static_cast<unsigned char>(byte)]; }
  constexpr void add(char byte) { has_[static_cast<unsigned char>(byte)] = true; }

  /// Where the first of them stands from there on; npos: nowhere.
  constexpr std::size_t first_in(std::string_view text, std::size_t from = 0) const {
    for (auto at = from; at < text.size(); ++at)
      if (contains(text[at])) return at;
    return std::string_view::npos;
  }

  /// Where the first byte stands that is none of them.
  constexpr std::size_t first_other_in(std::string_view text, std::size_t from = 0) const {
    for (auto at = from; at < text.size(); ++at)
      if (!contains(text[at])) return at;
    return std::string_view::npos;
  }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace secondbrain
