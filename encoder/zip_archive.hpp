// The files in a ZIP archive (a .jar, a Python wheel), as far as packages use the format: stored or deflated, below 4
// GiB.
//
// Owns its mapping of the file; one thread at a time. Fails with corrupt in sentences about "it".
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "encoder/mapped_file.hpp"

namespace secondbrain::encoder {

class zip_archive {
 public:
  struct entry {
    std::string name;
    std::size_t size;  // bytes, unpacked
    std::size_t packed_size;
    std::size_t header;  // where its local header begins
    unsigned method;
  };

  static result<zip_archive> open(const std::filesystem::path& file);

  const std::vector<entry>& entries() const { return entries_; }

  result<std::string> read(const entry& one) const;

 private:
  explicit zip_archive(mapped_file file) : file_{std::move(file)} {}

  status read_directory();

  mapped_file file_;
  std::vector<entry> entries_;
};

}  // namespace secondbrain::encoder
