// EDN, the notation of Clojure's data, as far as configuration files need it.
//
// Values; thread-safe; nothing is thrown. Nesting and size are bounded, so that no file can harm.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::vault::dialects {

enum class edn_kind : std::uint8_t { nil, boolean, number, string, keyword, symbol, character, list, vector, map, set };

struct edn_value {
  edn_kind kind = edn_kind::nil;
  std::string text;              // of a scalar: a string's content, a keyword with its colon, a number as it is written
  std::vector<edn_value> items;  // of a collection; of a map keys and values in turn

  /// The value under a keyword (`:journals-directory`); null where there is none, or this is no map.
  const edn_value* find(std::string_view keyword) const noexcept;
};

inline constexpr std::size_t largest_edn = 1UL << 20;  // bytes

/// The first value of the text; what follows it is passed over, as Clojure does. errc::invalid_argument, with a
/// sentence that names the line.
result<edn_value> parse_edn(std::string_view text);

}  // namespace secondbrain::vault::dialects
