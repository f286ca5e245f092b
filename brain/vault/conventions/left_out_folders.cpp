#include "brain/vault/conventions/left_out_folders.hpp"

#include "base/lower_case.hpp"

namespace secondbrain::vault {

bool is_pattern(const convention& excluded) noexcept {
  const std::string_view text = excluded.value;
  return excluded.origin.source == convention_source::obsidian && text.size() > 2 && text.starts_with('/') &&
         text.ends_with('/');
}

left_out_folders::left_out_folders(std::span<const convention> excluded) {
  for (const auto& each : excluded) {
    if (is_pattern(each)) continue;
    std::string_view place = each.value;
    while (place.starts_with('/')) place.remove_prefix(1);
    while (place.ends_with('/')) place.remove_suffix(1);
    if (!place.empty()) places_.insert(lower_case(place));
  }
}

bool left_out_folders::hold(std::string_view note) const {
  if (places_.empty()) return false;
  const auto path = lower_case(note);
  if (places_.contains(path)) return true;
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    if (places_.contains(path.substr(0, slash))) return true;
  return false;
}

}  // namespace secondbrain::vault
