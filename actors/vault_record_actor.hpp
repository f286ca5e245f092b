// Owns vault.json: which vault this data directory serves and what its owner allowed. Thin handlers over the record.
//
// Own thread. A file that made no sense is told on the actor's record and allows nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "actors/service_actor.hpp"
#include "messages/vault.hpp"
#include "ops/config.hpp"
#include "stores/vault_record.hpp"

namespace secondbrain::actors {

struct vault_record_parts {
  std::filesystem::path file;
  std::optional<std::filesystem::path> vault;  // nothing: not configured
  ops::upkeep_mode upkeep = ops::upkeep_mode::ask;
  std::function<result<upkeep_preview>()> preview;  // unset: cannot be told
};

/// Whether the service may write into the vault by itself: the setting, where it says something, else what was said for
/// this vault.
permission upkeep_in_force(ops::upkeep_mode setting, const permission& said, const std::filesystem::path& vault);

/// What is said to an answer that would change nothing.
inline constexpr std::string_view setting_decides =
    "The setting SECONDBRAIN_VAULT_UPKEEP decides this. Take it away, or set it to `ask`, and restart.";

class vault_record_actor final : public service_actor<vault_record_actor, vault_api> {
 public:
  vault_record_actor(caf::actor_config& config, child_context context, const front_ptr& front, vault_record_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<vault_status> handle(const get_vault& asked);
  result<vault_status> handle(const set_upkeep& asked);
  result<upkeep_preview> handle(const preview_upkeep& asked);

 private:
  status open() override;
  std::filesystem::path vault() const { return parts_.vault.value_or(std::filesystem::path{}); }
  vault_status now() const;

  vault_record_parts parts_;
  stores::vault_record record_;
};

}  // namespace secondbrain::actors
