#include "brain/vault/links/other_files.hpp"

#include <algorithm>
#include <system_error>

#include "base/utf8.hpp"
#include "brain/vault/changes/file_selection.hpp"
#include "text/name_key.hpp"

namespace secondbrain::vault {

// A large vault, or one on a slow disk, takes seconds to list; a note may have hundreds of links that lead nowhere.
std::vector<std::string> other_files::named(const std::string& name, steady_time now) {
  constexpr int part = 10;
  const auto list_again = [&] {
    const auto began = std::chrono::steady_clock::now();
    list();
    took_ = std::chrono::steady_clock::now() - began;
    listed_ = now + took_;
  };
  if (!listed_ || now - *listed_ > std::max<steady_time::duration>(keep, part * took_)) list_again();
  const auto* found = find(name);
  const auto pause = std::max<steady_time::duration>(between, part * took_);
  if (now - *listed_ > pause && (found == nullptr || !is_there(*found))) {
    list_again();
    found = find(name);
  }
  return found == nullptr ? std::vector<std::string>{} : *found;
}

const std::vector<std::string>* other_files::find(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

bool other_files::is_there(const std::vector<std::string>& paths) const {
  return std::all_of(paths.begin(), paths.end(), [this](const std::string& path) {
    std::error_code unknown;
    return std::filesystem::exists(vault_ / path, unknown);
  });
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
