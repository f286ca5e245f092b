// The files of a vault that are no notes of the index, by their names: pictures, PDFs, notes in folders that are left
// out, whatever a note may link to.
//
// Owned by one thread. The vault is listed when somebody asks, and again when what is known is older than `keep`, or
// when a file is asked for that is not known or no longer there: a tenth of the time at most, and once in `between`.
// Blocks on the file system meanwhile. What cannot be read is passed over: a link to it leads nowhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace secondbrain::vault {

class other_files {
 public:
  using steady_time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds keep{30};
  static constexpr std::chrono::seconds between{1};
  static constexpr std::size_t most_entries = 200'000;  // of files and folders; a larger vault is listed in part

  explicit other_files(std::filesystem::path vault) : vault_{std::move(vault)} {}

  /// The paths of those called so (text/name_key.hpp), relative to the vault. Hidden folders are not entered, links not
  /// followed.
  std::vector<std::string> named(const std::string& name, steady_time now = std::chrono::steady_clock::now());

 private:
  void list();
  const std::vector<std::string>* find(const std::string& name) const;
  bool is_there(const std::vector<std::string>& paths) const;

  std::filesystem::path vault_;
  std::optional<steady_time> listed_;
  steady_time::duration took_{};  // the last listing
  std::unordered_map<std::string, std::vector<std::string>> by_name_;
};

}  // namespace secondbrain::vault
