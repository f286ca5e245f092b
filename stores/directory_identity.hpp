// Whose a data directory is: the id in its vault.json belongs to one directory, and so do the backups that name it.
//
// The file also says where its directory lies. The same place, or the same directory of the file system, is itself; one
// that says of another place that still bears its id is a copy, and takes an id of its own; any other was moved. Call
// it under the server's lock, before anything asks for the id. Fails with io_failure or disk_full.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.hpp"

namespace secondbrain::stores {

struct settled_identity {
  std::string id;           // empty: the file makes no sense, and its owner begins afresh
  std::string former;       // of a copy: the id that it had so far
  std::string copied_from;  // of a copy: where the directory lies that keeps that id
};

/// Writes the file only where it says something else, also where there is none yet.
result<settled_identity> settle_identity(const std::filesystem::path& data_directory);

/// What was taken from another directory's backup becomes that of the directory `id`; an empty one is given a new id.
/// The id so far is kept as that of its parent. A directory without the file is left as it is.
status give_identity(const std::filesystem::path& data_directory, const std::string& id);

}  // namespace secondbrain::stores
