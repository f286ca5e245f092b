// What the service can be told: one struct with every setting, its default and its unit (contract: operations §1).
//
// The variables behind the fields are described once, in config_table.hpp; reading them is config_load.hpp. A plain
// value: copy it, hand each part what it needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/local_time.hpp"

namespace secondbrain::ops {

enum class watch_mode : std::uint8_t { automatic, poll, off };

constexpr auto names_of(watch_mode) {
  using enum watch_mode;
  return named_values<watch_mode>({{automatic, "auto"}, {poll, "poll"}, {off, "off"}});
}

enum class upkeep_mode : std::uint8_t { ask, on, off };

constexpr auto names_of(upkeep_mode) {
  using enum upkeep_mode;
  return named_values<upkeep_mode>({{ask, "ask"}, {on, "on"}, {off, "off"}});
}

/// Whether the notes go into a snapshot: where they leave enough room, always, or never.
enum class vault_backup : std::uint8_t { automatic, on, off };

constexpr auto names_of(vault_backup) {
  using enum vault_backup;
  return named_values<vault_backup>({{automatic, "auto"}, {on, "on"}, {off, "off"}});
}

enum class embedding_provider : std::uint8_t { local, openai };

constexpr auto names_of(embedding_provider) {
  using enum embedding_provider;
  return named_values<embedding_provider>({{local, "local"}, {openai, "openai"}});
}

enum class log_level : std::uint8_t { debug, info, warning, error };

constexpr auto names_of(log_level) {
  using enum log_level;
  return named_values<log_level>({{debug, "debug"}, {info, "info"}, {warning, "warning"}, {error, "error"}});
}

/// How long something must last before an alarm tells of it. Nothing: the rule is off.
struct alarm_grace {
  std::optional<std::chrono::seconds> after;
  bool operator==(const alarm_grace&) const = default;
};

constexpr alarm_grace lasting(std::chrono::seconds grace) {
  return {grace};
}

/// What a webhook is sent: our own notices, or what these services read.
enum class webhook_shape : std::uint8_t { json, slack, discord, alertmanager };

constexpr auto names_of(webhook_shape) {
  using enum webhook_shape;
  return named_values<webhook_shape>(
      {{json, "json"}, {slack, "slack"}, {discord, "discord"}, {alertmanager, "alertmanager"}});
}

/// Whether a mail server at another machine must encrypt.
enum class mail_encryption : std::uint8_t { required, if_offered };

constexpr auto names_of(mail_encryption) {
  using enum mail_encryption;
  return named_values<mail_encryption>({{required, "required"}, {if_offered, "if_offered"}});
}

/// How a sign of life is given; automatic: as the address looks.
enum class ping_shape : std::uint8_t { automatic, healthchecks, uptime_kuma };

constexpr auto names_of(ping_shape) {
  using enum ping_shape;
  return named_values<ping_shape>({{automatic, "auto"}, {healthchecks, "healthchecks"}, {uptime_kuma, "uptime_kuma"}});
}

struct config {
  // Notes and data
  std::optional<std::filesystem::path> vault_path;  // absolute; unset: the service runs and says so
  std::filesystem::path data_path;                  // absolute
  std::string metadata_db_name = "metadata.db";
  upkeep_mode upkeep = upkeep_mode::ask;   // whether the service writes into the vault by itself
  upkeep_mode sending = upkeep_mode::ask;  // whether notes go to somebody else's model without a question

  // How the vault is kept; empty: as is found in it. Folders are relative to the vault
  std::string daily_folder;    // `/`: the vault itself
  std::string daily_format;    // of moment.js
  std::string daily_language;  // of the names of days and months in it
  std::string inbox_folder;
  std::string templates_folder;
  std::string attachments_folder;  // `./…`: beside the note
  std::vector<std::string> task_formats;
  std::vector<std::string> excluded_folders;  // whose tasks and events do not count

  // Index
  watch_mode watch = watch_mode::automatic;
  std::chrono::seconds sweep_interval{300};
  double mass_delete_share = 0.3;  // 0…1; more notes than this gone at once freeze the index
  bool tool_copies = false;        // whether copies and folders that tools made are indexed

  // HTTP
  std::string host = "127.0.0.1";
  int port = 8000;    // 0: chosen by the system
  std::string token;  // empty: no authentication, loopback only
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> cors_origins = {"http://localhost:7860", "http://127.0.0.1:7860"};
  int http_threads = 8;
  int sse_streams = 16;
  int open_questions = 64;
  bool debug = false;

  // Supervision
  int search_workers = 2;
  int answer_workers = 4;
  int max_restarts = 5;
  std::chrono::seconds restart_window{60};
  std::chrono::seconds hang_deadline{10};
  std::chrono::seconds hang_limit{60};
  bool chaos = false;

  // Logging
  log_level level = log_level::info;
  bool log_stderr = true;

  // Backup
  std::filesystem::path backup_path;       // absolute
  std::chrono::hours backup_interval{24};  // 0: only on request
  int backup_keep = 7;
  int backup_keep_daily = 7;  // besides those: the newest of so many days, weeks and months
  int backup_keep_weekly = 4;
  int backup_keep_monthly = 6;
  vault_backup backup_vault = vault_backup::automatic;
  int backup_free_floor = 1024;                  // MiB that stay free where the snapshots are
  std::chrono::hours backup_trial_interval{24};  // 0: only on request
  int replaced_keep_days = 30;                   // for what a restore has replaced; 0: for good

  // Between snapshots, and elsewhere
  std::chrono::seconds increment_interval{30};            // 0: nothing is shipped between snapshots
  std::optional<std::filesystem::path> backup_copy_path;  // absolute; unset: no copies in a second directory
  std::string restic_repository;                          // an address of restic's; empty: none. May hold a password
  std::string restic_password;                            // empty: the command says it
  std::string restic_password_command;
  std::string restic_program = "restic";
  std::chrono::seconds restic_patience{1800};  // for which it may do nothing before it is ended
  int restic_read_share = 5;                   // percent of what is there that each verification reads
  std::chrono::seconds copy_interval{60};      // between two looks at what is to be copied elsewhere

  // Alarms and the briefing; what the rules are is in ops/alarms/alarm_rules.cpp
  std::string machine_name;                 // in what is sent; empty: as the system calls this machine
  std::chrono::seconds alarm_interval{30};  // between two looks
  alarm_grace alarm_vault_missing = lasting(std::chrono::seconds{60});
  alarm_grace alarm_disk_low = lasting(std::chrono::minutes{5});
  alarm_grace alarm_store_damaged = lasting(std::chrono::seconds{0});
  alarm_grace alarm_restart_storm = lasting(std::chrono::seconds{0});
  alarm_grace alarm_part_hung = lasting(std::chrono::seconds{0});
  alarm_grace alarm_index_frozen = lasting(std::chrono::minutes{5});
  alarm_grace alarm_sync_failed = lasting(std::chrono::hours{1});
  alarm_grace alarm_sync_late = lasting(std::chrono::hours{1});
  alarm_grace alarm_captures_stuck = lasting(std::chrono::hours{1});
  alarm_grace alarm_backup_old = lasting(std::chrono::hours{1});
  alarm_grace alarm_backup_elsewhere = lasting(std::chrono::hours{1});
  alarm_grace alarm_copy_mended = lasting(std::chrono::seconds{0});
  alarm_grace alarm_budget_near = lasting(std::chrono::seconds{0});
  alarm_grace alarm_model_host_down = lasting(std::chrono::minutes{30});
  alarm_grace alarm_extraction_stale = lasting(std::chrono::hours{1});
  alarm_grace alarm_clock_wrong = lasting(std::chrono::seconds{0});
  alarm_grace alarm_channel_broken = lasting(std::chrono::minutes{10});
  std::optional<daily_span> quiet_hours;
  std::chrono::hours alarm_test_interval{168};  // 0: only on request
  std::optional<time_of_day> briefing_at;       // goes by the only channel where none is named
  std::string briefing_channel;

  // Daily sync
  std::chrono::seconds sync_interval{3600};  // 0: only on request

  // Where alarms and the briefing go besides the page
  std::string alarm_ntfy;
  std::string alarm_ntfy_token;
  std::string alarm_webhook;
  webhook_shape alarm_webhook_shape = webhook_shape::json;
  std::string alarm_webhook_token;
  std::string alarm_email_server;
  mail_encryption alarm_email_encryption = mail_encryption::required;
  std::string alarm_email_user;
  std::string alarm_email_password;
  std::string alarm_email_from;
  std::vector<std::string> alarm_email_to;
  bool alarm_desktop = false;
  std::string alarm_command;

  // Signs of life for a service elsewhere that raises the alarm when they stop
  std::string ping_url;
  ping_shape ping_url_shape = ping_shape::automatic;
  std::chrono::seconds ping_interval{60};

  // Models
  embedding_provider provider = embedding_provider::local;
  std::filesystem::path models_path;   // absolute
  std::string encoder_model;           // unset: the one that is installed
  std::optional<int> encoder_threads;  // unset: half of the processor's
  bool encoder_approximation = true;  // whether a first approximation stands in for the model while it has much to read
  std::string vector_store;           // empty: this machine; else the address of a server. May hold a password
  std::string embedding_model = "BAAI/bge-base-en-v1.5";
  int embedding_dimensions = 768;
  std::string openai_embedding_model = "text-embedding-3-small";
  std::optional<int> openai_embedding_dimensions;
  std::string rerank_model = "claude-haiku-4-5";
  std::string answer_model = "claude-haiku-4-5";
  std::string inbox_model = "claude-sonnet-4-5";
  std::string inbox_provider = "anthropic";
  std::string ollama_base_url = "http://127.0.0.1:11434/v1";
  std::string ollama_model = "gpt-oss:20b";
  std::string openai_api_key;
  std::string openai_base_url = "https://api.openai.com/v1";
  std::string anthropic_api_key;
  std::string anthropic_base_url = "https://api.anthropic.com/v1";
  std::chrono::seconds answer_deadline{60};
  double cost_alert_threshold = 1.0;  // USD per UTC day
  double daily_budget = 2.0;          // USD per UTC day; 0: none
  double monthly_budget = 20.0;       // USD per UTC month; 0: none

  // Accepted from the reference's files, without effect
  int gradio_port = 7860;
};

}  // namespace secondbrain::ops
