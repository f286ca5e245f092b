#include "ops/config/place_contradictions.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "base/deadline_call.hpp"
#include "base/system_error.hpp"
#include "ops/config/restic_address.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

bool lies_in_as_written(const fs::path& inner, const fs::path& outer) {
  const auto way = inner.lexically_normal().lexically_relative(outer.lexically_normal());
  return !way.empty() && *way.begin() != "..";
}

/// Where the links on the way lead. Every command asks, and so does each start, so a mount that does not answer is not
/// waited for: nothing is known of it then.
class real_places {
 public:
  std::optional<fs::path> of(const fs::path& written) {
    const auto known = known_.find(written);
    if (known != known_.end()) return known->second;
    constexpr std::chrono::milliseconds longest{2'000};
    const auto found = deadline_call<fs::path>{longest}.run([written]() -> result<fs::path> {
      sigset_t all;  // no signal of the process is for a thread that may be stuck
      ::sigfillset(&all);
      ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
      std::error_code failure;
      auto place = fs::weakly_canonical(written, failure);
      if (failure) return fail_with(failure, "cannot resolve " + written.string());
      return place;
    });
    return known_[written] = found ? std::optional{*found} : std::nullopt;
  }

 private:
  std::map<fs::path, std::optional<fs::path>> known_;
};

/// As written, and where the links on the way lead.
bool lies_in(const fs::path& inner, const fs::path& outer, real_places& places) {
  if (lies_in_as_written(inner, outer)) return true;
  const auto there = places.of(inner);
  const auto around = there ? places.of(outer) : std::nullopt;
  return around && lies_in_as_written(*there, *around);
}

class place_check {
 public:
  explicit place_check(const config& values) : values_{values} {}

  std::vector<std::string> run() {
    check_data_directory();
    check_copies();
    check_vault();
    check_restic();
    return std::move(problems_);
  }

 private:
  /// A restore exchanges it, and takes away what else lies in it.
  void check_data_directory() {
    refuse_in_data("SECONDBRAIN_BACKUP_PATH", values_.backup_path);
    if (values_.vault_path) refuse_in_data("SECONDBRAIN_VAULT_PATH", *values_.vault_path);
  }

  void refuse_in_data(const std::string& name, const fs::path& folder) {
    if (lies_in(folder, values_.data_path, places_))
      problems_.push_back(name + "=" + folder.string() + " lies in the data directory " + values_.data_path.string() +
                          ", which a restore replaces as a whole; keep the two apart");
  }

  void check_copies() {
    if (values_.backup_copy_path) refuse_around("SECONDBRAIN_BACKUP_COPY_PATH", *values_.backup_copy_path);
    if (const fs::path repository = values_.restic_repository; repository.is_absolute())
      refuse_around("SECONDBRAIN_RESTIC_REPOSITORY", repository);
  }

  void refuse_around(const std::string& name, const fs::path& folder) {
    for (const auto& [what, other] :
         {std::pair{"the backup folder", values_.backup_path}, std::pair{"the data directory", values_.data_path}})
      if (lies_in(folder, other, places_) || lies_in(other, folder, places_))
        problems_.push_back(name + "=" + folder.string() + " and " + what + " " + other.string() +
                            " lie in one another; name a folder on another disk");
  }

  /// Each backup would hold those before it, as notes.
  void check_vault() {
    if (!values_.vault_path) return;
    if (values_.backup_copy_path) refuse_in_vault("SECONDBRAIN_BACKUP_COPY_PATH", *values_.backup_copy_path);
    if (const fs::path repository = values_.restic_repository; repository.is_absolute())
      refuse_in_vault("SECONDBRAIN_RESTIC_REPOSITORY", repository);
    if (lies_in(*values_.vault_path, values_.backup_path, places_) &&
        lies_in(values_.backup_path, *values_.vault_path, places_))
      refuse_in_vault("SECONDBRAIN_BACKUP_PATH", values_.backup_path);
  }

  void refuse_in_vault(const std::string& name, const fs::path& folder) {
    if (lies_in(folder, *values_.vault_path, places_))
      problems_.push_back(name + "=" + folder.string() + " lies in your vault " + values_.vault_path->string() +
                          "; name a folder outside of it");
  }

  void check_restic() {
    if (!values_.restic_repository.empty())
      if (const auto checked = check_restic_address(values_.restic_repository); !checked)
        problems_.push_back("SECONDBRAIN_RESTIC_REPOSITORY=**** is wrong: " + checked.error().message);
    if (!values_.restic_password.empty() && !values_.restic_password_command.empty())
      problems_.emplace_back(
          "SECONDBRAIN_RESTIC_PASSWORD (or …_FILE) and SECONDBRAIN_RESTIC_PASSWORD_COMMAND are both set; take one out");
  }

  const config& values_;
  real_places places_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> contradictions_of_places(const config& values) {
  return place_check{values}.run();
}

std::vector<std::string> warnings_of_places(const config& values) {
  real_places places;
  if (!values.vault_path || !lies_in(values.backup_path, *values.vault_path, places)) return {};
  return {"SECONDBRAIN_BACKUP_PATH=" + values.backup_path.string() + " lies in your vault " +
          values.vault_path->string() +
          " and is lost with it; name a folder outside of it, on another disk if you can"};
}

}  // namespace secondbrain::ops
