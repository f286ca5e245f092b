// Programs of a test's own, in place of those of the system while it is there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::channels {

class own_programs {
 public:
  own_programs() { ::setenv("PATH", folder_.path().c_str(), 1); }
  ~own_programs() { ::setenv("PATH", before_.c_str(), 1); }
  own_programs(const own_programs&) = delete;
  own_programs& operator=(const own_programs&) = delete;

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  /// A program of that name that does this, with the system's programs at hand.
  void write(const std::string& name, const std::string& script) const {
    write_text(folder_ / name, "#!/bin/sh\nPATH=" + before_ + "\n" + script + "\n");
    std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_all);
  }

 private:
  std::string before_ = std::getenv("PATH");
  temporary_directory folder_;
};

}  // namespace secondbrain::channels
