// A vault of real files in a directory of its own, removed at the end of the test.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::vault {

class temporary_vault {
 public:
  temporary_vault() { std::filesystem::create_directory(root()); }

  std::filesystem::path root() const { return base_ / "vault"; }
  /// Beside the vault, not in it.
  std::filesystem::path outside() const { return base_.path(); }

  void write(std::string_view relative, std::string_view bytes) const { write_text(root() / relative, bytes); }

 private:
  temporary_directory base_;
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
