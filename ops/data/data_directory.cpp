#include "ops/data/data_directory.hpp"

#include "base/files.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {

result<data_directory> data_directory::create(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::error_code failure;
  auto created = fs::create_directories(root, failure);
  if (failure) return fail_with(failure, "cannot create the data directory " + root.string());
  if (created) fs::permissions(root, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot protect the data directory " + root.string());
  remove_abandoned_temporaries(root);
  return data_directory{root};
}

std::vector<std::string> data_directory::database_names(const std::string& metadata_name) {
  return {"lexical.db", "vectors.db", "index_tracker.db", "conversations.db", "usage.db", metadata_name};
}

}  // namespace secondbrain::ops
