#include "brain/vault/conventions/known_conventions.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "brain/vault/changes/scan.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

vault_reading_ptr known_conventions::find(std::span<const std::string> notes, day today) {
  const auto read = [this](std::string_view path) -> result<std::optional<std::string>> {
    auto bytes = read_note_file(root_, path, largest_settings_file + 1);  // so that a larger one is told as such
    if (bytes) return std::optional{std::move(*bytes)};
    if (bytes.error().code == errc::not_found) return std::optional<std::string>{};
    return fail(std::move(bytes.error()));
  };
  const std::lock_guard held{guarding_};
  auto now = find_conventions(ours_, read, notes, today, found_ ? &found_->conventions : nullptr);
  found_ = std::make_shared<const vault_reading>(std::move(now));
  return found_;
}

vault_reading_ptr known_conventions::current(day today) {
  {
    const std::lock_guard held{guarding_};
    if (found_) return found_;
  }
  std::vector<std::string> notes;
  for (auto& each : scan_vault(root_).files) notes.push_back(std::move(each.path));
  return find(notes, today);
}

}  // namespace secondbrain::vault
