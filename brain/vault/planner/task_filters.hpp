// Whether the filters of a list of tasks make sense: a word that none of them knows would find nothing, and the answer
// be taken for "there is none".
//
// Thread-safe. errc::invalid_argument, with a sentence that names what is known.
#pragma once

#include <string>

#include "base/error.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

/// Of the dialect, the priority and the dates. A status that nobody uses finds nothing (contract: http_api §6.2).
status check_filters(const list_tasks& request);

}  // namespace secondbrain::vault
