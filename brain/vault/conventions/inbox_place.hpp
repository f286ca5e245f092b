// Where new texts wait in a vault: what is captured goes there, and is filed from there.
//
// Thread-safe; cannot fail.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "brain/vault/conventions/vault_conventions.hpp"

namespace secondbrain::vault {

/// Where no other inbox is found.
inline constexpr std::string_view usual_inbox = "Inbox";

/// The folder of the inbox, relative to the vault. It may be another one the next time: conventions change.
using inbox_question = std::function<std::string()>;

inline inbox_question in_usual_inbox() {
  return [] { return std::string{usual_inbox}; };
}

/// Never the vault itself.
inline std::string inbox_of(const vault_conventions& conventions) {
  return conventions.inbox && !conventions.inbox->value.empty() ? conventions.inbox->value : std::string{usual_inbox};
}

/// What was filed, and what could not be; below the inbox.
inline std::string filed_below(std::string_view inbox) {
  return std::string{inbox} + "/_processed";
}
inline std::string failed_below(std::string_view inbox) {
  return std::string{inbox} + "/_failed";
}

/// Whether a folder is called inbox, whatever signs and numbers stand before it: `02. Inbox`, `+Inbox`.
bool is_called_inbox(std::string_view folder) noexcept;

}  // namespace secondbrain::vault
