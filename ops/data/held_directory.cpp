#include "ops/data/held_directory.hpp"

#include <fcntl.h>

#include <string>
#include <utility>

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto restore_it =
    "run `secondbrain restore --latest`, which brings back the newest backup and what was "
    "shipped after it";

failed lost(const std::string& what, const std::string& remedy) {
  return fail(errc::io_failure,
              what + " while SecondBrain ran. Nothing is recorded until that is put right: " + remedy);
}

}  // namespace

held_directory::held_directory(fs::path root) : root_{std::move(root)} {
  hold();
}

void held_directory::hold() {
  const std::lock_guard lock{guarding_};
  directory_ = file_descriptor{::open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  has_record_ = false;
}

status held_directory::look() const {
  const std::lock_guard lock{guarding_};
  std::error_code failure;
  const auto place = root_.string();
  if (!directory_ || !is_named(directory_, root_)) {
    if (!fs::exists(root_, failure))
      return lost("The data directory " + place + " was removed or moved away",
                  "put it back, or " + std::string{restore_it});
    return lost("The data directory " + place + " was replaced by another",
                "put the former one back; or start the service again, to go on with what is there now; or " +
                    std::string{restore_it});
  }
  const bool has_record = fs::exists(root_ / "vault.json", failure);
  if (has_record_ && !has_record)
    return lost("Files of the data directory " + place + " were removed, vault.json among them", restore_it);
  has_record_ = has_record;
  return {};
}

}  // namespace secondbrain::ops
