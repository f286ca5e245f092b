// vault.json: which vault a data directory serves and what the vault's owner has allowed. Fields that are not known
// here are kept as they are.
//
// Owned by one thread for writing; reading is safe from any. Fails with io_failure, disk_full, or corrupt: a file that
// makes no sense, which allows nothing.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "messages/vault.hpp"

namespace secondbrain::stores {

/// Where the data directory lay when it was last used: a directory that lies elsewhere was moved or copied.
struct directory_place {
  std::string path;  // absolute, links resolved
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  friend bool operator==(const directory_place&, const directory_place&) = default;
};

struct vault_record {
  std::string id;                        // of the data directory; a UUID
  std::optional<directory_place> place;  // nothing: an earlier version wrote the file, or a restore
  std::vector<std::string> parents;      // ids of the directories that it is a copy of, the latest last
  permission upkeep;                     // as it was said last, for whatever vault
  permission sending;                    // the same of sending notes to somebody else's model without a question
  std::vector<std::string> sending_to;   // the providers that were named then
  boost::json::object others;            // whatever else the file says
};

/// A file that is not there is an empty record.
result<vault_record> read_vault_record(const std::filesystem::path& file);

/// Durable when it returns; readable by its owner only.
status write_vault_record(const std::filesystem::path& file, const vault_record& record);

struct opened_vault_record {
  vault_record record;
  std::string damage;  // a sentence about a file that made no sense and was moved aside; else empty
};

/// The record as the owner of the file begins with it: it has an id, and where the predecessor worked for this vault,
/// upkeep counts as allowed. A damaged file is moved aside and starts afresh with nothing allowed.
result<opened_vault_record> open_vault_record(const std::filesystem::path& file, const std::filesystem::path& vault);

/// The name under which a vault is remembered: absolute, links resolved. Empty for an empty path.
std::string vault_name(const std::filesystem::path& vault);

/// The answer if it was given for this vault; unanswered otherwise.
permission permission_for(const permission& decision, const std::filesystem::path& vault);

}  // namespace secondbrain::stores
