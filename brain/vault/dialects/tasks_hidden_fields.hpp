// Dates on a line that the Tasks plugin does not read, and why: other text stands behind them, the sign is not followed
// by a plain space, or they are written in the plugin's other format.
//
// Thread-safe, cannot fail; time is linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "brain/vault/dialects/task_fields.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault::dialects {

/// Of what is left of a line once its fields are read. Positions are within the text.
std::vector<unread_part> find_hidden_fields(tasks_format format, std::string_view text);

}  // namespace secondbrain::vault::dialects
