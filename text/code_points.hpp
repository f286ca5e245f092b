// A text as its code points, for whoever looks at letters one by one.
//
// Pure; any thread; nothing fails: what is no UTF-8 is U+FFFD. Time: linear.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.hpp"

namespace secondbrain::text {

inline std::u32string code_points_of(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    points += point.value;
    at += point.length;
  }
  return points;
}

}  // namespace secondbrain::text
