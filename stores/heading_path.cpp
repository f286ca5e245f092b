#include "stores/heading_path.hpp"

namespace secondbrain::stores {

void join_headings(const std::vector<std::string>& headings, std::string& joined) {
  joined.clear();
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (i > 0) joined += '|';
    for (const char c : headings[i]) {
      if (c == '|' || c == '\\') joined += '\\';
      joined += c;
    }
  }
}

std::vector<std::string> split_headings(std::string_view joined) {
  if (joined.empty()) return {};
  std::vector<std::string> headings(1);
  for (std::size_t i = 0; i < joined.size(); ++i) {
    if (joined[i] == '|') {
      headings.emplace_back();
      continue;
    }
    const bool escapes = joined[i] == '\\' && i + 1 < joined.size();
    headings.back() += joined[escapes ? ++i : i];
  }
  return headings;
}

}  // namespace secondbrain::stores
