#include "brain/sync/inbox/inbox_files.hpp"

#include <algorithm>
#include <system_error>

#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::sync {

namespace fs = std::filesystem;

result<std::vector<std::string>> inbox_file_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  if (!fs::exists(folder, failure) && !failure) return names;
  fs::directory_iterator entry{folder, failure};
  for (const fs::directory_iterator end; !failure && entry != end; entry.increment(failure)) {
    auto name = entry->path().filename().string();
    bool is_file = fs::is_regular_file(entry->symlink_status(failure));
    if (!failure && is_file && name.front() != '.' && entry->path().extension() == ".md")
      names.push_back(vault::readable_path(name));
  }
  if (failure) return fail(errc::io_failure, "Cannot list " + folder.filename().string() + ": " + failure.message());
  std::sort(names.begin(), names.end());
  return names;
}

bool is_inbox_path(std::string_view path, std::string_view inbox) {
  auto slash = path.rfind('/');
  if (slash == path.npos || (path.substr(0, slash) != inbox && path.substr(0, slash) != vault::failed_below(inbox)))
    return false;
  auto listed = path.substr(slash + 1);
  auto name = vault::system_path(listed);
  return name.find('\0') == name.npos && !name.empty() && name.front() != '.' && fs::path{name}.extension() == ".md" &&
         vault::readable_path(name) == listed;
}

}  // namespace secondbrain::sync
