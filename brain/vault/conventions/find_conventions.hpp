// Finds the conventions of a vault: from our settings, Obsidian's, Logseq's, the predecessor's layout, else from the
// names of its notes.
//
// Pure but for the reader that is passed in; bounded: a dozen small files, and a sample of paths. Nothing fails: what
// cannot be read or makes no sense becomes a sentence among the troubles, and what the same file last said is kept.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/changes/tool_copies.hpp"
#include "brain/vault/conventions/vault_conventions.hpp"

namespace secondbrain::vault {

/// What the owner told us; what is empty is looked for. A setting takes the place of what is found, part by part.
struct convention_settings {
  std::optional<std::string> daily_folder;
  std::optional<std::string> daily_format;
  std::optional<std::string> language;
  std::optional<std::string> inbox;
  std::optional<std::string> templates;
  std::optional<std::string> attachments;
  std::vector<std::string> task_formats;
  std::vector<std::string> excluded;  // besides those that are found
  std::string obsidian_folder = ".obsidian";
  tool_copies copies = tool_copies::left_out;  // as the index has it
};

inline constexpr std::size_t largest_settings_file = 1UL << 20;  // bytes; a larger one is not looked at

/// The names of the dialects that a vault's tasks may be written in.
std::span<const std::string> known_task_formats();

/// Of settings that cannot be: sentences that begin with the name of the setting. Empty: they can.
std::vector<std::string> troubles_with(const convention_settings& ours);

/// A small file of the vault by its path. Nothing: there is none. An error: it is there and cannot be read.
using settings_reader = std::function<result<std::optional<std::string>>(std::string_view path)>;

/// `notes` are paths of notes, all or a sample, `folders` those of the vault that may hold none; `before` is what was
/// found last, null at first.
vault_conventions find_conventions(const convention_settings& ours, const settings_reader& read,
                                   std::span<const std::string> notes, day today,
                                   const vault_conventions* before = nullptr,
                                   std::span<const std::string> folders = {});

}  // namespace secondbrain::vault
