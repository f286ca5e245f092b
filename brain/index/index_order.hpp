// What a run is to do. Orders that arrive before a run has begun to look at the vault are merged into one.
//
// Plain data; cannot fail.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "brain/vault/changes/classify.hpp"
#include "brain/vault/changes/settings_look.hpp"
#include "messages/index.hpp"

namespace secondbrain::index {

/// The places that were named, or all of the vault.
enum class index_extent : std::uint8_t { places, vault };

struct index_order {
  std::uint64_t run_id = 0;
  index_mode mode = index_mode::incremental;
  index_trigger trigger = index_trigger::boot;
  vault::closer_look look = {};  // at files that look unchanged
  index_extent extent = index_extent::places;

  /// `paths` were seen to change; none: the whole vault is meant, and so it is when how it is kept has changed. Whoever
  /// orders by the API wants to be sure: every file is read.
  void merge(index_mode other_mode, index_trigger other_trigger, const std::vector<std::string>& paths) {
    if (other_mode == index_mode::full_rebuild) mode = other_mode;
    if (trigger == index_trigger::watcher || other_trigger == index_trigger::api) trigger = other_trigger;
    if (other_trigger == index_trigger::api) look.everywhere = true;
    const bool is_kept_otherwise = std::any_of(paths.begin(), paths.end(), vault::touches_settings);
    if (paths.empty() || is_kept_otherwise || mode == index_mode::full_rebuild) extent = index_extent::vault;
    look.paths.insert(paths.begin(), paths.end());
  }
};

}  // namespace secondbrain::index
