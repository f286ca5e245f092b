// What a restore would change, in words for a terminal and as JSON. Pure but for the clock.
#pragma once

#include <boost/json/object.hpp>

#include "cli/display/context.hpp"
#include "ops/backup/restore_preview.hpp"

namespace secondbrain::cli {

void print_preview(const ops::restore_preview& preview, const ops::config& config, context& ctx);

boost::json::object json_of(const ops::restore_preview& preview);

}  // namespace secondbrain::cli
