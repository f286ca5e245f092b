#include "brain/vault/changes/tool_copies.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/lower_case.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::string_view suffix = ".md";
constexpr std::string_view advice = " It is left out; SECONDBRAIN_TOOL_COPIES=true takes it in.";

// As Dropbox, Nextcloud, ownCloud, Seafile and Obsidian Sync write it, in the languages they are used in.
constexpr auto conflict_words = std::to_array<std::string_view>(
    {"conflicted copy", "sfconflict", "in konflikt stehende kopie", "copie en conflit", "copia en conflicto",
     "copia in conflitto", "cópia em conflito", "conflicterende kopie", "konfliktkopie"});

/// What desktops write behind the name of a copy, before its number; longer ones before those that they end with.
constexpr auto copy_words =
    std::to_array<std::string_view>({" - copy",  " (copy)", " copy",    " - kopie",  " (kopie)", " kopie",   " - copie",
                                     " (copie)", " copie",  " - copia", " (copia)",  " copia",   " - cópia", " (cópia)",
                                     " cópia",   " - 副本", " 副本",    " のコピー", "のコピー", " - コピー"});

constexpr auto tool_folders =
    std::to_array<std::string_view>({"node_modules", "bower_components", "__pycache__", "__MACOSX", "$RECYCLE.BIN",
                                     "System Volume Information", "#recycle", "@eaDir", "lost+found"});

/// `d` stands for a digit, all else for itself.
bool begins_like(std::string_view text, std::string_view shape) noexcept {
  return text.size() >= shape.size() && std::equal(shape.begin(), shape.end(), text.begin(), [](char each, char byte) {
           return each == 'd' ? is_ascii_digit(byte) : each == byte;
         });
}

bool holds_like(std::string_view text, std::string_view mark, std::string_view shape) noexcept {
  for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1))
    if (begins_like(text.substr(at + mark.size()), shape)) return true;
  return false;
}

bool holds_year(std::string_view text) noexcept {
  for (std::size_t at = 0; at + 4 <= text.size(); ++at)
    if (begins_like(text.substr(at), "20dd")) return true;
  return false;
}

/// `Plan 2`, `Plan (1)`
std::string_view without_number(std::string_view stem) noexcept {
  const auto space = stem.rfind(' ');
  if (space == stem.npos) return stem;
  auto number = stem.substr(space + 1);
  const bool is_in_brackets = number.size() > 2 && number.front() == '(' && number.back() == ')';
  if (is_in_brackets) number = number.substr(1, number.size() - 2);
  if (number.empty() || number.size() > 2 || number[0] == '0') return stem;
  if (!std::all_of(number.begin(), number.end(), is_ascii_digit)) return stem;
  const bool begins_a_series = number == "1" && !is_in_brackets;  // a chapter, not a copy
  return begins_a_series ? stem : stem.substr(0, space);
}

/// `Plan copy`, `Plan - Kopie`
std::string_view without_copy_word(std::string_view stem) {
  const auto lower = lower_case(stem);
  if (lower.size() != stem.size()) return stem;
  const auto* word =
      std::find_if(copy_words.begin(), copy_words.end(), [&](std::string_view each) { return lower.ends_with(each); });
  return word == copy_words.end() ? stem : stem.substr(0, stem.size() - word->size());
}

/// `Plan (Ada's conflicted copy 2026-11-28)`; a note about such copies has no day in its brackets.
bool is_conflicted_copy(std::string_view stem) {
  const auto opening = stem.rfind('(');
  const auto closing = stem.rfind(')');
  if (opening == stem.npos || opening == 0 || closing == stem.npos || closing < opening) return false;
  const auto inside = lower_case(stem.substr(opening + 1, closing - opening - 1));
  if (inside.starts_with("case conflict")) return true;
  return holds_year(inside) && std::any_of(conflict_words.begin(), conflict_words.end(),
                                           [&](std::string_view words) { return inside.find(words) != inside.npos; });
}

}  // namespace

std::string copy_by_name(std::string_view file_name) {
  if (file_name.starts_with('.'))
    return "It is a hidden file, as programs keep them for themselves." + std::string{advice};
  if (!file_name.ends_with(suffix)) return {};
  const auto stem = file_name.substr(0, file_name.size() - suffix.size());
  if (holds_like(stem, ".sync-conflict-", "dddddddd-dddddd"))
    return "It is a copy that Syncthing made of a note that was changed in two places." + std::string{advice};
  const bool is_other_copy = is_conflicted_copy(stem) || holds_like(stem, "_conflict-", "dddddddd-dddddd") ||
                             stem.ends_with(" [conflicted]") || stem.ends_with(".Conflict");
  if (is_other_copy) return "It is a copy that was made when a note was changed in two places." + std::string{advice};
  return {};
}

std::string folder_of_tool(std::string_view folder_name) {
  const bool is_hidden = folder_name.starts_with('.');
  if (!is_hidden && std::find(tool_folders.begin(), tool_folders.end(), folder_name) == tool_folders.end()) return {};
  return "It is a folder that a program keeps for itself." + std::string{advice};
}

std::optional<std::string> numbered_original(std::string_view file_name) {
  if (!file_name.ends_with(suffix)) return std::nullopt;
  const auto stem = file_name.substr(0, file_name.size() - suffix.size());
  const auto original = without_copy_word(without_number(stem));
  if (original.empty() || original.size() == stem.size()) return std::nullopt;
  return std::string{original}.append(suffix);
}

std::string same_as(std::string_view original) {
  return "It is a copy of " + std::string{original} + "." + std::string{advice};
}

}  // namespace secondbrain::vault
