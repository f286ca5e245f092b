// What is said wherever a vault is needed and none was chosen, and the command that chooses one.
#pragma once

#include <string>

#include "base/error.hpp"

namespace secondbrain {

/// Fits a headline; names no setting.
inline constexpr const char* no_vault_yet = "No vault yet: choose the folder of your notes.";

/// errc::vault_missing.
inline failed no_vault() {
  return fail(errc::vault_missing, std::string{no_vault_yet} +
                                       " `secondbrain config set SECONDBRAIN_VAULT_PATH /the/folder` does that; then "
                                       "start the service again.");
}

}  // namespace secondbrain
