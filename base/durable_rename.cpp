#include "base/durable_rename.hpp"

#include <cstdio>

#include "base/files.hpp"
#include "base/system_error.hpp"

namespace secondbrain {

status rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return fail_with_errno("cannot rename " + from.string());
  return sync_directory(to.parent_path());
}

}  // namespace secondbrain
