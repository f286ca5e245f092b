#include "brain/vault/links/other_files.hpp"

#include <system_error>

#include "base/utf8.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "text/name_key.hpp"

namespace secondbrain::vault {

std::vector<std::string> other_files::named(const std::string& name, steady_time now) {
  if (!listed_ || now - *listed_ > keep) {
    list();
    listed_ = now;
  }
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::vector<std::string>{} : found->second;
}

void other_files::list() {
  namespace fs = std::filesystem;
  by_name_.clear();
  std::error_code ignored;
  std::size_t entries = 0;
  fs::recursive_directory_iterator each{vault_, fs::directory_options::skip_permission_denied, ignored};
  for (const fs::recursive_directory_iterator end; !ignored && each != end && entries < most_entries;
       each.increment(ignored), ++entries) {
    const auto name = each->path().filename().native();
    std::error_code unknown;
    if (each->is_directory(unknown)) {
      if (name.starts_with('.') || each->is_symlink(unknown)) each.disable_recursion_pending();
      continue;
    }
    const auto path = each->path().lexically_relative(vault_).generic_string();
    if (name.starts_with('.') || is_note_path(path) || !is_valid_utf8(path)) continue;
    by_name_[text::name_key(path)].push_back(path);
  }
}

}  // namespace secondbrain::vault
