#include "brain/vault/changes/settings_look.hpp"

#include <sys/stat.h>

#include <string>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan_entry.hpp"
#include "brain/vault/conventions/settings_places.hpp"

namespace secondbrain::vault {

bool is_watched_file(std::string_view path) noexcept {
  return is_note_path(path) || is_settings_place(path);
}

bool is_watched_folder(std::string_view path) noexcept {
  return may_hold_notes(path) || leads_to_settings(path);
}

bool touches_settings(std::string_view path) noexcept {
  return is_settings_place(path) || leads_to_settings(path);
}

std::vector<scanned_file> look_at_settings(const std::filesystem::path& root) {
  std::vector<scanned_file> found;
  for (const auto place : settings_places()) {
    struct stat attributes;
    if (::lstat((root / place).c_str(), &attributes) == 0) found.push_back(described(std::string{place}, attributes));
  }
  return found;
}

}  // namespace secondbrain::vault
