#include "brain/vault/conventions/known_conventions.hpp"

#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "brain/vault/changes/scan.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

/// Those of the vault's own folder, as text with a slash at the end. What cannot be listed is not there.
std::vector<std::string> folders_at_top(const std::filesystem::path& root) {
  std::vector<std::string> folders;
  std::error_code problem;
  for (std::filesystem::directory_iterator each{root, problem}, end; !problem && each != end; each.increment(problem)) {
    std::error_code unknown;
    const auto name = readable_path(each->path().filename().native());
    if (!name.starts_with('.') && each->is_directory(unknown)) folders.push_back(name + "/");
  }
  return folders;
}

}  // namespace

vault_reading_ptr known_conventions::find(std::span<const std::string> notes, day today) {
  const auto read = [this](std::string_view path) -> result<std::optional<std::string>> {
    auto bytes = read_note_file(root_, path, largest_settings_file + 1);  // so that a larger one is told as such
    if (bytes) return std::optional{std::move(*bytes)};
    if (bytes.error().code == errc::not_found) return std::optional<std::string>{};
    return fail(std::move(bytes.error()));
  };
  const std::lock_guard alone{finding_};
  const auto before = last();
  auto now =
      find_conventions(ours_, read, notes, today, before ? &before->conventions : nullptr, folders_at_top(root_));
  auto found = std::make_shared<const vault_reading>(std::move(now));
  const std::lock_guard held{guarding_};
  found_ = found;
  return found;
}

vault_reading_ptr known_conventions::last() const {
  const std::lock_guard held{guarding_};
  return found_;
}

vault_reading_ptr known_conventions::current(day today) {
  if (auto found = last()) return found;
  std::vector<std::string> notes;
  for (auto& each : scan_vault(root_, ours_.copies).files) notes.push_back(std::move(each.path));
  return find(notes, today);
}

}  // namespace secondbrain::vault
