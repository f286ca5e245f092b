// Where a store lies, what a person calls it, and what its contents are worth.
//
// Plain data; the functions are called on the thread that owns the store.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace secondbrain::stores {

struct store_place {
  std::filesystem::path file;
  std::string title = "The store";  // what a person calls it, at the beginning of a sentence
  /// Whether the folder of the file is still the one that this service took. Where it is not, nothing is opened in it.
  std::function<status()> folder_in_place = [] { return status{}; };
  /// For stores that cannot be derived: puts the newest good copy into the place of `file` and says what it is.
  /// errc::not_found when there is none. Unset: the store is derived.
  std::function<result<std::string>(const std::filesystem::path& file)> restore;
  /// Called whenever a derived store begins empty although it held something before.
  std::function<void()> on_emptied;
  /// For a store that nothing was ever written into: what a backup holds of it, as a sentence; nothing: no more than it
  /// has.
  std::function<std::optional<std::string>(const std::filesystem::path& file)> held_elsewhere;
};

}  // namespace secondbrain::stores
