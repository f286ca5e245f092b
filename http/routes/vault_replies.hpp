// What the routes of the vault, its tasks and its sending have in common among their replies.
#pragma once

#include "http/wire/route.hpp"

namespace secondbrain::http {

inline const reply reply_without_vault{503, "The vault is not set, or not there"};

}  // namespace secondbrain::http
