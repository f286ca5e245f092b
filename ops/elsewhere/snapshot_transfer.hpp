// Carries one snapshot, with the contents of the notes that it names, from one folder of backups to another.
//
// Everything is compared with its checksum while it is copied, and read again where it has come to. Written beside its
// place and named only then; a failure or a crash leaves nothing that could be taken for a snapshot. Where it comes
// from, nothing changes. Blocks; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

/// What the other folder holds already of the contents: taken for granted when the size is right, or read.
enum class held_contents : std::uint8_t { trusted, read };

struct transfer_order {
  std::filesystem::path from;
  std::filesystem::path to;
  std::string id;
  std::string name;  // that it is to have there; takes the place of what bears it
  held_contents held = held_contents::trusted;
  std::function<bool()> cancelled = [] { return false; };
};

struct transferred {
  /// Notes whose content is damaged or missing where it comes from, and not there yet: paths, for a person.
  std::vector<std::string> without;
};

/// errc::corrupt when it is damaged where it comes from, or where it has come to, names the file; errc::cancelled.
result<transferred> transfer_snapshot(const transfer_order& order);

/// Copies a content unless it is there and sound; its name is durable when its folder has been synced. errc::corrupt:
/// it is damaged or missing where it comes from.
status transfer_content(const std::filesystem::path& from, const std::filesystem::path& to, const std::string& sha256,
                        const std::function<bool()>& cancelled);

/// The contents that a list of notes names, also one that is damaged, as far as it can be made out.
std::set<std::string> contents_named_in(std::string_view list);

}  // namespace secondbrain::ops
