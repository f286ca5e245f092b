// Copies a file that has become damaged in a second directory again, from the sound one here.
//
// A file of a snapshot is mended by copying the snapshot. Any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "ops/elsewhere/copies_inventory.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::ops {

/// errc::not_found, errc::corrupt: there is no sound one here.
status mend_stored(const std::filesystem::path& directory, const stored_file& damaged, const copy_source& source);

}  // namespace secondbrain::ops
