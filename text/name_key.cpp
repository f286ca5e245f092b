#include "text/name_key.hpp"

#include "base/text.hpp"
#include "text/folding.hpp"

namespace secondbrain::text {

std::string linked_path(std::string_view path) {
  constexpr std::string_view suffix = ".md";
  auto folded = case_folded(trimmed(path));
  if (folded.ends_with(suffix)) folded.resize(folded.size() - suffix.size());
  return folded;
}

std::string name_key(std::string_view path) {
  return linked_path(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

}  // namespace secondbrain::text
