#include "base/list_directory.hpp"

#include <algorithm>

#include "base/system_error.hpp"

namespace secondbrain {

result<std::vector<std::filesystem::path>> list_directory(const std::filesystem::path& directory) {
  namespace fs = std::filesystem;
  std::error_code failure;
  std::vector<fs::path> entries;
  // Not a range-for: stepping throws there.
  for (fs::directory_iterator at{directory, failure}; !failure && at != fs::directory_iterator{}; at.increment(failure))
    entries.push_back(at->path());
  if (failure) return fail_with(failure, "cannot read the directory " + directory.string());
  std::sort(entries.begin(), entries.end());
  return entries;
}

}  // namespace secondbrain
