// Long texts for tests.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::vault {

inline std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace secondbrain::vault
