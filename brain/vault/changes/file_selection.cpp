#include "brain/vault/changes/file_selection.hpp"

#include <algorithm>
#include <array>

#include "brain/vault/conventions/inbox_place.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::array<std::string_view, 6> excluded_directories{".obsidian", ".trash",           "node_modules",
                                                               ".git",      "Inbox/_processed", "90_Meta/Templates"};
constexpr std::array<std::string_view, 2> excluded_files{"Tasks/All Tasks.md", "Tasks/Completed Tasks.md"};

// The same lists where a person has files of these names.
constexpr std::array<std::string_view, 2> lists_beside{"Tasks/All Tasks (SecondBrain",
                                                       "Tasks/Completed Tasks (SecondBrain"};

bool ends_with(std::string_view text, std::string_view suffix) noexcept {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

bool is_within(std::string_view path, std::string_view directory) noexcept {
  return path.size() > directory.size() && path[directory.size()] == '/' &&
         path.substr(0, directory.size()) == directory;
}

/// `02. Inbox/_processed`
bool is_filed_away(std::string_view path) noexcept {
  constexpr std::string_view filed = "/_processed/";
  for (auto at = path.find(filed); at != path.npos; at = path.find(filed, at + 1))
    if (is_called_inbox(path.substr(0, at))) return true;
  return false;
}

}  // namespace

bool is_note_path(std::string_view path) noexcept {
  if (!ends_with(path, ".md") || ends_with(path, ".excalidraw.md")) return false;
  if (std::find(excluded_files.begin(), excluded_files.end(), path) != excluded_files.end()) return false;
  if (std::any_of(lists_beside.begin(), lists_beside.end(),
                  [&](auto list) { return path.starts_with(list) && ends_with(path, ").md"); }))
    return false;
  return !is_filed_away(path) && std::none_of(excluded_directories.begin(), excluded_directories.end(),
                                              [&](auto directory) { return is_within(path, directory); });
}

bool is_capture_path(std::string_view path) noexcept {
  if (is_within(path, usual_inbox)) return true;
  // In an inbox that others use as well, what we put there; its other notes may be there to stay.
  const auto slash = path.rfind('/');
  return slash != path.npos && path.substr(slash + 1).starts_with("capture_2") &&
         is_called_inbox(path.substr(0, slash));
}

bool may_hold_notes(std::string_view directory) noexcept {
  return std::none_of(excluded_directories.begin(), excluded_directories.end(),
                      [&](auto excluded) { return directory == excluded || is_within(directory, excluded); });
}

bool path_less(std::string_view left, std::string_view right) noexcept {
  // Between equal beginnings a '/' ends the shorter component, so it sorts before every other character.
  auto rank = [](char c) { return c == '/' ? 0 : 1 + static_cast<int>(static_cast<unsigned char>(c)); };
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                      [&](char a, char b) { return rank(a) < rank(b); });
}

}  // namespace secondbrain::vault
