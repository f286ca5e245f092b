// A vault of real files in a directory of its own, removed at the end of the test.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace secondbrain::vault {

class temporary_vault {
 public:
  temporary_vault() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vault-XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
    std::filesystem::create_directory(root());
  }
  ~temporary_vault() { std::filesystem::remove_all(base_); }
  temporary_vault(const temporary_vault&) = delete;
  temporary_vault& operator=(const temporary_vault&) = delete;

  std::filesystem::path root() const { return base_ / "vault"; }
  /// Beside the vault, not in it.
  std::filesystem::path outside() const { return base_; }

  void write(std::string_view relative, std::string_view bytes) const {
    auto path = root() / relative;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << bytes;
  }

 private:
  std::filesystem::path base_;
};

/// Permissions mean nothing to the superuser: lays the superuser's rights down, and takes them up again at its end.
class ordinary_user {
 public:
  ordinary_user() {
    if (::geteuid() == 0 && ::seteuid(nobody) != 0) std::abort();
  }
  ~ordinary_user() {
    if (::getuid() == 0 && ::seteuid(0) != 0) std::abort();
  }

  /// Gives a tree to the user that this class becomes.
  static void give(const std::filesystem::path& path) {
    if (::geteuid() != 0) return;
    if (::chown(path.c_str(), nobody, nobody) != 0) std::abort();
    for (auto& entry : std::filesystem::recursive_directory_iterator{path}) {
      if (::lchown(entry.path().c_str(), nobody, nobody) != 0) std::abort();
    }
  }

 private:
  static constexpr unsigned nobody = 65534;
};

}  // namespace secondbrain::vault
