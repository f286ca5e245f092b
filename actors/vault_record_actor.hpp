// Owns vault.json: which vault this data directory serves and what its owner allowed. Thin handlers over the record.
//
// Own thread. A file that made no sense is told on the actor's record and allows nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/service_actor.hpp"
#include "brain/llm/sending_gate.hpp"
#include "messages/vault.hpp"
#include "ops/config/config.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::actors {

struct sending_answer {
  permission decision;
  std::vector<std::string> allowed;  // providers
};

/// What decides about sending notes away, and who is told.
struct sending_rules {
  ops::upkeep_mode setting = ops::upkeep_mode::ask;
  std::vector<recipient> recipients;                   // that are configured
  std::function<result<sending_estimate>()> estimate;  // unset: cannot be told
  std::shared_ptr<llm::sending_gate> gate;             // unset: nobody sends
  double daily_budget = 0;
  double monthly_budget = 0;
};

struct vault_record_parts {
  std::filesystem::path file;
  std::optional<std::filesystem::path> vault;  // nothing: not configured
  ops::upkeep_mode upkeep = ops::upkeep_mode::ask;
  std::function<result<upkeep_preview>()> preview;  // unset: cannot be told
  sending_rules sending;
  std::function<void(vault_status&)> describe = {};  // adds what the folder is; may be unset
  std::function<status()> adopt = {};                // unset: cannot be done
  /// Whether the folder of the file is still the one that the service took.
  std::function<status()> in_place = [] { return status{}; };
};

/// Whether the service may write into the vault by itself: the setting, where it says something, else what was said for
/// this vault.
permission upkeep_in_force(ops::upkeep_mode setting, const permission& decision, const std::filesystem::path& vault);

/// What is said to an answer that would change nothing.
inline constexpr std::string_view setting_decides =
    "The setting SECONDBRAIN_VAULT_UPKEEP decides this. Remove it, or set it to `ask`, and restart.";

/// Whether notes may be sent without a question, and to whom: the setting, where it says something, else what was said
/// for this vault and those recipients.
sending_answer sending_in_force(ops::upkeep_mode setting, const stores::vault_record& record,
                                const std::filesystem::path& vault, const std::vector<recipient>& recipients);

class vault_record_actor final : public service_actor<vault_record_actor, vault_api> {
 public:
  vault_record_actor(caf::actor_config& config, child_context context, const front_ptr& front, vault_record_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<vault_status> handle(const get_vault& request);
  result<vault_status> handle(const set_upkeep& request);
  result<upkeep_preview> handle(const preview_upkeep& request);
  result<sending_status> handle(const get_sending& request);
  result<nothing> handle(const set_sending& request);
  result<vault_status> handle(const adopt_vault& request);

 private:
  status open() override;
  std::filesystem::path vault() const { return parts_.vault.value_or(std::filesystem::path{}); }
  vault_status now() const;
  status is_itself() const;
  sending_answer sending_now() const;
  void open_gate();

  vault_record_parts parts_;
  stores::vault_record record_;
};

}  // namespace secondbrain::actors
