// Carries what is shipped between snapshots from one folder of backups to another, in either direction.
//
// Piece by piece in their order, each read again where it has come to; a failure leaves a beginning that can be used.
// Blocks; any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "messages/backup.hpp"

namespace secondbrain::ops {

/// The newest generation of a data directory, as far as it is not there yet; what is older goes when that is there.
/// Answers with the time of the last piece that was copied; empty: there was none to copy.
result<std::string> copy_increments(const std::filesystem::path& from, const std::filesystem::path& to,
                                    const backup_origin& origin, const std::function<bool()>& cancelled);

/// All of a data directory that the other folder does not have, or has damaged; nothing that is sound there changes.
/// Pieces that are damaged where they come from are left out, with those after them.
status fetch_increments(const std::filesystem::path& from, const std::filesystem::path& to, const backup_origin& origin,
                        const std::function<bool()>& cancelled);

/// One piece, into the place of what bears its name. errc::corrupt: it is damaged where it comes from.
status transfer_piece(const std::filesystem::path& from, const std::filesystem::path& to,
                      const std::function<bool()>& cancelled);

}  // namespace secondbrain::ops
