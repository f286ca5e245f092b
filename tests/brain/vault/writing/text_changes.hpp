// Changes of a whole text, and its lines, for tests of writing.
#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::vault {

inline text_change to(std::string text) {
  return [text = std::move(text)](const std::string*) { return std::optional{text}; };
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream input{text};
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  return lines;
}

}  // namespace secondbrain::vault
