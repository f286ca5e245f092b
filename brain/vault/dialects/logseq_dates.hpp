// Dates in the titles of Logseq's pages (`MMM do, yyyy`, `yyyy_MM_dd`, `EEEE, dd.MM.yyyy`). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

/// Names in English, as Logseq writes them.
std::string logseq_date_text(std::string_view format, day date);

/// The day whose text this is by the format; digits may lack leading zeros.
std::optional<day> read_logseq_date(std::string_view format, std::string_view text);

/// A sentence; empty when the format tells one day from another.
std::string trouble_with_logseq_format(std::string_view format);

}  // namespace secondbrain::vault::dialects
