// Carries one snapshot, with the contents of the notes that it names, from one folder of backups to another.
//
// Written beside its place, read again there and checked, and named only then; a failure or a crash leaves nothing that
// could be taken for a snapshot. What the other folder holds already is not copied again. Blocks; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"

namespace secondbrain::ops {

/// errc::corrupt when it is damaged where it comes from, or where it has come to; errc::cancelled.
status transfer_snapshot(const std::filesystem::path& from, const std::filesystem::path& to, const std::string& id,
                         const std::function<bool()>& cancelled);

}  // namespace secondbrain::ops
