#include "ops/config/place_contradictions.hpp"

#include <filesystem>
#include <utility>

#include "ops/config/restic_address.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

bool lies_in_as_written(const fs::path& inner, const fs::path& outer) {
  const auto way = inner.lexically_normal().lexically_relative(outer.lexically_normal());
  return !way.empty() && *way.begin() != "..";
}

/// As written, and where the links on the way lead.
bool lies_in(const fs::path& inner, const fs::path& outer) {
  if (lies_in_as_written(inner, outer)) return true;
  std::error_code failure;
  const auto there = fs::weakly_canonical(inner, failure);
  if (failure) return false;
  const auto around = fs::weakly_canonical(outer, failure);
  return !failure && lies_in_as_written(there, around);
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
    if (lies_in(folder, values_.data_path))
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
      if (lies_in(folder, other) || lies_in(other, folder))
        problems_.push_back(name + "=" + folder.string() + " and " + what + " " + other.string() +
                            " lie in one another; name a folder on another disk");
  }

  /// Each backup would hold those before it, as notes.
  void check_vault() {
    if (!values_.vault_path) return;
    if (values_.backup_copy_path) refuse_in_vault("SECONDBRAIN_BACKUP_COPY_PATH", *values_.backup_copy_path);
    if (const fs::path repository = values_.restic_repository; repository.is_absolute())
      refuse_in_vault("SECONDBRAIN_RESTIC_REPOSITORY", repository);
    if (lies_in(*values_.vault_path, values_.backup_path) && lies_in(values_.backup_path, *values_.vault_path))
      refuse_in_vault("SECONDBRAIN_BACKUP_PATH", values_.backup_path);
  }

  void refuse_in_vault(const std::string& name, const fs::path& folder) {
    if (lies_in(folder, *values_.vault_path))
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
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> contradictions_of_places(const config& values) {
  return place_check{values}.run();
}

std::vector<std::string> warnings_of_places(const config& values) {
  if (!values.vault_path || !lies_in(values.backup_path, *values.vault_path)) return {};
  return {"SECONDBRAIN_BACKUP_PATH=" + values.backup_path.string() + " lies in your vault " +
          values.vault_path->string() +
          " and is lost with it; name a folder outside of it, on another disk if you can"};
}

}  // namespace secondbrain::ops
