// Gives a person's text that lies under a hidden name a name that a person sees.
//
// Never over another file. Thread-safe. Blocks on the file system.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/writing/vault_folder.hpp"

namespace secondbrain::vault {

/// `<note> (recovered YYYY-MM-DD HHMMSS).md` in the same folder, local time. Answers its path.
result<std::string> give_back(const vault_folder& folder, const std::string& hidden_name, std::string_view note_name);

}  // namespace secondbrain::vault
