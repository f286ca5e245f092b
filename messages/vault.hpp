// The vault: what it is and what its owner has allowed for it.
//
// Timestamps are UTC, ISO 8601. Every permission begins unanswered, and unanswered means no.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "messages/request.hpp"
#include "messages/sending.hpp"

namespace secondbrain {

enum class consent : std::uint8_t { unanswered, given, refused };

constexpr std::string_view to_string(consent answer) noexcept {
  switch (answer) {
    case consent::unanswered: return "unanswered";
    case consent::given: return "given";
    case consent::refused: return "refused";
  }
  return "unknown";
}

/// Where an answer came from.
enum class consent_source : std::uint8_t { nobody, page, command_line, api, setting, predecessor };

constexpr std::string_view to_string(consent_source source) noexcept {
  switch (source) {
    case consent_source::nobody: return "nobody";
    case consent_source::page: return "page";
    case consent_source::command_line: return "command_line";
    case consent_source::api: return "api";
    case consent_source::setting: return "setting";
    case consent_source::predecessor: return "predecessor";
  }
  return "unknown";
}

/// One answer of the owner. It holds for the vault it was said for and for no other.
struct permission {
  consent answer = consent::unanswered;
  consent_source by = consent_source::nobody;
  std::string since;  // empty while unanswered, and where a setting says it
  std::string vault;  // the folder it was said for
};

struct vault_status {
  std::string data_id;  // of the data directory
  std::string path;     // empty: no vault is configured
  permission upkeep;    // task lists, project sections and filing of captures, as it counts now

  std::string state = "itself";  // itself, not_configured, missing, mistaken, emptied or another
  std::string belongs_to;        // the vault that the data directory knows; empty: none yet
  std::string message;           // what is wrong with the folder and what to do; empty: nothing
};

struct get_vault {
  using reply = vault_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Durable when answered. errc::vault_missing: there is no vault to say it for; errc::conflict: a setting decides.
struct set_upkeep {
  using reply = vault_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
  consent answer = consent::unanswered;
  consent_source by = consent_source::nobody;
};

/// The owner's answer as it counts now, and what it is about.
struct sending_status {
  permission sending;
  std::vector<std::string> allowed;  // recipients; none unless the answer is yes
  sending_estimate estimate;
  double daily_budget = 0;    // USD per UTC day; 0: no limit
  double monthly_budget = 0;  // USD per UTC month; 0: no limit
};

/// Looks at every note. errc::vault_missing: the vault that is configured is not there.
struct get_sending {
  using reply = sending_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Durable when answered. A yes is for the recipients that are configured now, and for no others. errc::vault_missing:
/// there is no vault to say it for; errc::conflict: a setting decides.
struct set_sending {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::idempotent;
  consent answer = consent::unanswered;
  consent_source by = consent_source::nobody;
};

enum class file_change : std::uint8_t { create, change };

constexpr std::string_view to_string(file_change kind) noexcept {
  return kind == file_change::create ? "create" : "change";
}

/// A file as upkeep would write it.
struct previewed_file {
  std::string path;  // relative to the vault
  file_change kind = file_change::create;
  std::string before;  // empty for a file that would be created
  std::string after;
};

/// What the next sync would write, were it allowed to.
struct upkeep_preview {
  std::vector<previewed_file> files;
  std::vector<std::string> captures;  // files of the inbox; where they go is decided when they are filed
  std::vector<std::string> remarks;   // sentences, for example about a file of one's own that is left alone
};

/// Nothing is written. errc::vault_missing.
struct preview_upkeep {
  using reply = upkeep_preview;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// The configured folder, as it is now, becomes the vault of this data; the index of the former one goes. Durable when
/// answered. errc::vault_missing: there is no such folder; errc::busy: an index run is under way.
struct adopt_vault {
  using reply = vault_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

using vault_api = api<get_vault, set_upkeep, preview_upkeep, get_sending, set_sending, adopt_vault>;

}  // namespace secondbrain
