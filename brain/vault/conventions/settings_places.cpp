#include "brain/vault/conventions/settings_places.hpp"

#include <algorithm>
#include <array>

namespace secondbrain::vault {

namespace {

constexpr auto places = std::to_array<std::string_view>({
    ".obsidian/app.json",
    ".obsidian/community-plugins.json",
    ".obsidian/core-plugins.json",
    ".obsidian/daily-notes.json",
    ".obsidian/plugins/dataview/data.json",
    ".obsidian/plugins/obsidian-tasks-plugin/data.json",
    ".obsidian/plugins/periodic-notes/data.json",
    ".obsidian/plugins/tasknotes/data.json",
    ".obsidian/plugins/templater-obsidian/data.json",
    ".obsidian/templates.json",
    "logseq/config.edn",
});

}  // namespace

std::span<const std::string_view> settings_places() noexcept {
  return places;
}

bool is_settings_place(std::string_view file) noexcept {
  return std::find(places.begin(), places.end(), file) != places.end();
}

bool leads_to_settings(std::string_view folder) noexcept {
  return !folder.empty() && std::any_of(places.begin(), places.end(), [folder](std::string_view file) {
    return file.size() > folder.size() && file.starts_with(folder) && file[folder.size()] == '/';
  });
}

}  // namespace secondbrain::vault
