// What our settings say of a vault, laid over what was found in it.
//
// Pure; any thread. Nothing fails: what makes no sense was refused at the start (`troubles_with`), and is passed over.
#pragma once

#include <span>
#include <string>

#include "brain/vault/conventions/find_conventions.hpp"

namespace secondbrain::vault {

/// Part by part: a folder alone leaves the format that was found, or that the names in that folder show.
void lay_settings_over(const convention_settings& ours, std::span<const std::string> notes, day today,
                       vault_conventions& found);

}  // namespace secondbrain::vault
