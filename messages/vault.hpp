// The vault: what it is and what its owner has allowed for it.
//
// Timestamps are UTC, ISO 8601. Every permission begins unanswered, and unanswered means no.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"
#include "messages/sending.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain {

enum class consent : std::uint8_t { unanswered, given, refused };

constexpr auto names_of(consent) {
  using enum consent;
  return named_values<consent>({{unanswered, "unanswered"}, {given, "given"}, {refused, "refused"}});
}

/// Where an answer came from.
enum class consent_source : std::uint8_t { nobody, page, command_line, api, setting, predecessor };

constexpr auto names_of(consent_source) {
  using enum consent_source;
  return named_values<consent_source>({{nobody, "nobody"},
                                       {page, "page"},
                                       {command_line, "command_line"},
                                       {api, "api"},
                                       {setting, "setting"},
                                       {predecessor, "predecessor"}});
}

/// One answer of the owner. It holds for the vault it was said for and for no other.
struct permission {
  consent answer = consent::unanswered;
  consent_source by = consent_source::nobody;
  std::string since;  // empty while unanswered, and where a setting says it
  std::string vault;  // the folder it was said for
};

constexpr auto fields_of(const permission*) {
  return record<permission>(field_list{
      field("answer", &permission::answer, "Unanswered means no"),
      field("by", &permission::by),
      field("since", &permission::since, "UTC, ISO 8601", {.empty = when_empty::null}),
      internal(&permission::vault),
  });
}

/// What the configured folder is, as against the vault that the data belongs to.
enum class vault_state : std::uint8_t {
  itself,          // or nothing is known yet that could be missing
  not_configured,  // no folder was named
  missing,         // there is no such folder, where the known vault was
  mistaken,        // there is no such folder, and the known vault, if any, lies elsewhere
  unreadable,      // the folder is there, and its owner's permissions keep it from being read
  emptied,         // the folder is there, and nothing of what was in it
  another,         // a folder with other notes, while this data belongs to another vault
};

constexpr auto names_of(vault_state) {
  using enum vault_state;
  return named_values<vault_state>({{itself, "itself"},
                                    {not_configured, "not_configured"},
                                    {missing, "missing"},
                                    {mistaken, "mistaken"},
                                    {unreadable, "unreadable"},
                                    {emptied, "emptied"},
                                    {another, "another"}});
}

struct vault_status {
  std::string data_id;  // of the data directory
  std::string path;     // empty: no vault is configured
  permission upkeep;    // task lists, project sections and filing of captures, as it counts now

  vault_state state = vault_state::itself;
  std::string belongs_to;  // the vault that the data directory knows; empty: none yet
  std::string message;     // what is wrong with the folder and what to do; empty: nothing
};

constexpr auto fields_of(const vault_status*) {
  return record<vault_status>(field_list{
      field("data_id", &vault_status::data_id, "Of the data directory"),
      field("path", &vault_status::path, "Null: no vault is configured", {.empty = when_empty::null}),
      field("state", &vault_status::state, "What the folder is, compared with the vault that this data belongs to"),
      field("belongs_to", &vault_status::belongs_to, "The vault that this data belongs to; null: none yet",
            {.empty = when_empty::null}),
      field("message", &vault_status::message, "What is wrong and what to do; empty: nothing"),
      field("upkeep", &vault_status::upkeep, "Whether the service writes into the vault by itself"),
  });
}

/// What the vault is and what was found in it.
struct vault_overview {
  vault_status vault;
  std::optional<vault_report> found;  // nothing: the notes were not looked at yet, or cannot be
  std::string found_error;            // why there is none, or only an older one; empty: it is as the vault is now
};

constexpr auto fields_of(const vault_overview*) {
  return record<vault_overview>(field_list{
      inlined(&vault_overview::vault),
      field("found", &vault_overview::found, "What was found in it; null: nothing yet, `found_error` says why"),
      field("found_error", &vault_overview::found_error,
            "Why there is none, or only an older one, and what to do; empty: it is as the vault is now"),
  });
}

struct get_vault {
  using reply = vault_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

/// Durable when answered. errc::vault_missing: there is no vault to say it for; errc::conflict: a setting decides.
struct set_upkeep {
  using reply = vault_status;
  static constexpr retry_policy retry = retry_policy::idempotent;
  consent answer = consent::unanswered;
  consent_source by = consent_source::api;
};

/// Who may be named as the one that says it over HTTP.
inline constexpr std::array<std::string_view, 3> callers_that_consent{
    to_string(consent_source::api), to_string(consent_source::page), to_string(consent_source::command_line)};

constexpr auto fields_of(const set_upkeep*) {
  return record<set_upkeep>(field_list{
      converted(
          "allowed", &set_upkeep::answer, [](consent answer) { return answer == consent::given; },
          [](bool allowed) { return allowed ? consent::given : consent::refused; }),
      field("by", &set_upkeep::by, "Who says it", {.presence = in_requests::optional, .only = callers_that_consent}),
  });
}

/// The owner's answer as it counts now, and what it is about.
struct sending_status {
  permission sending;
  std::vector<std::string> allowed;  // recipients; none unless the answer is yes
  sending_estimate estimate;
  double daily_budget = 0;    // USD per UTC day; 0: no limit
  double monthly_budget = 0;  // USD per UTC month; 0: no limit
};

constexpr auto fields_of(const sending_status*) {
  return record<sending_status>(field_list{
      inlined(&sending_status::sending),
      field("allowed", &sending_status::allowed, "Providers that may be sent notes without a question"),
      inlined(&sending_status::estimate),
      field("daily_budget", &sending_status::daily_budget, "0: no limit"),
      field("monthly_budget", &sending_status::monthly_budget, "0: no limit"),
  });
}

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
  consent_source by = consent_source::api;
};

constexpr auto fields_of(const set_sending*) {
  return record<set_sending>(field_list{
      converted(
          "allowed", &set_sending::answer, [](consent answer) { return answer == consent::given; },
          [](bool allowed) { return allowed ? consent::given : consent::refused; }),
      field("by", &set_sending::by, "Who says it", {.presence = in_requests::optional, .only = callers_that_consent}),
  });
}

enum class file_change : std::uint8_t { create, change };

constexpr auto names_of(file_change) {
  using enum file_change;
  return named_values<file_change>({{create, "create"}, {change, "change"}});
}

/// A file as upkeep would write it.
struct previewed_file {
  std::string path;  // relative to the vault
  file_change kind = file_change::create;
  std::string before;  // empty for a file that would be created
  std::string after;
};

constexpr auto fields_of(const previewed_file*) {
  return record<previewed_file>(field_list{
      field("path", &previewed_file::path, "Relative to the vault"),
      field("change", &previewed_file::kind),
      field("before", &previewed_file::before),
      field("after", &previewed_file::after),
  });
}

/// What the next sync would write, were it allowed to.
struct upkeep_preview {
  std::vector<previewed_file> files;
  std::vector<std::string> captures;  // files of the inbox; where they go is decided when they are filed
  std::vector<std::string> remarks;   // sentences, for example about a file of one's own that is left alone
  std::string inbox = "Inbox";        // the folder in which those files lie
};

constexpr auto fields_of(const upkeep_preview*) {
  return record<upkeep_preview>(field_list{
      field("files", &upkeep_preview::files),
      field("captures", &upkeep_preview::captures, "Files of the inbox that would be filed"),
      field("remarks", &upkeep_preview::remarks),
      field("inbox", &upkeep_preview::inbox, "The folder in which the files of the inbox lie"),
  });
}

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
