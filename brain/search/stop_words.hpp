// Words too common to tell one note from another.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <string_view>

namespace secondbrain::search {

/// `folded` is a folded word (see words.hpp).
bool is_stop_word(std::string_view folded) noexcept;

}  // namespace secondbrain::search
