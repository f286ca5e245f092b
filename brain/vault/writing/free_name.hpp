// Names of files that fit and that nobody has yet.
//
// A file system takes 255 bytes; people and language models write more. Thread-safe; does not fail by itself.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::vault {

/// `stem` + `suffix` in at most 255 bytes, the stem cut behind a code point where both together are too long.
std::string fitting_name(std::string_view stem, std::string_view suffix);

struct name_parts {
  std::string_view stem;
  std::string_view suffix;  // `.md`; empty for a name without a dot, or with no other than its first character
};

name_parts split_name(std::string_view name) noexcept;

struct wanted_name {
  std::string_view stem;       // cut when the name does not fit
  std::string_view addition;   // kept whole
  std::string_view suffix;     // `.md`
  std::string_view separator;  // before the number
};

/// Takes the first that is free of `<stem><addition><suffix>` and `<stem><addition><separator><n><suffix>` with n from
/// 1, and answers it. `take` says errc::conflict when a name is taken; any other error of it ends the search.
result<std::string> take_free_name(const wanted_name& wanted, const std::function<status(const std::string&)>& take);

}  // namespace secondbrain::vault
