// Conventions in words for people. Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/conventions/vault_conventions.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

std::vector<found_convention> conventions_in_words(const vault_conventions& conventions);

/// What a format of tasks looks like.
std::string task_format_in_words(std::string_view format);

/// "No task was found; I looked for …"
std::string no_task_in_words(const vault_conventions& conventions);

}  // namespace secondbrain::vault
