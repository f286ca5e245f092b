// What a restore would change, in words for a terminal and as JSON. Pure but for the clock.
#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "cli/display/context.hpp"
#include "ops/backup/restore_preview.hpp"
#include "ops/backup/vault/vault_entry.hpp"

namespace secondbrain::cli {

/// `with_later`: what was shipped after it would be added.
void print_preview(const ops::restore_preview& preview, const ops::config& config, bool with_later, context& ctx);

/// Which notes would be written into the folder.
status show_notes(const ops::snapshot_info& snapshot, const std::vector<ops::vault_entry>& notes,
                  const std::filesystem::path& folder, output_format format, context& ctx);

boost::json::object json_of(const ops::restore_preview& preview);

}  // namespace secondbrain::cli
