// Snapshots of the data directory: making, listing and verifying them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

enum class backup_file_kind : std::uint8_t { database, plain };

constexpr auto names_of(backup_file_kind) {
  using enum backup_file_kind;
  return named_values<backup_file_kind>({{database, "database"}, {plain, "plain"}});
}

struct backup_file {
  std::string name;  // relative to the snapshot, '/' between parts
  backup_file_kind kind = backup_file_kind::plain;
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
};

/// Which data directory a snapshot is of.
struct backup_origin {
  std::string data_id;     // of the directory itself, wherever it is moved; empty: it had none yet
  std::string data_path;   // absolute
  std::string vault_path;  // absolute; empty: none was configured
};

constexpr auto fields_of(const backup_origin*) {
  return record<backup_origin>(field_list{
      field("data_id", &backup_origin::data_id, "Of the data directory, wherever it is moved; may be empty"),
      field("data_path", &backup_origin::data_path),
      field("vault_path", &backup_origin::vault_path, "Empty: no vault was configured"),
  });
}

/// A derived file that a snapshot does without, and why.
struct backup_omission {
  std::string name;
  std::string reason;
};

constexpr auto fields_of(const backup_omission*) {
  return record<backup_omission>(field_list{
      field("name", &backup_omission::name),
      field("reason", &backup_omission::reason),
  });
}

/// Whether the notes are in a snapshot.
enum class vault_presence : std::uint8_t {
  unknown,   // an earlier version made it
  included,  // all that could be read
  left_out,  // they should be, and there is a reason why not
  off,       // nobody wants them there, or there is no vault
};

constexpr auto names_of(vault_presence) {
  using enum vault_presence;
  return named_values<vault_presence>(
      {{unknown, "unknown"}, {included, "included"}, {left_out, "left_out"}, {off, "off"}});
}

struct backup_vault {
  vault_presence state = vault_presence::unknown;
  std::string reason;                          // why they were left out, a sentence
  std::uint64_t files = 0;                     // with their folders and links
  std::uint64_t bytes = 0;                     // of all of them
  std::uint64_t stored_bytes = 0;              // of those that no earlier snapshot held
  std::uint64_t unread = 0;                    // that could not be read, or were written to meanwhile
  std::vector<backup_omission> not_read = {};  // the first of these
};

constexpr auto fields_of(const backup_vault*) {
  return record<backup_vault>(field_list{
      field("state", &backup_vault::state, "Whether the notes are in it; `unknown`: an earlier version made it"),
      field("reason", &backup_vault::reason, "Why they were left out", {.empty = when_empty::null}),
      field("files", &backup_vault::files, "With folders and links"),
      field("bytes", &backup_vault::bytes),
      field("stored_bytes", &backup_vault::stored_bytes, "Of what no earlier backup held"),
      field("unread", &backup_vault::unread,
            "How many could not be read, or were written to meanwhile: what was last known of them is in it"),
      field("not_read", &backup_vault::not_read, "The first of these, and why"),
  });
}

/// What came of restoring a snapshot into a scratch folder and using it there.
enum class trial_outcome : std::uint8_t { passed, failed };

constexpr auto names_of(trial_outcome) {
  using enum trial_outcome;
  return named_values<trial_outcome>({{passed, "passed"}, {failed, "failed"}});
}

struct backup_trial {
  std::string at;  // UTC, ISO 8601
  trial_outcome outcome = trial_outcome::failed;
  std::string message;  // a sentence: what was found, or what went wrong
};

constexpr auto fields_of(const backup_trial*) {
  return record<backup_trial>(field_list{
      field("at", &backup_trial::at, "UTC, ISO 8601"),
      field("outcome", &backup_trial::outcome),
      field("message", &backup_trial::message, "What was found, or what went wrong"),
  });
}

/// Whose a snapshot is, for the data directory that asks.
enum class backup_owner : std::uint8_t { this_directory, another };

struct backup_info {
  std::string id;          // data-YYYYMMDD-HHMMSS
  std::string path;        // absolute
  std::string created_at;  // UTC, ISO 8601
  std::uint64_t bytes = 0;
  bool verified = false;
  std::string problem;  // why it does not count; empty when verified
  std::vector<backup_file> files;
  std::optional<backup_origin> origin = {};  // nothing: an earlier version made it, which did not write it down
  std::vector<backup_omission> left_out = {};
  backup_owner owner = backup_owner::this_directory;
  backup_vault vault = {};
  std::optional<backup_trial> trial = {};  // the latest; nothing: there was none
};

constexpr auto fields_of(const backup_info*) {
  return record<backup_info>(field_list{
      field("id", &backup_info::id),
      field("path", &backup_info::path),
      field("created_at", &backup_info::created_at),
      field("bytes", &backup_info::bytes),
      field("verified", &backup_info::verified),
      field("problem", &backup_info::problem, "Why it does not count; empty when verified"),
      field("origin", &backup_info::origin,
            "The data directory and the vault it was made of; null: an earlier version did not record that"),
      converted(
          "own", &backup_info::owner, [](backup_owner owner) { return owner == backup_owner::this_directory; },
          [](bool own) { return own ? backup_owner::this_directory : backup_owner::another; },
          "Whether it was made of the data directory that this server works on"),
      field("left_out", &backup_info::left_out, "Files left out because they can be derived again"),
      field("vault", &backup_info::vault, "The notes in it"),
      field("trial", &backup_info::trial,
            "The latest restore into a scratch folder that it was put to; null: there was none"),
      internal(&backup_info::files),
  });
}

enum class backup_start : std::uint8_t { begun, joined };

struct backup_started {
  std::string run_id;                        // what `backup_progress` tells of it
  backup_start start = backup_start::begun;  // joined: it had been under way, what was written since may not be in it
};

constexpr auto fields_of(const backup_started*) {
  return record<backup_started>(field_list{
      computed("status", [](const backup_started&) { return std::string_view{"accepted"}; }),
      field("run_id", &backup_started::run_id, "What the progress tells of it"),
      converted(
          "joined", &backup_started::start, [](backup_start start) { return start == backup_start::joined; },
          [](bool joined) { return joined ? backup_start::joined : backup_start::begun; },
          "It had been under way before this request; what was written since may not be in it"),
  });
}

/// What a run of the keeper of backups does.
enum class backup_work : std::uint8_t { making, trying };

constexpr auto names_of(backup_work) {
  using enum backup_work;
  return named_values<backup_work>({{making, "making"}, {trying, "trying"}});
}

/// Begins a snapshot, or joins the one under way. Answered at once; `backup_progress` tells what comes of it.
struct start_backup {
  using reply = backup_started;
  static constexpr retry_policy retry = retry_policy::never;
};

/// Restores a snapshot into a scratch folder and uses it there, or joins the trial of it that is under way. Answered at
/// once; `backup_progress` tells what comes of it. errc::busy while something else is done with the snapshots,
/// errc::not_found when there is none.
struct try_backup {
  using reply = backup_started;
  static constexpr retry_policy retry = retry_policy::never;
  std::string id;  // empty: the newest of this data directory
};

enum class backup_phase : std::uint8_t { idle, running, finished, failed };

constexpr auto names_of(backup_phase) {
  using enum backup_phase;
  return named_values<backup_phase>({{idle, "idle"}, {running, "running"}, {finished, "finished"}, {failed, "failed"}});
}

/// Where a backup is. Published while it is made; the last state stays.
struct backup_progress {
  backup_phase phase = backup_phase::idle;  // idle: none since the service started
  std::string run_id;
  std::string started_at;  // UTC, ISO 8601
  int files_done = 0;
  int files_total = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;      // as large as the files were when it began
  std::string current;                // name of the file that is being copied or checked
  std::optional<backup_info> backup;  // when finished
  std::optional<error> problem;       // when failed
  backup_work work = backup_work::making;
};

inline std::optional<std::string> sentence_of(const std::optional<error>& problem) {
  return problem ? std::optional{problem->message} : std::nullopt;
}

inline std::optional<error> problem_of(const std::optional<std::string>& sentence) {
  return sentence ? std::optional<error>{{errc::internal, *sentence}} : std::nullopt;
}

constexpr auto fields_of(const backup_progress*) {
  return record<backup_progress>(field_list{
      field("phase", &backup_progress::phase, "`idle`: none was made since the service started"),
      field("run_id", &backup_progress::run_id, "", {.empty = when_empty::null}),
      field("started_at", &backup_progress::started_at, "UTC, ISO 8601", {.empty = when_empty::null}),
      field("files_done", &backup_progress::files_done, "", {.least = 0}),
      field("files_total", &backup_progress::files_total, "", {.least = 0}),
      field("bytes_done", &backup_progress::bytes_done, "", {.least = 0}),
      field("bytes_total", &backup_progress::bytes_total, "As large as the files were when it began", {.least = 0}),
      field("current", &backup_progress::current, "The file that is being copied or checked"),
      field("backup", &backup_progress::backup, "When it has finished"),
      converted("error", &backup_progress::problem, sentence_of, problem_of, "When it has failed: why"),
      field("work", &backup_progress::work,
            "`making` a backup, or `trying` one: restoring it into a scratch folder and using it there"),
  });
}

/// Makes a snapshot when the newest verified one is older than the configured interval; otherwise tries the newest one,
/// when that is due.
struct make_due_backup {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

struct list_backups {
  using reply = std::vector<backup_info>;  // newest first
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
