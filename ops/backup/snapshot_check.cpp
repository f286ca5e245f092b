#include "ops/backup/snapshot_check.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// A directory that is gone when we are done with it.
class scratch_directory {
 public:
  static result<scratch_directory> make_beside(const fs::path& snapshot) {
    auto name = (snapshot.parent_path() / (std::string{scratch_prefix} + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) return fail_with_errno("cannot create a scratch directory");
    return scratch_directory{name};
  }

  scratch_directory(scratch_directory&& other) noexcept : path_{std::move(other.path_)} { other.path_.clear(); }
  scratch_directory& operator=(scratch_directory&&) = delete;
  ~scratch_directory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  const fs::path& path() const { return path_; }

 private:
  explicit scratch_directory(fs::path path) : path_{std::move(path)} {}

  fs::path path_;
};

status check_checksum(const fs::path& snapshot, const backup_file& file) {
  auto actual = sha256_of_file(snapshot / file.name);
  RETURN_IF_ERROR(actual);
  if (*actual != file.sha256)
    return fail(errc::corrupt, file.name + " is not what was backed up: its checksum differs");
  return {};
}

}  // namespace

status check_database(const fs::path& snapshot, const std::string& name) {
  using stores::sqlite::database;
  using stores::sqlite::open_mode;
  auto scratch = scratch_directory::make_beside(snapshot);
  RETURN_IF_ERROR(scratch);
  auto copy = scratch->path() / fs::path{name}.filename();
  std::error_code failure;
  fs::copy_file(snapshot / name, copy, failure);
  if (failure) return fail_with(failure, "cannot copy " + name + " to a scratch place");
  auto opened = database::open(copy, open_mode::read_write);
  auto checked = opened ? opened->quick_check() : status{fail(opened.error())};
  return checked ? checked : status{fail(checked.error(), "checking " + name)};
}

status check_sizes(const fs::path& snapshot, const std::vector<backup_file>& files) {
  for (const auto& file : files) {
    std::error_code failure;
    auto bytes = fs::file_size(snapshot / file.name, failure);
    if (failure) return fail(errc::corrupt, file.name + " is missing");
    if (bytes != file.bytes) return fail(errc::corrupt, file.name + " has another size than when it was backed up");
  }
  return {};
}

status check_content(const fs::path& snapshot, const std::vector<backup_file>& files) {
  if (auto sizes = check_sizes(snapshot, files); !sizes) return sizes;
  for (const auto& file : files)
    if (auto checked = check_checksum(snapshot, file); !checked) return checked;
  for (const auto& file : files)
    if (file.kind == backup_file_kind::database)
      if (auto checked = check_database(snapshot, file.name); !checked) return checked;
  return {};
}

}  // namespace secondbrain::ops
