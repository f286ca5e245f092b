// The data directory: where it is made, and the names of everything in it (contract: stores §1).
//
// Names are the reference's, so that either service can open the other's directory.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::ops {

class data_directory {
 public:
  /// Creates the directory and its parents as needed, readable by its owner only (0700).
  static result<data_directory> create(const std::filesystem::path& root);

  const std::filesystem::path& root() const noexcept { return root_; }

  std::filesystem::path lexical() const { return root_ / "lexical.db"; }
  std::filesystem::path vectors() const { return root_ / "vectors.db"; }
  /// A quick form of the vectors, made from them at any time; in no backup.
  std::filesystem::path vector_codes() const { return root_ / "vector_codes.db"; }
  std::filesystem::path index_tracker() const { return root_ / "index_tracker.db"; }
  std::filesystem::path conversations() const { return root_ / "conversations.db"; }
  std::filesystem::path usage() const { return root_ / "usage.db"; }
  std::filesystem::path metadata(const std::string& name) const {
    return root_ / name;
  }  // SECONDBRAIN_METADATA_DB_NAME
  /// The file names of all databases.
  static std::vector<std::string> database_names(const std::string& metadata_name);

  std::filesystem::path settings() const { return root_ / "settings.json"; }
  std::filesystem::path embedding_pause() const { return root_ / ".embedding_paused"; }
  std::filesystem::path vault_record() const { return root_ / "vault.json"; }
  std::filesystem::path alarms() const { return root_ / "alarms.json"; }
  std::filesystem::path query_log() const { return root_ / "queries.jsonl"; }
  std::filesystem::path inbox_journal() const { return root_ / "inbox_journal.json"; }
  std::filesystem::path extraction_failures() const { return root_ / "extraction_failures.json"; }
  std::filesystem::path written_notes() const { return root_ / "written_notes.json"; }
  std::filesystem::path generated_tasks() const { return root_ / "generated_tasks.json"; }
  /// A folder: texts that the command line could not capture, a file each.
  static constexpr auto not_captured_name = "not_captured";
  std::filesystem::path api_log() const { return root_ / "api.log"; }

 private:
  explicit data_directory(std::filesystem::path root) : root_{std::move(root)} {}

  std::filesystem::path root_;
};

}  // namespace secondbrain::ops
